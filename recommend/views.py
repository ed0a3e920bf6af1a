"""首页, 推荐 and the block 相似动漫."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from accounts.titles import title_language
from catalog.models import Anime
from recommend.home import Home, home_for
from recommend.home.cached import visitors_body
from recommend.recommendations import page_taste, recommend_for, similar_to

PER_PAGE = 24
LAST_PAGE = 20
SIMILAR = 12


def home_page(request: HttpRequest) -> HttpResponse:
    """``body`` apart, since visitors share it."""
    language = title_language(request)
    taste = page_taste(request)
    home: Home | None = None

    def body() -> str:
        nonlocal home
        home = home_for(user=request.user, language=language, taste=taste)
        return render_to_string("recommend/home_body.html", {**vars(home), "next_url": "/"}, request)

    shared = not request.user.is_authenticated and not len(taste.member.history)
    text = visitors_body(taste, language=language, make=body) if shared else body()
    return render(request, "recommend/home.html", {"body": mark_safe(text), "home": home})  # noqa: S308


def recommendations_page(request: HttpRequest) -> HttpResponse:
    """``?page=2`` goes on where the first one ended."""
    number = _page_number(request)
    items = recommend_for(
        user=request.user, n=PER_PAGE + 1, offset=(number - 1) * PER_PAGE, language=title_language(request)
    )
    context = {
        "items": items[:PER_PAGE],
        "number": number,
        "has_previous": number > 1,
        "has_next": len(items) > PER_PAGE and number < LAST_PAGE,
    }
    return render(request, "recommend/recommendations.html", context)


def _page_number(request: HttpRequest) -> int:
    """A page that doesn't exist is the nearest one that may."""
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def similar_fragment(request: HttpRequest, anime_id: int) -> HttpResponse:
    """The block alone for the script of an anime's page, which it then leads back to; opened by itself a page."""
    if anime_id >= 2**31:
        raise Http404
    anime = get_object_or_404(Anime.objects.visible(), pk=anime_id)
    items = similar_to(anime_id=anime_id, user=request.user, n=SIMILAR, language=title_language(request))
    context = {"items": items, "anime": anime}
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "recommend/similar_cards.html", context | {"next_url": anime.get_absolute_url()})
    return render(request, "recommend/similar.html", context)
