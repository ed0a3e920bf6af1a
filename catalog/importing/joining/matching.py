"""Which entry of bangumi-data is which anime of MyAnimeList: by the id it names, if both agree.

An id stands on two entries (a series and its ONA, the parts of one release), entries have each other's id, name one
that is another anime's (agreement.py), or name none. What can be put right is (exchanges.py); what stays unsettled is
set aside, with the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from catalog.importing.joining.agreement import Disagreement, disagreement, has_same_type, is_outdated, may_be_of_type
from catalog.importing.joining.exchanges import exchange_ids
from catalog.importing.joining.first_days import pinyin_keys, with_first_days
from catalog.importing.joining.known_ids import MAL_ID_BY_BANGUMI_ID, RIGHT_MAL_ID_BY_BANGUMI_ID
from catalog.importing.rows import AnimeRow, BangumiEntry, BangumiFigures, BgmdEntry
from catalog.importing.text import title_key
from catalog.models import SetAsideReason


@dataclass(frozen=True, kw_only=True)
class Match:
    """``main`` is the anime; ``parts`` are further releases that MyAnimeList lists under the same id."""

    main: BangumiEntry
    parts: tuple[BangumiEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """An entry that no anime got: ``mal_id`` is the one it named."""

    entry: BangumiEntry
    mal_id: int | None
    reason: SetAsideReason
    details: str = ""


@dataclass(frozen=True, kw_only=True)
class Matches:
    by_id: dict[int, Match]
    exchanged: int  # entries that had each other's id
    shared: int  # ids that stood on several entries
    by_title: int  # entries without a usable id, found by a title that only one anime has
    set_aside: tuple[SetAside, ...] = field(repr=False)
    outdated: frozenset[int] = frozenset()  # ids of which the entry's type and title are newer than the row's

    @property
    def unmatched(self) -> tuple[BangumiEntry, ...]:
        return tuple(aside.entry for aside in self.set_aside)


@dataclass(frozen=True, kw_only=True)
class _Left:
    """An entry that its id didn't settle; ``mal_id`` is out of the question for it, unless it named none."""

    entry: BangumiEntry
    mal_id: int | None = None
    found: Disagreement | None = None


def match_entries(
    entries: Iterable[BangumiEntry],
    *,
    known: Mapping[int, AnimeRow],
    years: Mapping[int, int] | None = None,
    bgmd: Mapping[str, BgmdEntry] | None = None,
    figures: Mapping[str, BangumiFigures] | None = None,
) -> Matches:
    """``years`` are years that somebody checked: an entry of that year is preferred for the id."""
    bgmd, figures = bgmd or {}, figures or {}
    named = [_with_known_id(entry, known) for entry in entries]
    dated = with_first_days(named, known=known, bgmd=bgmd, figures=figures)
    in_place, exchanged = exchange_ids(dated, known)
    corrected = [_with_right_id(entry) for entry in in_place]
    claims: dict[int, list[BangumiEntry]] = defaultdict(list)
    left: list[_Left] = []
    for entry in corrected:
        if entry.mal_id is None:
            left.append(_Left(entry=entry))
        else:
            claims[entry.mal_id].append(entry)
    by_id = {}
    for mal_id, claimants in claims.items():
        agreeing, rejected = _judged(claimants, known.get(mal_id), bgmd, figures)
        left += rejected
        if agreeing:
            kind = known[mal_id].type if mal_id in known else None
            by_id[mal_id], others = _resolve(agreeing, kind=kind, year=(years or {}).get(mal_id))
            left += [_Left(entry=entry, mal_id=mal_id) for entry in others]
    found, ambiguous = _match_by_title(left, known, taken=set(by_id), bgmd=bgmd, figures=figures)
    matched = {id(entry) for match in found.values() for entry in (match.main, *match.parts)}
    return Matches(
        by_id=by_id | found,
        exchanged=exchanged,
        shared=sum(len(claimants) > 1 for claimants in claims.values()),
        by_title=len(found),
        set_aside=tuple(_set_aside(one, ambiguous) for one in left if id(one.entry) not in matched),
        outdated=frozenset(
            mal_id for mal_id, match in by_id.items() if mal_id in known and is_outdated(known[mal_id], match.main)
        ),
    )


def _with_known_id(entry: BangumiEntry, known: Mapping[int, AnimeRow]) -> BangumiEntry:
    looked_up = MAL_ID_BY_BANGUMI_ID.get(entry.bangumi_id)
    if entry.mal_id is not None or looked_up not in known:
        return entry
    return replace(entry, mal_id=looked_up)


def _with_right_id(entry: BangumiEntry) -> BangumiEntry:
    right = RIGHT_MAL_ID_BY_BANGUMI_ID.get(entry.bangumi_id)
    return replace(entry, mal_id=right) if right else entry


def _judged(
    claimants: list[BangumiEntry],
    row: AnimeRow | None,
    bgmd: Mapping[str, BgmdEntry],
    figures: Mapping[str, BangumiFigures],
) -> tuple[list[BangumiEntry], list[_Left]]:
    """Who agrees, and who doesn't; an arc of what agrees may be shown many years later."""
    if row is None:
        return claimants, []
    found = [(entry, _disagreement(entry, row, bgmd, figures)) for entry in claimants]
    agreeing = [entry for entry, reason in found if reason is None]
    types = {entry.type for entry in agreeing}
    rejected = []
    for entry, reason in found:
        if reason and reason.reason is SetAsideReason.YEAR and entry.type in types:
            agreeing.append(entry)
        elif reason:
            rejected.append(_Left(entry=entry, mal_id=row.id, found=reason))
    return agreeing, rejected


def _disagreement(
    entry: BangumiEntry, row: AnimeRow, bgmd: Mapping[str, BgmdEntry], figures: Mapping[str, BangumiFigures]
) -> Disagreement | None:
    counted, extra = figures.get(entry.bangumi_id), bgmd.get(entry.bangumi_id)
    return disagreement(entry, row, episodes=counted.episodes if counted else None, names=_names(entry, extra))


def _names(entry: BangumiEntry, extra: BgmdEntry | None) -> frozenset[str]:
    titles = (*entry.titles, *((extra.name, *extra.aliases) if extra else ()))
    return frozenset(key for title in titles if (key := title_key(title)))


def _resolve(claimants: list[BangumiEntry], *, kind: str | None, year: int | None) -> tuple[Match, list[BangumiEntry]]:
    """The right type first, then the checked year, then the earliest: later ones are parts or arcs of it."""

    def rank(entry: BangumiEntry) -> tuple[bool, bool, date]:
        begin = entry.begin or date.max
        return not has_same_type(entry, kind), year is not None and begin.year != year, begin

    main, *others = sorted(claimants, key=rank)
    parts = [entry for entry in others if entry.type is main.type]
    return Match(main=main, parts=tuple(parts)), [entry for entry in others if entry.type is not main.type]


def _match_by_title(
    left: list[_Left],
    known: Mapping[int, AnimeRow],
    *,
    taken: set[int],
    bgmd: Mapping[str, BgmdEntry],
    figures: Mapping[str, BangumiFigures],
) -> tuple[dict[int, Match], set[int]]:
    """Only where one anime of the right type has the title, it is free, and only one Bangumi entry asks for it.

    Also the ids of the entries (``id()``) for which several anime are to be had.
    """
    named: dict[str, list[AnimeRow]] = defaultdict(list)
    for row in known.values():
        named[title_key(row.title)].append(row)
    claims: dict[int, list[BangumiEntry]] = defaultdict(list)
    ambiguous = set()
    for one in left:
        entry = one.entry
        keys = _names(entry, bgmd.get(entry.bangumi_id))
        rows = [row for key in keys for row in named.get(key, ()) if has_same_type(entry, row.type)]
        # A Chinese anime is a stream to one and a broadcast to the other.
        rows += [row for key in pinyin_keys(entry) for row in named.get(key, ()) if may_be_of_type(entry, row.type)]
        hits = {row.id for row in rows if row.id != one.mal_id and not _disagreement(entry, row, bgmd, figures)}
        if len(hits) == 1:
            claims[hits.pop()].append(entry)
        elif hits:
            ambiguous.add(id(entry))
    found = {
        mal_id: _resolve(asking, kind=known[mal_id].type, year=None)[0]
        for mal_id, asking in claims.items()
        if mal_id not in taken and _are_one(asking)
    }
    return found, ambiguous


def _are_one(entries: list[BangumiEntry]) -> bool:
    """bangumi-data lists some anime twice, in Japanese and in Chinese, under one Bangumi id."""
    return len(entries) == 1 or len({entry.bangumi_id or id(entry) for entry in entries}) == 1


def _set_aside(one: _Left, ambiguous: set[int]) -> SetAside:
    if one.found:
        return SetAside(entry=one.entry, mal_id=one.mal_id, reason=one.found.reason, details=one.found.details)
    if one.mal_id is not None:  # Another entry, of the right type, has the id.
        return SetAside(entry=one.entry, mal_id=one.mal_id, reason=SetAsideReason.TYPE)
    reason = SetAsideReason.AMBIGUOUS if id(one.entry) in ambiguous else SetAsideReason.UNKNOWN
    return SetAside(entry=one.entry, mal_id=None, reason=reason)
