"""/api/v1/ of the recommendations: the same calls as the pages'."""

from dataclasses import replace
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.titles import title_language
from catalog.api.serializers import CardSerializer
from catalog.models import Anime
from ml.reranking.leaning import Lean
from recommend.lists.filters import RecommendationFilter
from recommend.lists.recommendations import RecommendedCard, recommend_to, taste_of
from recommend.lists.serializers import (
    RecommendationsQuery,
    RecommendationsSerializer,
    SimilarQuery,
    SimilarSerializer,
)
from recommend.lists.similar import similar_to
from recommend.models.preferences import FURTHEST


def _asked(kind: type[Serializer], request: Request) -> dict[str, Any]:
    query = kind(data=request.query_params)
    query.is_valid(raise_exception=True)
    return dict(query.validated_data)


class RecommendationsView(APIView):
    @extend_schema(parameters=[RecommendationsQuery], responses=RecommendationsSerializer)
    def get(self, request: Request) -> Response:
        """For the member who asks, best first; for a visitor the popular ones.

        Filters refill: fewer than ``n`` come only where the catalogue has no more.
        """
        asked = _asked(RecommendationsQuery, request)
        taste = taste_of(request.user)
        items = recommend_to(
            replace(taste, lean=_lean(taste.lean, asked)),
            n=asked["n"],
            offset=asked["offset"],
            language=title_language(request),
            wanted=_filter(asked),
        )
        return Response({"results": [_as_data(item) for item in items]})


class SimilarView(APIView):
    @extend_schema(parameters=[SimilarQuery], responses=SimilarSerializer)
    def get(self, request: Request, anime_id: int) -> Response:
        """Anime like this one, without those on the member's list."""
        if anime_id >= 2**31:
            raise NotFound
        get_object_or_404(Anime.objects.visible().only("pk"), pk=anime_id)
        asked = _asked(SimilarQuery, request)
        cards = similar_to(anime_id=anime_id, user=request.user, language=title_language(request), **asked)
        return Response(SimilarSerializer({"results": cards}).data)


def _lean(own: Lean, asked: dict[str, Any]) -> Lean:
    """The member's own, but for what is asked."""
    said = {name: asked[name] / FURTHEST for name in ("obscure", "surprise") if name in asked}
    return replace(own, **said)


def _filter(asked: dict[str, Any]) -> RecommendationFilter:
    return RecommendationFilter(
        genres=tuple(asked.get("genre", ())),
        without=tuple(asked.get("without", ())),
        types=tuple(asked.get("type", ())),
        sources=tuple(asked.get("source", ())),
        studios=tuple(asked.get("studio", ())),
        year_from=asked.get("year_from"),
        year_to=asked.get("year_to"),
        length=asked.get("length", ""),
        status=asked.get("status", ""),
        no_sequels=asked.get("sequels") == "hide",
    )


def _as_data(item: RecommendedCard) -> dict[str, object]:
    beside = {name: getattr(item, name) for name in ("probability", "match", "predicted_score", "reasons")}
    return {**CardSerializer(item.card).data, **beside}
