"""``{% cover card %}`` and ``{% banner card %}``: the drawn picture, and over it the uploaded or remote one."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from catalog.cards import AnimeCard

register = template.Library()

_LAZY = mark_safe('loading="lazy" decoding="async"')
_EAGER = mark_safe('fetchpriority="high" decoding="async"')
# How wide a card's cover is; wider places say so themselves.
_SIZES = "(max-width: 640px) 31vw, 172px"


@register.simple_tag
def cover(card: AnimeCard, eager: bool = False, sizes: str = _SIZES) -> SafeString:
    """A picture that can't be loaded takes no place, and the drawn one under it is seen; scripts aren't needed."""
    pictures, loading = card.pictures, _EAGER if eager else _LAZY
    drawn = format_html('<img class="drawn" src="{}" width="200" height="300" alt="" {}>', pictures.drawn, loading)
    if not pictures.photo:
        return drawn
    srcset = format_html(' srcset="{}" sizes="{}"', pictures.srcset, sizes) if pictures.srcset else ""
    # Who only shows pictures of other sites need not tell them which page it was.
    photo = '{}<img class="photo" src="{}"{} width="200" height="300" alt="" {} referrerpolicy="no-referrer">'
    return format_html(photo, drawn, pictures.photo, srcset, loading)


@register.simple_tag
def banner(card: AnimeCard, eager: bool = True) -> SafeString:
    """Wide, 3:1, without words: they stand beside it on the page."""
    loading = _EAGER if eager else _LAZY
    return format_html(
        '<img class="banner-art" src="{}" width="1200" height="400" alt="" {}>', card.pictures.banner, loading
    )
