"""Studios and staff as text to find their works by: their names, as sources and as fans write them."""

import csv
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from catalog.models import Anime, AnimeStaff, StaffRole
from catalog.search.text.analysis import spellings, words
from catalog.search.text.pinyin import readings

_FILE = Path(__file__).parent / "maker_names.tsv"
# A source that names every key animator would make them findable by one anime each.
NAMED_ROLES = tuple(role for role in StaffRole if role != StaffRole.OTHER)


def makers_of(anime: Anime) -> list[str]:
    """Tokens of all names, for an anime with its studios and staff (with their people) prefetched."""
    named = [*anime.studios.all(), *(entry.person for entry in named_staff(anime))]
    return list(dict.fromkeys(token for one in named for token in name_tokens(one.name, one.name_zh)))


def named_staff(anime: Anime) -> Iterable[AnimeStaff]:
    return (entry for entry in anime.staff.all() if entry.role in NAMED_ROLES)


@lru_cache(maxsize=20_000)
def name_tokens(name: str, name_zh: str) -> tuple[str, ...]:
    """Whole names, without what parts their words: a part of a name finds nothing."""
    names = [one for one in (name, name_zh) if one]
    groups = [other for one in names for form in spellings(one) for other in also_called().get(form, ())]
    return tuple(dict.fromkeys(token for one in (*names, *groups) for token in _forms(one)))


def _forms(name: str) -> Iterable[str]:
    yield from spellings(name)
    yield from (reading.whole for reading in readings(name))
    its = words(name)
    if len(its) == 2 and "".join(its).isascii():
        # Family name first or last.
        yield its[1] + its[0]


@lru_cache(maxsize=1)
def also_called() -> dict[str, tuple[str, ...]]:
    """By any spelling, all names of the same studio or person, from ``maker_names.tsv``: names parted by ``|``."""
    found: dict[str, tuple[str, ...]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            names = tuple(row["names"].split("|"))
            for form in (form for name in names for form in spellings(name)):
                found[form] = (*found.get(form, ()), *names)
    return found
