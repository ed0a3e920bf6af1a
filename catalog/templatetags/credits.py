"""``{{ characters|of_anime:card.id }}``."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of_anime(names: Mapping[int, str], anime_id: int) -> str:
    return names.get(anime_id, "")
