"""新手引导: the page, its answers, and the first step of a new member."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.titles import title_language
from catalog.search.search import SearchNotReady
from catalog.search.suggestions import suggest
from favorites.models import ListEntry
from favorites.views.answers import wants_json
from recommend.lists.recommendations import taste_of
from recommend.members.guests import known_numbers
from recommend.onboarding.answers import BadAnswer, latest_ratings, take_answer
from recommend.onboarding.notes import read_notes
from recommend.onboarding.page import Onboarding, onboarding_for

PAGE = "recommend:onboarding"
FOUND = 4


@never_cache
@require_http_methods(["GET", "POST"])
def onboarding(request: HttpRequest) -> HttpResponse:
    """``?q=`` looks for anime to rate, ``?add=`` offers one. To scripts, which ask for JSON, the parts that change."""
    if request.method == "POST":
        return _answered(request)
    found, q = _found(request), request.GET.get("q", "").strip()[:200]
    context = {"onboarding": _state(request, found), "q": q, "asked_for": bool(q or request.GET.get("add"))}
    if wants_json(request):
        return _parts(request, context)
    return render(request, "recommend/onboarding.html", context)


@require_GET
def first_steps(request: HttpRequest) -> HttpResponse:
    """Where a registration ends: to rate something, or home for whose ratings as a guest came along."""
    is_new = isinstance(request.user, User) and not ListEntry.objects.filter(user=request.user).exists()
    return redirect(PAGE if is_new else "home")


def _answered(request: HttpRequest) -> HttpResponse:
    try:
        said = take_answer(request)
    except BadAnswer as refusal:
        if wants_json(request):
            return JsonResponse({"error": str(refusal)}, status=HTTPStatus.BAD_REQUEST)
        messages.error(request, str(refusal))
        return redirect(PAGE)
    if not wants_json(request):
        return redirect(PAGE)
    return _parts(request, {"onboarding": _state(request)}, said=said)


def _parts(request: HttpRequest, context: dict[str, object], *, said: str = "") -> JsonResponse:
    state = context["onboarding"]
    assert isinstance(state, Onboarding)
    html = render_to_string("recommend/onboarding_parts.html", context, request)
    return JsonResponse({"html": html, "said": f"{said}{state.progress}" if said else ""})


def _state(request: HttpRequest, found: list[int] | None = None) -> Onboarding:
    taste, notes = taste_of(request.user), read_notes(request)
    return onboarding_for(
        taste=taste,
        notes=notes,
        latest=latest_ratings(taste, notes),
        found=found or [],
        language=title_language(request),
    )


def _found(request: HttpRequest) -> list[int]:
    added = known_numbers(request.GET.getlist("add"), most=1)
    q = request.GET.get("q", "").strip()
    if added or not q:
        return added
    try:
        results = suggest(q, language=title_language(request)).results
    except SearchNotReady:
        return []
    return [result.id for result in results][:FOUND]
