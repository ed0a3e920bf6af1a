"""Entries that have each other's id: a series and its film of one title, the parts of one work."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from catalog.importing.joining.agreement import has_same_type, is_earlier_part, names_a_later_part
from catalog.importing.joining.part_markers import base_key, part_of
from catalog.importing.rows import AnimeRow, BangumiEntry

# Whoever mistook one anime for the other at MyAnimeList did so at these sites as well.
_MISTAKEN_TOGETHER = ("aniList", "anidb")


def exchange_ids(entries: list[BangumiEntry], known: Mapping[int, AnimeRow]) -> tuple[list[BangumiEntry], int]:
    """The entries with ids put right, and how many had another's. An id is taken back where its owner has none."""
    put = list(entries)
    exchanged = _exchange_types(put, known) + _exchange_parts(put, known)
    return put, exchanged


def _exchange_types(entries: list[BangumiEntry], known: Mapping[int, AnimeRow]) -> int:
    """Two entries of one title, each with the id whose type is the other's."""
    wrong: dict[str, list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        if entry.mal_id is not None and entry.mal_id in known and not has_same_type(entry, known[entry.mal_id].type):
            wrong[entry.title].append(position)
    exchanged = 0
    for positions in wrong.values():
        if len(positions) != 2:
            continue
        one, other = (entries[position] for position in positions)
        if has_same_type(one, known[other.mal_id or 0].type) and has_same_type(other, known[one.mal_id or 0].type):
            entries[positions[0]], entries[positions[1]] = _with_ids_of(one, other), _with_ids_of(other, one)
            exchanged += 2
    return exchanged


def _exchange_parts(entries: list[BangumiEntry], known: Mapping[int, AnimeRow]) -> int:
    works: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        if entry.begin and (key := base_key(entry.title)):
            works[key, entry.type.value].append(position)
    exchanged = 0
    for positions in works.values():
        if len(positions) > 1 and any(part_of(entries[position].title) for position in positions):
            exchanged += _give_back(entries, positions, known) + _put_in_order(entries, positions, known)
    return exchanged


def _give_back(entries: list[BangumiEntry], positions: list[int], known: Mapping[int, AnimeRow]) -> int:
    """Part 2 has the id of an anime without a number, and Part 1 has none: it gets it."""
    free = [position for position in positions if entries[position].mal_id is None]
    for position in positions:
        entry = entries[position]
        row = known.get(entry.mal_id or 0)
        if row is None or not names_a_later_part(entry, row, (entries[other] for other in free)):
            continue
        owners = [other for other in free if is_earlier_part(entries[other], entry)]
        if len(owners) == 1:
            owner = entries[owners[0]]
            entries[owners[0]], entries[position] = _with_ids_of(owner, entry), _with_ids_of(entry, owner)
            return 2
    return 0


def _put_in_order(entries: list[BangumiEntry], positions: list[int], known: Mapping[int, AnimeRow]) -> int:
    """MyAnimeList gives its ids in time: of parts that it didn't name to us, the first has the smallest.

    Where it did, the numbers in its titles say which is which.
    """
    held = [position for position in positions if entries[position].mal_id is not None]
    parts = [part_of(entries[position].title) or 1 for position in held]
    ids = [entries[position].mal_id or 0 for position in held]
    if len(held) < 2 or len(set(parts)) < len(parts) or len(set(ids)) < len(ids):
        return 0
    named = [mal_id in known for mal_id in ids]
    if all(named):
        told = [part_of(known[mal_id].title) or 1 for mal_id in ids]
        if set(told) != set(parts):
            return 0
        by_part = dict(zip(told, held, strict=True))
    elif any(named):
        return 0
    else:
        in_time = sorted(held, key=lambda position: entries[position].mal_id or 0)
        by_part = dict(zip(sorted(parts), in_time, strict=True))
    old = {position: entries[position] for position in held}
    moved = 0
    for position, part in zip(held, parts, strict=True):
        if by_part[part] != position:
            entries[position] = _with_ids_of(old[position], old[by_part[part]])
            moved += 1
    return moved


def _with_ids_of(entry: BangumiEntry, other: BangumiEntry) -> BangumiEntry:
    own = {site: value for site, value in entry.ids if site not in _MISTAKEN_TOGETHER}
    theirs = {site: value for site, value in other.ids if site in _MISTAKEN_TOGETHER}
    return replace(entry, mal_id=other.mal_id, ids=tuple(sorted((own | theirs).items())))
