"""What the series of an anime are found from."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class SeriesEntry:
    """``fixed``: what an operator wrote as the series, None where nobody did; "" keeps it out of every series.

    ``fixed_place`` and ``fixed_role`` likewise. ``show``: the id of the show at TMDB, like "tv/86031"; its
    ``show_season`` from 1, 0 for specials, None where it isn't said.
    """

    id: int
    type: str = "TV"
    romaji: str = ""
    chinese: str = ""
    japanese: str = ""
    english: str = ""
    start: date | None = None
    year: int | None = None
    episodes: int | None = None
    duration: int | None = None
    show: str = ""
    show_season: int | None = None
    tags: frozenset[str] = field(default=frozenset())
    fixed: str | None = None
    fixed_place: int | None = None
    fixed_role: str | None = None


@dataclass(frozen=True, kw_only=True)
class Placed:
    """``series``: the name its entries share, "" alone; ``place``: from 1; ``role``: a SeriesRole's value."""

    series: str
    place: int = 1
    role: str = "main"


@dataclass(frozen=True, kw_only=True)
class Related:
    """Two anime, by id, that a source says go together; ``is_beside``: ``one`` stands beside the story of ``other``."""

    one: int
    other: int
    is_beside: bool = False
