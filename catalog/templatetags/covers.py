"""``{% cover card %}`` and ``{% banner card %}``: a picture, or the drawn one."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalog.cards import AnimeCard
from catalog.covers import draw_banner, draw_cover

register = template.Library()


@register.simple_tag
def cover(card: AnimeCard) -> SafeString:
    """The drawn cover lies under the picture and shows when that can't be loaded."""
    drawn = draw_cover(card)
    if not card.cover:
        return drawn
    return format_html('{}<img src="{}" alt="" loading="lazy" decoding="async">', drawn, card.cover)


@register.simple_tag
def banner(card: AnimeCard) -> SafeString:
    return draw_banner(card)
