"""/api/v1/blend/: anime like some and unlike others."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.titles import title_language
from catalog.api.serializers import CardSerializer
from recommend.blending.blend import MOST, MOST_LIKED, MOST_UNLIKED, BlendQuery, blend_for
from recommend.lists.recommendations import taste_of

LARGEST = 2**31 - 1


class BlendParameters(serializers.Serializer):
    like = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST), min_length=1, max_length=MOST_LIKED
    )
    unlike = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST), required=False, max_length=MOST_UNLIKED
    )
    n = serializers.IntegerField(min_value=1, max_value=MOST, default=24, help_text="how many")


class LikenessSerializer(serializers.Serializer):
    anime_id = serializers.IntegerField(help_text="one of those asked with")
    percent = serializers.IntegerField(help_text="how like it, 0..100; 100 is as like as its nearest")


class BlendedSerializer(CardSerializer):
    likenesses = LikenessSerializer(many=True)
    reasons = serializers.ListField(child=serializers.CharField())


class BlendSerializer(serializers.Serializer):
    results = BlendedSerializer(many=True)


class BlendView(APIView):
    @extend_schema(parameters=[BlendParameters], responses=BlendSerializer)
    def get(self, request: Request) -> Response:
        """Anime like all of ``like`` and none of ``unlike``, without those on the member's list."""
        asked = BlendParameters(data=request.query_params)
        asked.is_valid(raise_exception=True)
        query = BlendQuery.of(asked.validated_data["like"], asked.validated_data.get("unlike", ()))
        result = blend_for(
            taste=taste_of(request.user), query=query, n=asked.validated_data["n"], language=title_language(request)
        )
        ids = {one.letter: one.card.id for one in result.given}
        return Response(
            {
                "results": [
                    {
                        **CardSerializer(item.card).data,
                        "likenesses": [
                            {"anime_id": ids[one.letter], "percent": one.percent} for one in item.likenesses
                        ],
                        "reasons": [reason.text for reason in item.reasons],
                    }
                    for item in result.items
                ]
            }
        )
