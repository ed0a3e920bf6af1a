"""The episodes of an anime, as its page and the API list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from catalog.models import Episode
from catalog.titles import DEFAULT


@dataclass(frozen=True, kw_only=True)
class EpisodeLine:
    kind: str  # EpisodeKind's value
    number: float
    label: str  # the number as it is shown: 12, 12.5
    title: str  # "" when unknown
    other_title: str  # the Japanese or the Chinese one, whichever ``title`` isn't
    air_date: date | None


def episode_lines(rows: Iterable[Episode], *, language: str) -> tuple[EpisodeLine, ...]:
    """``language`` is that of titles: the Chinese one for who reads Chinese titles, else the original."""
    return tuple(_line(row, chinese_first=language == DEFAULT) for row in rows)


def _line(row: Episode, *, chinese_first: bool) -> EpisodeLine:
    first, second = (row.title_zh, row.title) if chinese_first else (row.title, row.title_zh)
    title = first or second
    return EpisodeLine(
        kind=row.kind,
        number=row.number,
        label=f"{row.number:g}",
        title=title,
        other_title=second if second != title else "",
        air_date=row.air_date,
    )
