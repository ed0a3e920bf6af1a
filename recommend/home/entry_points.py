"""Of a series one anime stands in a row: the one to begin with."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from catalog.models import SeriesRole

# Of the beginnings of a series (a remake is one too), the earliest that is nearly as good as the best.
_NEARLY = 0.45


class InSeries(Protocol):
    """What may also have a ``series_role``; without one it counts as a main entry."""

    @property
    def series(self) -> str: ...
    @property
    def series_place(self) -> int: ...
    @property
    def score(self) -> float | None: ...
    @property
    def start_date(self) -> date | None: ...


T = TypeVar("T", bound=InSeries)


def entry_points(ranked: Sequence[T]) -> list[T]:
    """Best first, as they come; each series at the place of the best of its anime, by the one to begin with.

    What accompanies a series (specials, recaps, adverts) never stands in for it.
    """
    series: dict[str, list[T]] = defaultdict(list)
    for anime in ranked:
        if is_main(anime):
            series[anime.series].append(anime)
    found, shown = [], set()
    for anime in ranked:
        if not anime.series:
            found.append(anime)
        elif anime.series not in shown and series[anime.series]:
            shown.add(anime.series)
            found.append(_first_of(series[anime.series]))
    return found


def _first_of(anime: Sequence[T]) -> T:
    least_place = min(one.series_place for one in anime)
    beginnings = [one for one in anime if one.series_place == least_place]
    least = max(one.score or 0.0 for one in beginnings) - _NEARLY
    good = [one for one in beginnings if (one.score or 0.0) >= least]
    return min(good, key=lambda one: one.start_date or date.max)


def is_main(anime: InSeries) -> bool:
    return getattr(anime, "series_role", SeriesRole.MAIN) == SeriesRole.MAIN


def goes_on(anime: InSeries) -> bool:
    """It is to be watched after something else of its series, or stands beside it."""
    return bool(anime.series) and (anime.series_place > 1 or not is_main(anime))
