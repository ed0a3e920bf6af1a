"""/api/v1/ of the catalogue: the same calls as the pages'."""

from typing import Any

from django.core.paginator import Page
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.titles import title_language
from catalog.rankings import RankingKind, ranking
from catalog.search.query import SearchQuery
from catalog.search.search import search
from catalog.selectors import anime_detail
from catalog.serializers import (
    AnimeDetailSerializer,
    CardPageSerializer,
    PageQuery,
    RankingPageSerializer,
    RankingParameters,
    SearchParameters,
)


class AnimeListView(APIView):
    @extend_schema(operation_id="anime_list", parameters=[PageQuery], responses=CardPageSerializer)
    def get(self, request: Request) -> Response:
        """Every anime, most popular first."""
        asked = _asked(PageQuery, request)
        result = ranking(kind=RankingKind.POPULAR, page=asked["page"], language=title_language(request))
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
    @extend_schema(parameters=[SearchParameters], responses=CardPageSerializer)
    def get(self, request: Request) -> Response:
        """Anime by title, best match first."""
        asked = _asked(SearchParameters, request)
        query = SearchQuery.from_params({"q": asked["q"], "page": str(asked["page"])})
        result = search(query, language=title_language(request))
        return Response(CardPageSerializer(_page(result.page)).data)


class RankingsView(APIView):
    @extend_schema(parameters=[RankingParameters], responses=RankingPageSerializer)
    def get(self, request: Request) -> Response:
        """高分 by weighted score, 热门 by members."""
        asked = _asked(RankingParameters, request)
        result = ranking(kind=RankingKind(asked["kind"]), page=asked["page"], language=title_language(request))
        return Response(RankingPageSerializer(_page(result.page) | vars(result.formula)).data)


def _asked(kind: type[PageQuery], request: Request) -> dict[str, Any]:
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
