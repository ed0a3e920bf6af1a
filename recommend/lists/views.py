"""推荐, and what a member prefers there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.members import member_of
from accounts.redirects import next_on_this_site
from accounts.titles import title_language
from recommend.lists.filter_form import filter_form
from recommend.lists.filters import RecommendationFilter
from recommend.lists.recommendations import page_taste, recommend_to
from recommend.members.preferences import set_preferences
from recommend.models.preferences import FURTHEST

PER_PAGE = 24
LAST_PAGE = 20
MOST_EXCLUDED = 500


@require_GET
def recommendations_page(request: HttpRequest) -> HttpResponse:
    """``?page=2`` goes on where the first one ended. Scripts get cards alone: ``n`` without those of ``exclude``."""
    wanted = RecommendationFilter.from_params(request.GET)
    if request.headers.get("X-Requested-With") == "fetch":
        return _cards(request, wanted)
    number = _number(request.GET.get("page"), default=1, most=LAST_PAGE)
    taste = page_taste(request)
    items = recommend_to(
        taste, n=PER_PAGE + 1, offset=(number - 1) * PER_PAGE, language=title_language(request), wanted=wanted
    )
    has_next = len(items) > PER_PAGE and number < LAST_PAGE
    context = {
        "items": items[:PER_PAGE],
        "form": filter_form(wanted),
        "wanted": wanted,
        "previous_url": wanted.query(page=number - 1) if number > 1 else "",
        "next_url_of_page": wanted.query(page=number + 1) if has_next else "",
        "has_history": bool(len(taste.member.history)),
        "lean": {"obscure": round(taste.lean.obscure * FURTHEST), "surprise": round(taste.lean.surprise * FURTHEST)},
        "grid": {"grid": "recommended", "filters": "filters", "n": PER_PAGE, "more": has_next},
    }
    return render(request, "recommend/recommendations.html", context)


def _cards(request: HttpRequest, wanted: RecommendationFilter) -> HttpResponse:
    n = _number(request.GET.get("n"), default=PER_PAGE, most=2 * PER_PAGE)
    items = recommend_to(
        page_taste(request),
        n=n + 1,
        language=title_language(request),
        also_exclude=_shown(request.GET.get("exclude", "")),
        wanted=wanted,
    )
    context = {"items": items[:n], "has_more": len(items) > n, "next_url": request.path + wanted.query()}
    return render(request, "recommend/recommendation_cards.html", context)


@login_required
@require_POST
def save_preferences(request: HttpRequest) -> HttpResponse:
    """What is no step of the scale is the middle."""
    obscure, surprise = _step(request.POST.get("obscure")), _step(request.POST.get("surprise"))
    set_preferences(user=member_of(request), obscure=obscure, surprise=surprise)
    messages.success(request, _("推荐偏好已保存。"))
    return redirect(next_on_this_site(request, default="recommend:recommendations"))


def _step(text: str | None) -> int:
    steps = {str(step): step for step in range(-FURTHEST, FURTHEST + 1)}
    return steps.get(text or "", 0)


def _shown(text: str) -> frozenset[int]:
    parts = text.split(",")[:MOST_EXCLUDED]
    return frozenset(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 10)


def _number(text: str | None, *, default: int, most: int) -> int:
    """What doesn't exist is the nearest that may."""
    if not text or not (text.isascii() and text.isdigit() and len(text) < 6):
        return default
    return min(max(int(text), 1), most)
