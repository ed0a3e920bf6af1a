"""A card of an anime, with the member's own mark on it, and the editors of that mark elsewhere."""

from collections.abc import Sequence
from typing import Any

from django import template

from catalog.cards import AnimeCard
from favorites.card_parts import (
    EntryLike,
    actions_props,
    favorite_props,
    named_props,
    note_props,
    rating_props,
    status_choices,
    status_props,
)
from favorites.models.entry import HIGHEST_SCORE, LOWEST_SCORE
from favorites.views.my_list import Item

register = template.Library()

UPWARDS = range(LOWEST_SCORE, HIGHEST_SCORE + 1)
# More buttons than these make a menu that nobody reads.
MOST_GENRES_IN_MENU = 4
GENRES_ON_CARD = 3
FIRST_ROW = 6


@register.inclusion_tag("components/card.html", takes_context=True)
def anime_card(
    context: dict[str, Any],
    card: AnimeCard,
    *,
    reasons: Sequence[str] = (),
    match: int | None = None,
    dismissible: bool = True,
    heading: str = "h3",
    place: int | None = None,
) -> dict[str, Any]:
    """``place``: of the card on its page, from 1; the covers of the first row don't wait until they are in sight.
    ``match`` in percent; without one the page's ``matches`` (anime id → percent) are asked."""
    around = marked(context, card.id)
    genres = list(zip(card.genre_ids, card.genres, strict=False))[:MOST_GENRES_IN_MENU]
    return {
        **around,
        "card": card,
        "reasons": reasons,
        "match": (context.get("matches") or {}).get(card.id) if match is None else match,
        "dismissible": dismissible,
        "genres": genres,
        "shown_genres": card.genres[:GENRES_ON_CARD],
        "heading": heading,
        "is_eager": place is not None and place <= FIRST_ROW,
        "upwards": UPWARDS,
        "props": actions_props(card, around["mark"], genres=genres if dismissible else None),
    }


@register.inclusion_tag("components/my_entry.html", takes_context=True)
def my_entry(context: dict[str, Any], card: AnimeCard) -> dict[str, Any]:
    """Favourite, status, progress and score, on the anime's own page."""
    around = marked(context, card.id)
    return {**around, **editors(card, around["mark"], compact=False)}


@register.inclusion_tag("components/list_entry.html", takes_context=True)
def list_entry(context: dict[str, Any], item: Item) -> dict[str, Any]:
    """A row of 我的收藏."""
    return {
        **marked(context, item.card.id),
        **editors(item.card, item.entry, compact=True),
        "downwards": UPWARDS[::-1],
        "note_props": note_props(item.card, item.entry.note),
        "named_props": named_props(item.card),
    }


def editors(card: AnimeCard, mark: EntryLike | None, *, compact: bool) -> dict[str, Any]:
    """``compact`` in a row of a list."""
    return {
        "card": card,
        "mark": mark,
        "statuses": status_choices(),
        "upwards": UPWARDS,
        "favorite_props": favorite_props(card, mark, text=not compact),
        "rating_props": rating_props(card, mark, compact=compact),
        "status_props": status_props(card, mark, compact=compact),
    }


def marked(context: dict[str, Any], anime_id: int) -> dict[str, Any]:
    """What the forms about one anime need of the page around them."""
    request = context.get("request")
    marks = context.get("my_marks") or {}
    return {
        "user": context.get("user"),
        "mark": marks.get(anime_id),
        # A fragment says which page it is part of.
        "next": context.get("next_url") or (request.get_full_path() if request else "/"),
    }
