"""``{% member_opinions anime.id as opinions %}``: own members' ratings, on a page of the catalogue.

Asked for with the page, in one grouped query over the anime's own entries (by the index of the foreign key, some
hundreds of rows on a large site): a rating shows at once, and there is no copy to keep right. A page that asks twice,
for its head and for its body, is answered from the first time.
"""

from typing import Any

from django import template
from django.template.context import Context

from favorites.opinions import Opinions, opinions_of

register = template.Library()


@register.simple_tag(takes_context=True)
def member_opinions(context: Context, anime_id: int) -> Opinions:
    kept: Any = context.render_context
    known: dict[int, Opinions] = kept.setdefault("member_opinions", {})
    if anime_id not in known:
        known[anime_id] = opinions_of(anime_id=anime_id)
    return known[anime_id]
