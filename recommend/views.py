"""首页 and the block 相似动漫."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from accounts.titles import title_language
from catalog.models import Anime
from recommend.home import Home, home_for
from recommend.home.cached import visitors_body
from recommend.lists.recommendations import page_taste
from recommend.lists.similar import similar_for

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


def similar_fragment(request: HttpRequest, anime_id: int) -> HttpResponse:
    """The block alone for the script of an anime's page, which it then leads back to; opened by itself a page."""
    if anime_id >= 2**31:
        raise Http404
    anime = get_object_or_404(Anime.objects.visible(), pk=anime_id)
    taste = page_taste(request)
    items = similar_for(taste, anime_id=anime_id, n=SIMILAR, language=title_language(request))
    context = {"items": items, "anime": anime}
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "recommend/similar_cards.html", context | {"next_url": anime.get_absolute_url()})
    return render(request, "recommend/similar.html", context)
