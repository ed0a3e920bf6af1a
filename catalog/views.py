"""Pages of the catalogue."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

from accounts.titles import title_language
from catalog.covers import draw_cover_file
from catalog.rankings import RankingKind, ranking
from catalog.search.query import SearchQuery
from catalog.search.search import SearchNotReady, search
from catalog.selectors import anime_detail, card_by_id


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


@conditional_page
@cache_control(private=True, max_age=3600)
def cover_image(request: HttpRequest, anime_id: int) -> HttpResponse:
    """An image for wherever a drawing can't stand in the page itself; its title follows the reader's language."""
    card = card_by_id(anime_id, language=title_language(request))
    if card is None:
        raise Http404
    if card.cover:
        return redirect(card.cover)
    return HttpResponse(draw_cover_file(card), content_type="image/svg+xml")
