"""``{% member_opinions anime.id as opinions %}``: own members' ratings, on a page of the catalogue.

Asked for with the page, in one grouped query over the anime's own entries (by the index of the foreign key, some
hundreds of rows on a large site): a rating shows at once, and there is no copy to keep right.
"""

from django import template

from favorites.opinions import Opinions, opinions_of

register = template.Library()


@register.simple_tag
def member_opinions(anime_id: int) -> Opinions:
    return opinions_of(anime_id=anime_id)
