"""A row of a ranking, with the member's own mark on it."""

from typing import Any

from django import template

from catalog.rankings import RankedCard
from favorites.card_parts import Movement, actions_props
from favorites.templatetags.cards import UPWARDS, marked

register = template.Library()

GENRES_IN_ROW = 4


@register.inclusion_tag("components/rank_row.html", takes_context=True)
def rank_row(context: dict[str, Any], card: RankedCard, *, is_weighted: bool = False) -> dict[str, Any]:
    """``is_weighted``: by the weighted score, which then stands beside the mean."""
    around = marked(context, card.id)
    moves = card.movement in ("up", "down", "new")
    return {
        **around,
        "card": card,
        "movement": Movement(card.movement, card.moved) if moves else None,
        "stayed": card.movement == "same",
        "is_weighted": is_weighted,
        "match": (context.get("matches") or {}).get(card.id),
        "genres": card.genres[:GENRES_IN_ROW],
        "upwards": UPWARDS,
        "props": actions_props(card, around["mark"], genres=None),
    }
