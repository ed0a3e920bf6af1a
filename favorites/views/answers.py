"""What a form that changed something answers: back to where it was sent from, or JSON to scripts that ask for it."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.redirects import next_on_this_site
from favorites import services
from favorites.models import ListEntry

Change = Callable[[], ListEntry | None]


def answer_change(request: HttpRequest, anime_id: int, form: forms.Form, change: Change) -> HttpResponse:
    """Asks for a login where there is none, refuses what the form or the service refuses, else changes."""
    target = next_on_this_site(request, default=resolve_url("catalog:anime", anime_id=anime_id))
    if not request.user.is_authenticated:
        return ask_for_login(request, target)
    try:
        if not form.is_valid():
            raise services.InvalidChange(next(iter(form.errors)))
        entry = change()
    except services.AnimeNotFound as error:
        raise Http404(_("没有找到这部动漫。")) from error
    except services.InvalidChange as error:
        return refuse(request, _refusals()[error.code], target)
    return JsonResponse(as_data(anime_id, entry)) if wants_json(request) else redirect(target)


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def ask_for_login(request: HttpRequest, target: str) -> HttpResponse:
    login = f"{reverse('accounts:login')}?{urlencode({'next': target})}"
    if wants_json(request):
        return JsonResponse({"login": login}, status=HTTPStatus.UNAUTHORIZED)
    return HttpResponseRedirect(login)


def refuse(request: HttpRequest, text: str, target: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": text}, status=HTTPStatus.BAD_REQUEST)
    messages.error(request, text)
    return redirect(target)


def as_data(anime_id: int, entry: ListEntry | None) -> dict[str, object]:
    return {
        "anime_id": anime_id,
        "is_favorite": bool(entry and entry.is_favorite),
        "score": entry.score if entry else None,
        "status": entry.status if entry else None,
        "progress": entry.progress if entry else 0,
        "note": entry.note if entry else "",
    }


def _refusals() -> dict[str, str]:
    return {
        "favorite": _("无法识别这次操作，请重试。"),
        "score": _("评分须为 1 到 10 的整数。"),
        "status": _("没有这种状态。"),
        "progress": _("已看集数超出范围。"),
        "note": _("备注最多 1000 个字符。"),
    }
