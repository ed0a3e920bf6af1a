"""Pages of the catalogue."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.titles import title_language
from catalog.rankings import RankingKind, ranking
from catalog.search.query import SearchQuery
from catalog.search.search import search
from catalog.selectors import anime_detail


def search_page(request: HttpRequest) -> HttpResponse:
    query = SearchQuery.from_params(request.GET.dict())
    result = search(query, language=title_language(request))
    return render(request, "catalog/search.html", {"query": query.text, "page": result.page, "total": result.total})


def rankings_page(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("kind", "")
    kind = RankingKind(asked) if asked in RankingKind.values else RankingKind.TOP
    result = ranking(kind=kind, page=request.GET.get("page"), language=title_language(request))
    context = {"kind": kind.value, "page": result.page, "m": result.formula.m, "C": result.formula.C}
    return render(request, "catalog/rankings.html", context)


def anime_page(request: HttpRequest, anime_id: int) -> HttpResponse:
    anime = anime_detail(anime_id, language=title_language(request))
    if anime is None:
        raise Http404
    return render(request, "catalog/anime.html", {"anime": anime})
