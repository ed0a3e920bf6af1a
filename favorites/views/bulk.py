"""Many entries of 我的收藏 at once: changed, removed, and put back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.members import member_of
from accounts.redirects import next_on_this_site
from favorites import bulk, removals
from favorites.views.answers import ask_for_login, refuse, wants_json

# Where the page of the list finds what was just removed, to offer it back.
REMOVED = "removed_from_list"
MOST_AT_ONCE = 200
LARGEST_ID = 2**31


@require_POST
def remove(request: HttpRequest, anime_id: int) -> HttpResponse:
    target = next_on_this_site(request, default="favorites:list")
    if not request.user.is_authenticated:
        return ask_for_login(request, target)
    return _remove(request, [anime_id] if anime_id < LARGEST_ID else [], target)


@require_POST
def edit(request: HttpRequest) -> HttpResponse:
    """The fields ``anime`` (many) and ``action``: remove, or one of ``bulk.actions()``."""
    target = next_on_this_site(request, default="favorites:list")
    if not request.user.is_authenticated:
        return ask_for_login(request, target)
    anime_ids = _anime_ids(request)
    if not anime_ids:
        return refuse(request, _("请先勾选要修改的动漫。"), target)
    if request.POST.get("action") == "remove":
        return _remove(request, anime_ids, target)
    try:
        changed = bulk.edit_entries(user=member_of(request), anime_ids=anime_ids, action=request.POST.get("action", ""))
    except bulk.UnknownAction:
        return refuse(request, _("请选择要进行的操作。"), target)
    said = ngettext("已修改 %(count)s 部动漫。", "已修改 %(count)s 部动漫。", changed) % {"count": changed}
    messages.success(request, said)
    return redirect(target)


@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """What ``remove`` took away, by its token."""
    target = next_on_this_site(request, default="favorites:list")
    if not request.user.is_authenticated:
        return ask_for_login(request, target)
    try:
        entries = removals.restore_entries(user=member_of(request), token=request.POST.get("token", ""))
    except removals.InvalidRemoval:
        return refuse(request, _("已经无法撤销这次移除。"), target)
    if wants_json(request):
        return JsonResponse({"restored": [entry.anime_id for entry in entries]})
    messages.success(request, _("已恢复。"))
    return redirect(target)


def _remove(request: HttpRequest, anime_ids: list[int], target: str) -> HttpResponse:
    removal = removals.remove_entries(user=member_of(request), anime_ids=anime_ids)
    if wants_json(request):
        return JsonResponse({"removed": removal.anime_ids, "token": removal.token})
    if removal.anime_ids:
        request.session[REMOVED] = {"token": removal.token, "count": len(removal.anime_ids)}
    return redirect(target)


def _anime_ids(request: HttpRequest) -> list[int]:
    texts = request.POST.getlist("anime")[:MOST_AT_ONCE]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10]
