"""Pages of the catalogue."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.titles import title_language
from catalog.models import ScoreSite, Season
from catalog.pages.anime import arrange
from catalog.pages.ranking_filters import heading_of, ranking_filters, ranking_tabs
from catalog.pages.seasons import NoSuchSeason, SeasonSort, season_page, season_to_show
from catalog.pages.works import Works, person_works, studio_list, studio_works
from catalog.rankings import Formulas, RankingKind, RankingQuery, ranking
from catalog.search.query import SearchQuery, clean_text
from catalog.search.search import SearchNotReady, search
from catalog.seasons import broadcast_today
from catalog.selectors import anime_detail


def search_page(request: HttpRequest) -> HttpResponse:
    query = SearchQuery.from_params(request.GET)
    try:
        result = search(query, language=title_language(request), user=request.user)
    except SearchNotReady:
        page = render(request, "catalog/search_not_ready.html", {"query": query}, status=503)
        page["Retry-After"] = "30"
        return page
    return render(request, "catalog/search.html", {"query": query, "result": result})


def rankings_page(request: HttpRequest) -> HttpResponse:
    query = RankingQuery.from_params(request.GET.dict())
    result = ranking(query, language=title_language(request), user=request.user)
    filters = ranking_filters(query)
    context = {
        "query": query,
        "heading": heading_of(query, filters),
        "is_weighted": result.shown_kind == RankingKind.TOP,
        "ranking": result,
        "page": result.page,
        "tabs": ranking_tabs(query),
        "filters": filters,
        "mine_url": replace(query, hide_mine=not query.hide_mine, page=1).url(),
        "clear_url": RankingQuery(kind=query.kind, source=query.source).url(),
        "popular_url": replace(query.with_kind(RankingKind.POPULAR), hide_mine=False).url(),
        **_formulas(query, result.formulas),
    }
    return render(request, "catalog/rankings.html", context)


def _formulas(query: RankingQuery, formulas: Formulas) -> dict[str, Any]:
    """Those by which the rows of 高分 stand where they do."""
    shown = [query.source] if query.source else list(ScoreSite)
    own, theirs = (formulas.of(site) if site in shown else None for site in (ScoreSite.MYANIMELIST, ScoreSite.BANGUMI))
    return {"mal_formula": own, "bangumi_formula": theirs, "converts": bool(own and own.m and theirs and theirs.m)}


def current_season(request: HttpRequest) -> HttpResponse:
    """Under one address, whatever the season is."""
    year, season = season_to_show(today=broadcast_today())
    return _season(request, year, season, is_current=True)


def season(request: HttpRequest, year: int, season: str) -> HttpResponse:
    if season not in Season.values:
        raise Http404
    return _season(request, year, Season(season), is_current=False)


def _season(request: HttpRequest, year: int, season: Season, *, is_current: bool) -> HttpResponse:
    asked = request.GET.get("sort", "")
    sort = SeasonSort(asked) if asked in SeasonSort.values else SeasonSort.POPULARITY
    try:
        found = season_page(year=year, season=season, sort=sort, language=title_language(request))
    except NoSuchSeason as error:
        raise Http404 from error
    context = {
        "found": found,
        "all_cards": [card for group in found.groups for card in group.cards],
        "sorts": SeasonSort,
        "sort_query": "" if sort == SeasonSort.POPULARITY else f"?sort={sort.value}",
        "tabs": ranking_tabs(None),
        "is_current": is_current,
    }
    return render(request, "catalog/season.html", context)


def anime_page(request: HttpRequest, anime_id: int) -> HttpResponse:
    anime = anime_detail(anime_id, language=title_language(request))
    if anime is None:
        raise Http404
    return render(request, "catalog/anime.html", {"anime": anime, "arranged": arrange(anime)})


def studios_page(request: HttpRequest) -> HttpResponse:
    text = clean_text(request.GET.get("q", ""))
    found = studio_list(text=text, page=request.GET.get("page", ""))
    return render(request, "catalog/studios.html", {"page": found, "text": text})


def studio_page(request: HttpRequest, studio_id: int) -> HttpResponse:
    return _works(request, "catalog/studio.html", studio_works(studio_id, **_asked_works(request)))


def person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    return _works(request, "catalog/person.html", person_works(person_id, **_asked_works(request)))


def _asked_works(request: HttpRequest) -> dict[str, str]:
    asked = {name: request.GET.get(name, "") for name in ("role", "page")}
    return {**asked, "language": title_language(request)}


def _works(request: HttpRequest, template: str, found: Works | None) -> HttpResponse:
    if found is None:
        raise Http404
    return render(request, template, {"found": found, "page": found.page})
