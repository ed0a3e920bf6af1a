"""The carousel: what operators chose, or else the best of the page's first row."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from catalog.cards import AnimeCard
from recommend.models import CarouselSlide

MOST = 8


@dataclass(frozen=True, kw_only=True)
class Slide:
    """``picture``: an uploaded one's address; without it the anime's own is drawn, or a pattern where there is none.

    ``kicker``: small words above the title.
    """

    title: str
    url: str
    text: str = ""
    kicker: str = ""
    picture: str = ""
    card: AnimeCard | None = None


def running_slides() -> list[CarouselSlide]:
    """One query."""
    return list(CarouselSlide.objects.running()[: 4 * MOST])


def slide_of(row: CarouselSlide, cards: Mapping[int, AnimeCard]) -> Slide | None:
    """None where the anime has no card: it is hidden."""
    card = None
    if row.anime_id is not None:
        card = cards.get(row.anime_id)
        if card is None:
            return None
    english = (get_language() or "").startswith("en")
    title = (row.title_en or row.title_zh) if english else (row.title_zh or row.title_en)
    text = (row.text_en or row.text_zh) if english else (row.text_zh or row.text_en)
    return Slide(
        title=title or (card.title if card else ""),
        url=card.url if card else row.link,
        text=text,
        picture=str(row.picture.url) if row.picture else "",
        card=card,
    )
