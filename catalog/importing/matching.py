"""Which entry of bangumi-data is which anime of MyAnimeList: by the id it names, checked by type and year.

An id stands on two entries (a series and its ONA, the parts of one release), two entries have each other's id, or an
entry names none. Every case is settled here, and what stays unsettled is counted.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from catalog.importing.known_ids import MAL_ID_BY_BANGUMI_ID
from catalog.importing.rows import AnimeRow, BangumiEntry, BgmdEntry
from catalog.models import AnimeType

# Whoever mistook one anime for the other at MyAnimeList did so at these sites as well.
_MISTAKEN_TOGETHER = ("aniList", "anidb")
# bangumi-data files television specials under tv and MyAnimeList's specials on disc under ova.
_AGREEING = {
    AnimeType.TV: {AnimeType.TV, AnimeType.SPECIAL},
    AnimeType.MOVIE: {AnimeType.MOVIE},
    AnimeType.OVA: {AnimeType.OVA, AnimeType.SPECIAL},
    AnimeType.ONA: {AnimeType.ONA},
}


@dataclass(frozen=True, kw_only=True)
class Match:
    """``main`` is the anime; ``parts`` are further releases that MyAnimeList lists under the same id."""

    main: BangumiEntry
    parts: tuple[BangumiEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Matches:
    by_id: dict[int, Match]
    exchanged: int  # entries that had each other's id
    shared: int  # ids that stood on several entries
    by_title: int  # entries without a usable id, found by a title that only one anime has
    unmatched: tuple[BangumiEntry, ...] = field(repr=False)


def match_entries(
    entries: Iterable[BangumiEntry],
    *,
    known: Mapping[int, AnimeRow],
    years: Mapping[int, int] | None = None,
    bgmd: Mapping[str, BgmdEntry] | None = None,
) -> Matches:
    """``years`` are years that somebody checked: an entry of that year is preferred for the id."""
    corrected, exchanged = _exchange_ids([_with_known_id(entry, known) for entry in entries], known)
    claims: dict[int, list[BangumiEntry]] = defaultdict(list)
    left = []
    for entry in corrected:
        if entry.mal_id is None:
            left.append(entry)
        else:
            claims[entry.mal_id].append(entry)
    by_id = {}
    for mal_id, claimants in claims.items():
        by_id[mal_id], rejected = _resolve(
            claimants, kind=known[mal_id].type if mal_id in known else None, year=(years or {}).get(mal_id)
        )
        left += rejected
    found = _match_by_title(left, known, taken=set(by_id), bgmd=bgmd or {})
    matched = {id(entry) for match in found.values() for entry in (match.main, *match.parts)}
    return Matches(
        by_id=by_id | found,
        exchanged=exchanged,
        shared=sum(len(claimants) > 1 for claimants in claims.values()),
        by_title=len(found),
        unmatched=tuple(entry for entry in left if id(entry) not in matched),
    )


def agrees(entry: BangumiEntry, kind: str | None) -> bool:
    if kind is None or kind == AnimeType.UNKNOWN or entry.type is AnimeType.UNKNOWN:
        return True
    return kind in _AGREEING.get(entry.type, {entry.type})


def _with_known_id(entry: BangumiEntry, known: Mapping[int, AnimeRow]) -> BangumiEntry:
    looked_up = MAL_ID_BY_BANGUMI_ID.get(entry.bangumi_id)
    if entry.mal_id is not None or looked_up not in known:
        return entry
    return replace(entry, mal_id=looked_up)


def _resolve(claimants: list[BangumiEntry], *, kind: str | None, year: int | None) -> tuple[Match, list[BangumiEntry]]:
    """The right type first, then the checked year, then the earliest: later ones are parts or arcs of it."""

    def rank(entry: BangumiEntry) -> tuple[bool, bool, date]:
        begin = entry.begin or date.max
        return not agrees(entry, kind), year is not None and begin.year != year, begin

    main, *others = sorted(claimants, key=rank)
    parts = [entry for entry in others if entry.type is main.type]
    rejected = [entry for entry in others if entry.type is not main.type]
    return Match(main=main, parts=tuple(parts)), rejected


def _exchange_ids(entries: list[BangumiEntry], known: Mapping[int, AnimeRow]) -> tuple[list[BangumiEntry], int]:
    """Two entries of one title, each with the id whose type is the other's, get each other's id."""
    wrong: dict[str, list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        if entry.mal_id is not None and entry.mal_id in known and not agrees(entry, known[entry.mal_id].type):
            wrong[entry.title].append(position)
    exchanged = 0
    for positions in wrong.values():
        if len(positions) != 2:
            continue
        one, other = (entries[position] for position in positions)
        if agrees(one, known[other.mal_id or 0].type) and agrees(other, known[one.mal_id or 0].type):
            entries[positions[0]] = replace(one, mal_id=other.mal_id, ids=_exchanged_ids(one, other))
            entries[positions[1]] = replace(other, mal_id=one.mal_id, ids=_exchanged_ids(other, one))
            exchanged += 2
    return entries, exchanged


def _exchanged_ids(entry: BangumiEntry, other: BangumiEntry) -> tuple[tuple[str, str], ...]:
    own = {site: value for site, value in entry.ids if site not in _MISTAKEN_TOGETHER}
    return tuple(sorted((own | {site: value for site, value in other.ids if site in _MISTAKEN_TOGETHER}).items()))


def _match_by_title(
    entries: list[BangumiEntry],
    known: Mapping[int, AnimeRow],
    *,
    taken: set[int],
    bgmd: Mapping[str, BgmdEntry],
) -> dict[int, Match]:
    """Only where one anime of the right type has the title, it is free, and only one Bangumi entry asks for it."""
    named: dict[str, list[AnimeRow]] = defaultdict(list)
    for row in known.values():
        named[_title_key(row.title)].append(row)
    claims: dict[int, list[BangumiEntry]] = defaultdict(list)
    for entry in entries:
        extra = bgmd.get(entry.bangumi_id)
        titles = (*entry.titles, *((extra.name, *extra.aliases) if extra else ()))
        keys = {key for title in titles if (key := _title_key(title))}
        hits = {row.id for key in keys for row in named.get(key, ()) if agrees(entry, row.type)}
        if len(hits) == 1:
            claims[hits.pop()].append(entry)
    return {
        mal_id: _resolve(asking, kind=known[mal_id].type, year=None)[0]
        for mal_id, asking in claims.items()
        if mal_id not in taken and _are_one(asking)
    }


def _are_one(entries: list[BangumiEntry]) -> bool:
    """bangumi-data lists some anime twice, in Japanese and in Chinese, under one Bangumi id."""
    return len(entries) == 1 or len({entry.bangumi_id or id(entry) for entry in entries}) == 1


def _title_key(title: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", title).casefold() if char.isalnum())
