"""A card of an anime, with the member's own mark on it."""

from collections.abc import Sequence
from typing import Any

from django import template

from catalog.cards import AnimeCard
from favorites.models import Status
from favorites.models.entry import HIGHEST_SCORE, LOWEST_SCORE
from favorites.views.my_list import Item

register = template.Library()

SCORES = range(HIGHEST_SCORE, LOWEST_SCORE - 1, -1)


@register.inclusion_tag("components/card.html", takes_context=True)
def anime_card(
    context: dict[str, Any],
    card: AnimeCard,
    *,
    reasons: Sequence[str] = (),
    rank: int | None = None,
    match: int | None = None,
    dismissible: bool = False,
    heading: str = "h3",
) -> dict[str, Any]:
    return {
        **marked(context, card.id),
        "card": card,
        "reasons": reasons,
        "rank": rank,
        "match": match,
        "dismissible": dismissible,
        "heading": heading,
    }


@register.inclusion_tag("components/my_entry.html", takes_context=True)
def my_entry(context: dict[str, Any], card: AnimeCard) -> dict[str, Any]:
    """Favourite, status, progress and score, on the anime's own page."""
    return {**marked(context, card.id), "card": card, "statuses": Status.choices}


@register.inclusion_tag("components/list_entry.html", takes_context=True)
def list_entry(context: dict[str, Any], item: Item) -> dict[str, Any]:
    """A row of 我的收藏."""
    return {**marked(context, item.card.id), "card": item.card, "mark": item.entry, "statuses": Status.choices}


def marked(context: dict[str, Any], anime_id: int) -> dict[str, Any]:
    """What the forms about one anime need of the page around them."""
    request = context.get("request")
    marks = context.get("my_marks") or {}
    return {
        "user": context.get("user"),
        "mark": marks.get(anime_id),
        "scores": SCORES,
        # A fragment says which page it is part of.
        "next": context.get("next_url") or (request.get_full_path() if request else "/"),
    }
