"""Which entries are one series: candidate pairs by index, weighed one by one, joined where enough speaks for them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from catalog.series.entries import Related, SeriesEntry
from catalog.series.evidence import Evidence, Keys, by_full, parse_entry, share_a_name
from catalog.series.groups import Groups
from catalog.series.relations import join_related
from catalog.series.titles import TitleKey, parse_cjk, parse_latin, size_of, without_leading

_SHORTEST = 1.0
_PAIRS_OF_ALL = 8  # a group of equal beginnings is compared pair by pair up to so many
_CROSSING = re.compile(r"\s(?:x|×|vs\.?)\s", re.IGNORECASE)
_MOST_BASES = 6
_SHORTEST_END = 3
_LONG_OPENING = 14  # letters
Pair = tuple[Keys, Keys]


def group_entries(entries: Sequence[SeriesEntry], related: Sequence[Related] = ()) -> list[list[SeriesEntry]]:
    """Groups of entries, by id within and among them."""
    free = [parse_entry(entry) for entry in sorted(entries, key=lambda entry: entry.id) if entry.fixed is None]
    groups = Groups([entry.id for entry in entries])
    index = {name: by_full(free, name) for name in ("romaji", "chinese", "japanese")}
    crossing = _crossovers(free, index["romaji"])
    evidence = Evidence(entries)
    weighed: set[tuple[int, int]] = set()
    for one, other in _candidates(free, index, evidence):
        pair = min(one.entry.id, other.entry.id), max(one.entry.id, other.entry.id)
        if pair in weighed or groups.are_one(*pair):
            continue
        weighed.add(pair)
        if (one.entry.id in crossing or other.entry.id in crossing) and one.romaji.full != other.romaji.full:
            continue
        if evidence.is_enough(one, other):
            groups.join(one.entry.id, other.entry.id)
    _join_by_opening(groups, free)
    for shared in _shows(free).values():
        _join_show(groups, shared, evidence)
    _join_fixed(groups, entries, index)
    join_related(groups, free, related)
    by_root: dict[int, list[SeriesEntry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.id):
        by_root[groups.root(entry.id)].append(entry)
    return list(by_root.values())


def _join_fixed(groups: Groups, entries: Sequence[SeriesEntry], index: Mapping[str, Mapping[str, list[Keys]]]) -> None:
    """What operators gave one name is one series, with what has that name for a title."""
    first: dict[str, int] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.fixed:
            groups.join(first.setdefault(entry.fixed, entry.id), entry.id)
    for written, entry_id in first.items():
        name = re.sub(r" \(\d+\)$", "", written)
        same = (
            *index["romaji"].get(parse_latin(name).full, ()),
            *index["chinese"].get(parse_cjk(name).full, ()),
            *index["japanese"].get(parse_cjk(name).full, ()),
        )
        for one in same:
            groups.join(entry_id, one.entry.id)


def _candidates(
    free: Sequence[Keys], index: Mapping[str, Mapping[str, list[Keys]]], evidence: Evidence
) -> Iterator[Pair]:
    for name, by_name in index.items():
        for same in by_name.values():
            yield from _of_a_group(same)
        heads: dict[str, list[Keys]] = defaultdict(list)
        for one in free:
            key: TitleKey = getattr(one, name)
            if size_of(key.head) >= _SHORTEST:
                heads[key.head].append(one)
            for part in _parts(key):
                # Few parts are a title: only those are worth measuring.
                bases = by_name.get(part, ())
                if bases and (size_of(part) >= _SHORTEST or part == key.head):
                    yield from ((one, base) for base in bases[:_MOST_BASES] if base is not one)
        for same in heads.values():
            yield from _of_a_group(same)
    yield from _named_by_tags(free, index, evidence)


def _of_a_group(same: Sequence[Keys]) -> Iterator[Pair]:
    for place, one in enumerate(same):
        for other in same[:place] if len(same) <= _PAIRS_OF_ALL else (same[0], *same[max(1, place - 3) : place]):
            if one is not other:
                yield one, other


def _parts(key: TitleKey) -> Iterator[str]:
    """What may be the name of the work: beginnings, longest first, and ends."""
    full = key.full
    if full.isascii():
        yield key.head
        yield from (full[:length] for length in sorted(key.cuts, reverse=True) if length < len(full))
    else:
        yield from (full[:length] for length in range(len(full) - 1, 1, -1))
    if base := without_leading(key):
        yield base
    yield from (full[cut:] for cut in sorted(key.cuts) if len(full) - cut >= _SHORTEST_END)


def _named_by_tags(
    free: Sequence[Keys], index: Mapping[str, Mapping[str, list[Keys]]], evidence: Evidence
) -> Iterator[Pair]:
    chains: dict[str, list[Keys]] = defaultdict(list)
    for one in free:
        for tag in sorted(one.entry.tags):
            if name := evidence.name_of(tag):
                for base in (*index["chinese"].get(name, ()), *index["japanese"].get(name, ()))[:_MOST_BASES]:
                    if base is not one:
                        yield one, base
            if tag.endswith("系列") and len(tag) > 3:
                chains[tag].append(one)
    for same in chains.values():
        yield from _of_a_group(same)


def _crossovers(free: Sequence[Keys], index: Mapping[str, list[Keys]]) -> set[int]:
    """Whose title names two works: it is of neither's series."""
    found = set()
    for one in free:
        sides = _CROSSING.split(one.entry.romaji)
        if len(sides) >= 2 and sum(_names_a_work(side, index, one) for side in sides) >= 2:
            found.add(one.entry.id)
    return found


def _names_a_work(text: str, index: Mapping[str, list[Keys]], but: Keys) -> bool:
    key = parse_latin(text)
    names = (key.full, *(part for part in _parts(key) if key.full.startswith(part)))
    return any(size_of(name) >= 1.6 and any(base is not but for base in index.get(name, ())) for name in names)


def _join_by_opening(groups: Groups, free: Sequence[Keys]) -> None:
    """What only has a romaji title, and begins with the same four words as one series and no other."""
    openings: dict[str, list[Keys]] = defaultdict(list)
    for one in free:
        cuts = sorted(one.romaji.cuts)
        if len(cuts) > 4 and cuts[3] >= _LONG_OPENING:
            openings[one.romaji.full[: cuts[3]]].append(one)
    for same in openings.values():
        named = [one for one in same if not one.has_one_language]
        if len({groups.root(one.entry.id) for one in named}) == 1:
            for one in same:
                if one.has_one_language and one.entry.type != "TV":
                    groups.join(named[0].entry.id, one.entry.id)


def _shows(free: Sequence[Keys]) -> dict[str, list[Keys]]:
    shows: dict[str, list[Keys]] = defaultdict(list)
    for one in free:
        if one.entry.show:
            shows[one.entry.show].append(one)
    return {show: same for show, same in shows.items() if len(same) > 1}


def _join_show(groups: Groups, same: Sequence[Keys], evidence: Evidence) -> None:
    """The entries of one show at TMDB, checked by titles: an anthology shares an id and nothing else."""
    clusters: list[list[Keys]] = []
    for one in same:
        alike = [
            cluster for cluster in clusters if any(_go_together(groups, one, other, evidence) for other in cluster)
        ]
        merged = [other for cluster in alike for other in cluster] + [one]
        clusters = [cluster for cluster in clusters if cluster not in alike] + [merged]
    largest = max(clusters, key=len)
    if len(largest) * 2 > len(same):
        clusters = [list(same)]
    for cluster in clusters:
        for other in cluster[1:]:
            groups.join(cluster[0].entry.id, other.entry.id)


def _go_together(groups: Groups, one: Keys, other: Keys, evidence: Evidence) -> bool:
    return (
        groups.are_one(one.entry.id, other.entry.id)
        or share_a_name(one, other)
        or evidence.share_rare_tags(one.entry, other.entry) >= 2
    )
