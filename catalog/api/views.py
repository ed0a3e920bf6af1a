"""/api/v1/ of the catalogue: the same calls as the pages'."""

from typing import Any

from django.core.paginator import Page
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle
from rest_framework.views import APIView

from accounts.titles import title_language
from catalog.api.anime_serializers import AnimeDetailSerializer
from catalog.api.serializers import (
    CardPageSerializer,
    NotReadySerializer,
    PageQuery,
    RankingPageSerializer,
    RankingParameters,
    SearchPageSerializer,
    SearchParameters,
    SuggestionsSerializer,
    SuggestParameters,
)
from catalog.models import ScoreSite
from catalog.rankings import RankingKind, RankingQuery, ranking
from catalog.search.query import SearchQuery
from catalog.search.search import SearchNotReady, search
from catalog.search.suggestions import suggest
from catalog.selectors import anime_detail


class AnimeListView(APIView):
    @extend_schema(operation_id="anime_list", parameters=[PageQuery], responses=CardPageSerializer)
    def get(self, request: Request) -> Response:
        """Every anime, most popular first."""
        asked = _asked(PageQuery, request)
        query = RankingQuery(kind=RankingKind.POPULAR, page=asked["page"])
        result = ranking(query, language=title_language(request))
        return Response(CardPageSerializer(_page(result.page)).data)


class AnimeView(APIView):
    @extend_schema(responses=AnimeDetailSerializer)
    def get(self, request: Request, anime_id: int) -> Response:
        """One anime by its MyAnimeList id."""
        anime = anime_detail(anime_id, language=title_language(request))
        if anime is None:
            raise NotFound("No anime has this id.")
        return Response(AnimeDetailSerializer(anime).data)


class SearchView(APIView):
    @extend_schema(parameters=[SearchParameters], responses={200: SearchPageSerializer, 503: NotReadySerializer})
    def get(self, request: Request) -> Response:
        """Anime by title, tag and summary, with the facets' counts; the parameters are the search page's."""
        _asked(SearchParameters, request)
        query = SearchQuery.from_params(request.query_params)
        try:
            result = search(query, language=title_language(request), user=request.user)
        except SearchNotReady:
            return _not_ready()
        found = {"did_you_mean": result.did_you_mean, "engine": result.engine, "is_degraded": result.is_degraded}
        return Response(SearchPageSerializer(_page(result.page) | found | {"facets": result.facets}).data)


class SuggestAnonThrottle(AnonRateThrottle):
    """Suggestions are asked for with every letter."""

    scope = "suggest"
    rate = "600/min"


class SuggestMemberThrottle(UserRateThrottle):
    scope = "suggest"
    rate = "600/min"


class SuggestView(APIView):
    throttle_classes = [SuggestAnonThrottle, SuggestMemberThrottle]

    @extend_schema(parameters=[SuggestParameters], responses={200: SuggestionsSerializer, 503: NotReadySerializer})
    def get(self, request: Request) -> Response:
        """Up to eight titles for what is being typed, in the member's title language."""
        try:
            found = suggest(request.query_params.get("q", ""), language=title_language(request))
        except SearchNotReady:
            return _not_ready()
        return Response(SuggestionsSerializer(found).data)


def _not_ready() -> Response:
    answer = {"detail": "The search index is being built. Ask again in a minute."}
    return Response(answer, status=503, headers={"Retry-After": "30"})


class RankingsView(APIView):
    @extend_schema(parameters=[RankingParameters], responses=RankingPageSerializer)
    def get(self, request: Request) -> Response:
        """高分 by weighted score, 热门, 连载中 and 即将上映 by popularity, 趋势 by recent activity."""
        _asked(RankingParameters, request)
        query = RankingQuery.from_params(request.query_params.dict())
        result = ranking(query, language=title_language(request), user=request.user)
        formulas = result.formulas
        about = vars(formulas.of(query.source or ScoreSite.MYANIMELIST)) | {
            "formulas": {site.value: vars(formulas.of(site)) for site in ScoreSite},
            "slope": formulas.slope,
            "shift": formulas.shift,
            "unscored": result.unscored,
            "compared_with": result.compared_with,
            "is_fallback": result.is_fallback,
        }
        return Response(RankingPageSerializer(_page(result.page) | about).data)


def _asked(kind: type[Serializer], request: Request) -> dict[str, Any]:
    query = kind(data=request.query_params)
    query.is_valid(raise_exception=True)
    return dict(query.validated_data)


def _page(page: Page) -> dict[str, Any]:
    return {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "results": page.object_list,
    }
