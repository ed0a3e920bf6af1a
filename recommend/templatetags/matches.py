"""The matches of a page's cards, in as many queries for a hundred as for one."""

from collections.abc import Iterable
from typing import Any

from django import template

from recommend.lists.matches import matches_for
from recommend.lists.recommendations import has_told, page_taste

register = template.Library()


@register.simple_tag(takes_context=True)
def match_cards(context: dict[str, Any], cards: Iterable[Any]) -> dict[int, int]:
    """Anime id → percent, for cards or things that have one as ``.card``; ``{% match_cards cards as matches %}``."""
    request = context.get("request")
    if request is None or not has_told(request.user):
        return {}
    anime_ids = {getattr(item, "card", item).id for item in cards or ()}
    if not anime_ids:
        return {}
    return matches_for(user=request.user, anime_ids=anime_ids, taste=page_taste(request))
