"""One form, one change: back to where it was sent from, or as JSON to scripts that ask for it."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.members import member_of
from accounts.redirects import next_on_this_site
from favorites import services
from favorites.forms import FavoriteForm, RatingForm, StatusForm
from favorites.models import ListEntry

Change = Callable[[], ListEntry | None]


@require_POST
def favorite(request: HttpRequest, anime_id: int) -> HttpResponse:
    form = FavoriteForm(request.POST)
    return _answer(
        request,
        anime_id,
        form,
        lambda: services.set_favorite(user=member_of(request), anime_id=anime_id, **form.cleaned_data),
    )


@require_POST
def rate(request: HttpRequest, anime_id: int) -> HttpResponse:
    form = RatingForm(request.POST)
    return _answer(
        request,
        anime_id,
        form,
        lambda: services.rate_anime(user=member_of(request), anime_id=anime_id, **form.cleaned_data),
    )


@require_POST
def status(request: HttpRequest, anime_id: int) -> HttpResponse:
    form = StatusForm(request.POST)
    return _answer(
        request,
        anime_id,
        form,
        lambda: services.set_status(user=member_of(request), anime_id=anime_id, **form.cleaned_data),
    )


@require_POST
def remove(request: HttpRequest, anime_id: int) -> HttpResponse:
    return _answer(
        request,
        anime_id,
        forms.Form({}),
        lambda: services.remove_entry(user=member_of(request), anime_id=anime_id),
    )


@require_POST
def dismiss(request: HttpRequest, anime_id: int) -> HttpResponse:
    """``undo=1`` takes it back."""
    change = services.restore_anime if request.POST.get("undo") else services.dismiss_anime
    return _answer(
        request,
        anime_id,
        forms.Form({}),
        lambda: change(user=member_of(request), anime_id=anime_id),
    )


def _answer(request: HttpRequest, anime_id: int, form: forms.Form, change: Change) -> HttpResponse:
    target = next_on_this_site(request, default=resolve_url("catalog:anime", anime_id=anime_id))
    wants_json = "application/json" in request.headers.get("Accept", "")
    if not request.user.is_authenticated:
        login = f"{reverse('accounts:login')}?{urlencode({'next': target})}"
        if wants_json:
            return JsonResponse({"login": login}, status=HTTPStatus.UNAUTHORIZED)
        return HttpResponseRedirect(login)
    try:
        if not form.is_valid():
            raise services.InvalidChange(next(iter(form.errors)))
        entry = change()
    except services.AnimeNotFound as error:
        raise Http404(_("没有找到这部动漫。")) from error
    except services.InvalidChange as error:
        return _refusal(request, _refusals()[error.code], wants_json, target)
    return JsonResponse(_as_data(anime_id, entry)) if wants_json else redirect(target)


def _refusal(request: HttpRequest, text: str, wants_json: bool, target: str) -> HttpResponse:
    if wants_json:
        return JsonResponse({"error": text}, status=HTTPStatus.BAD_REQUEST)
    messages.error(request, text)
    return redirect(target)


def _refusals() -> dict[str, str]:
    return {
        "favorite": _("无法识别这次操作，请重试。"),
        "score": _("评分须为 1 到 10 的整数。"),
        "status": _("没有这种状态。"),
        "progress": _("已看集数超出范围。"),
    }


def _as_data(anime_id: int, entry: ListEntry | None) -> dict[str, object]:
    return {
        "anime_id": anime_id,
        "is_favorite": bool(entry and entry.is_favorite),
        "score": entry.score if entry else None,
        "status": entry.status if entry else None,
        "progress": entry.progress if entry else 0,
    }
