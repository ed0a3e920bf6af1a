"""Of a series one anime stands in a row: the one to begin with."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from catalog.search.season_markers import parse_season

# Of the beginnings of a series (a remake is one too), the earliest that is nearly as good as the best.
_NEARLY = 0.45


class Titled(Protocol):
    @property
    def series(self) -> str: ...
    @property
    def title_zh_hans(self) -> str: ...
    @property
    def title_romaji(self) -> str: ...
    @property
    def score(self) -> float | None: ...
    @property
    def start_date(self) -> date | None: ...


T = TypeVar("T", bound=Titled)


def entry_points(ranked: Sequence[T]) -> list[T]:
    """Best first, as they come; each series at the place of the best of its anime, by the one to begin with."""
    series: dict[str, list[T]] = defaultdict(list)
    for anime in ranked:
        series[anime.series].append(anime)
    found, shown = [], set()
    for anime in ranked:
        if not anime.series:
            found.append(anime)
        elif anime.series not in shown:
            shown.add(anime.series)
            found.append(_first_of(series[anime.series]))
    return found


def _first_of(anime: Sequence[T]) -> T:
    if len(anime) == 1:
        return anime[0]
    beginnings = [one for one in anime if not goes_on(one)] or list(anime)
    least = max(one.score or 0.0 for one in beginnings) - _NEARLY
    good = [one for one in beginnings if (one.score or 0.0) >= least]
    return min(good, key=lambda one: one.start_date or date.max)


def goes_on(anime: Titled) -> bool:
    """Its titles say that it is a second season, a part, a finale."""
    keys = parse_season(anime.title_zh_hans).keys | parse_season(anime.title_romaji).keys
    return bool(keys - {"1"})
