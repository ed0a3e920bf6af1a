"""What the API says of recommendations."""

from typing import Any

from rest_framework import serializers

from catalog.api.serializers import CardSerializer
from catalog.models import AnimeSource, AnimeType
from recommend.lists.filters import FIRST_YEAR, LAST_YEAR, LENGTHS, MOST_GENRES, STATUSES
from recommend.lists.recommendations import MAX_N
from recommend.models.preferences import FURTHEST

MAX_OFFSET = 1_000


class RecommendationSerializer(CardSerializer):
    probability = serializers.FloatField(
        allow_null=True, help_text="calibrated, 0..1: that it is among what the member likes next"
    )
    match = serializers.IntegerField(
        allow_null=True, help_text="percent, calibrated: the chance of 8 or more if the member watches it"
    )
    predicted_score = serializers.FloatField(allow_null=True, help_text="the member's rating then, 1..10")
    reasons = serializers.ListField(child=serializers.CharField())


class RecommendationsSerializer(serializers.Serializer):
    results = RecommendationSerializer(many=True)


class SimilarSerializer(serializers.Serializer):
    results = CardSerializer(many=True)


class RecommendationsQuery(serializers.Serializer):
    n = serializers.IntegerField(min_value=1, max_value=MAX_N, default=20, help_text="how many")
    offset = serializers.IntegerField(min_value=0, max_value=MAX_OFFSET, default=0, help_text="from which place on")

    genre = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31 - 1),
        required=False,
        max_length=MOST_GENRES,
        help_text="ids of genres, all of which an anime must have; repeat the parameter",
    )
    without = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31 - 1),
        required=False,
        max_length=MOST_GENRES,
        help_text="ids of genres, none of which an anime may have",
    )
    type = serializers.ListField(
        child=serializers.ChoiceField(choices=AnimeType.values), required=False, help_text="any of these"
    )
    source = serializers.ListField(  # type: ignore[assignment]
        child=serializers.ChoiceField(choices=AnimeSource.values), required=False, help_text="any of these"
    )
    studio = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31 - 1),
        required=False,
        max_length=MOST_GENRES,
        help_text="ids of studios, any of which made it",
    )
    year_from = serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    year_to = serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    length = serializers.ChoiceField(
        choices=list(LENGTHS),
        required=False,
        help_text="episodes: 1, 2 to 13, 14 to 26, 27 and more",
    )
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    sequels = serializers.ChoiceField(choices=["hide"], required=False, help_text="without what goes on with something")
    obscure = serializers.IntegerField(
        min_value=-FURTHEST,
        max_value=FURTHEST,
        required=False,
        help_text="from the well known to the little known; by default the member's preference",
    )
    surprise = serializers.IntegerField(
        min_value=-FURTHEST,
        max_value=FURTHEST,
        required=False,
        help_text="from the familiar to the surprising; by default the member's preference",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("year_from", FIRST_YEAR) > attrs.get("year_to", LAST_YEAR):
            raise serializers.ValidationError({"year_to": ["Must not lie before year_from."]})
        return attrs


class SimilarQuery(serializers.Serializer):
    n = serializers.IntegerField(min_value=1, max_value=MAX_N, default=12, help_text="how many")
