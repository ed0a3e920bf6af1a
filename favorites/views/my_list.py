"""我的收藏: what a member keeps, filtered, sorted, in pages."""

from collections.abc import Container
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.members import member_of
from accounts.titles import title_language
from catalog.cards import AnimeCard
from catalog.selectors import cards_in_order
from favorites.models import ListEntry, Status
from favorites.selectors import counts_of, entries_of
from favorites.views.bulk import REMOVED

PAGE_SIZE = 24
_FILTER_LABELS = {"all": _("全部"), "favorites": _("收藏"), "rated": _("已评分"), **dict(Status.choices)}
_SORT_LABELS = {
    "updated": _("最近更新"),
    "added": _("最近添加"),
    "score": _("我的评分"),
    "site_score": _("网站评分"),
    "year": _("年份"),
}
_BULK_LABELS = {
    **{f"status:{status}": format_lazy(_("标为“{status}”"), status=label) for status, label in Status.choices},
    "no-status": _("清除状态"),
    "favorite": _("加入收藏"),
    "unfavorite": _("取消收藏"),
    "remove": _("从列表中移除"),
}


@dataclass(frozen=True)
class Item:
    entry: ListEntry
    card: AnimeCard


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    count: int


@login_required
@require_GET
def my_list(request: HttpRequest) -> HttpResponse:
    which = _one_of(_FILTER_LABELS, request.GET.get("show"), "all")
    sort = _one_of(_SORT_LABELS, request.GET.get("sort"), "updated")
    counts = counts_of(user=member_of(request))
    entries = entries_of(user=member_of(request), which=which, sort=sort)
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "show": which,
        "show_label": _FILTER_LABELS[which],
        "sort": sort,
        "tabs": [Tab(name, str(label), counts[name]) for name, label in _FILTER_LABELS.items()],
        "sorts": _SORT_LABELS.items(),
        "page": page,
        "items": _with_cards(page, language=title_language(request)),
        "bulk_actions": _BULK_LABELS.items(),
        "removed": request.session.pop(REMOVED, None),
    }
    return render(request, "favorites/list.html", context)


def _with_cards(page: Page[ListEntry], *, language: str) -> list[Item]:
    entries = {entry.anime_id: entry for entry in page}
    return [Item(entries[card.id], card) for card in cards_in_order(list(entries), language=language)]


def _one_of(names: Container[str], wanted: str | None, default: str) -> str:
    return wanted if wanted is not None and wanted in names else default
