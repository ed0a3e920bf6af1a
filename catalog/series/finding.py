"""Every anime's series, its place in it and its role, from facts alone: plain data in, plain data out."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from catalog.models.anime import SERIES_LENGTH
from catalog.series.beginnings import begins_anew
from catalog.series.entries import Placed, Related, SeriesEntry
from catalog.series.grouping import group_entries
from catalog.series.roles import assign_roles, season_number
from catalog.series.titles import parse_latin

# MyAnimeList's ids follow the time from here on; those of its first years were given at once.
_FIRST_TIMED_ID = 9000
# On either side, from which the date of an anime is guessed.
_NEIGHBOURS = 15


def find_series(entries: Sequence[SeriesEntry], related: Sequence[Related] = ()) -> dict[int, Placed]:
    """Returns by anime id the series of each entry and its place there."""
    dates = _Dates(entries)
    placed: dict[int, Placed] = {}
    taken = {entry.fixed for entry in entries if entry.fixed}
    for group in group_entries(entries, related):
        roles = assign_roles(group)
        bare = _name_of_all(group)
        ordered = sorted(group, key=lambda entry: (not _is_undated_beginning(entry, bare), *dates.order(entry)))
        name = _name(ordered, roles, taken)
        for entry, place in _places(ordered, roles):
            placed[entry.id] = Placed(series=name, place=entry.fixed_place or place, role=roles[entry.id])
    return placed


def _name_of_all(group: Sequence[SeriesEntry]) -> str:
    """The romaji name with which the titles of most entries of a series begin, "" where there is none."""
    names = [key for entry in group if (key := parse_latin(entry.romaji).full)]
    shortest = min(names, key=len, default="")
    return shortest if sum(name.startswith(shortest) for name in names) * 2 > len(names) else ""


def _is_undated_beginning(entry: SeriesEntry, name: str) -> bool:
    """Of a series called X, an old TV series that is called just X came first, though nobody says when."""
    key = parse_latin(entry.romaji)
    is_undated = entry.type == "TV" and not entry.start and not entry.year and entry.id < _FIRST_TIMED_ID
    return is_undated and bool(name) and key.full == name and key.number is None


def _places(ordered: Sequence[SeriesEntry], roles: dict[int, str]) -> list[tuple[SeriesEntry, int]]:
    """Main entries count from 1, and from 1 again where a remake begins; the others stand where the last one does."""
    places: list[tuple[SeriesEntry, int]] = []
    count, first = 0, None
    for entry in ordered:
        if roles[entry.id] == "main":
            count = 1 if first is None or begins_anew(entry, first) else count + 1
            first = first or entry
        places.append((entry, max(1, count)))
    return places


def _name(ordered: Sequence[SeriesEntry], roles: dict[int, str], taken: set[str]) -> str:
    """The operator's, or the first main entry's title, told apart from other series of that name by its id."""
    if written := sorted(entry.fixed for entry in ordered if entry.fixed):
        return written[0]
    if len(ordered) == 1:
        return ""
    first = min(ordered, key=lambda entry: (roles[entry.id] != "main", ordered.index(entry)))
    title = (first.chinese or first.romaji or first.japanese or first.english or f"#{first.id}")[
        : SERIES_LENGTH - 12
    ].strip()
    name = f"{title} ({first.id})" if title in taken else title
    taken.add(name)
    return name


class _Dates:
    """When an anime was shown, guessed from its neighbours by id where nobody says."""

    def __init__(self, entries: Sequence[SeriesEntry]) -> None:
        known = sorted((entry.id, entry.start) for entry in entries if entry.start and entry.id >= _FIRST_TIMED_ID)
        self._ids = [one for one, _ in known]
        self._starts = [start for _, start in known]

    def order(self, entry: SeriesEntry) -> tuple[date, int, int]:
        number = season_number(entry) or 1
        if entry.start:
            return entry.start, number, entry.id
        if entry.year:
            return date(min(entry.year, 9999), 12, 31), number, entry.id
        return self._guess(entry.id), number, entry.id

    def _guess(self, anime_id: int) -> date:
        at = bisect_left(self._ids, anime_id)
        # What has few neighbours, or none that came later, comes last.
        if len(self._ids) - at < _NEIGHBOURS // 3 or (at and at < _NEIGHBOURS // 3):
            return date.max
        # Of the first ids all that can be said is that MyAnimeList had them before the others.
        near = sorted(self._starts[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS])
        return near[len(near) // 2] + timedelta(days=30)
