"""The reviewed tables beside this module, by tag_key. Each says in its first line how it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from catalog.importing.rows import Credit, Name
from catalog.importing.tags.spelling import simplify_name, tag_key
from catalog.models import AnimeSource, StaffRole

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    genres: dict[str, tuple[str, ...]]
    sources: dict[str, AnimeSource]
    countries: dict[str, str]
    studios: dict[str, Name]
    people: dict[str, Credit]
    kinds: dict[str, str]  # what a work is like: the tag as it is shown
    works: dict[str, str]  # other works, and people who aren't staff
    dropped: frozenset[str]


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    genres: dict[str, tuple[str, ...]] = {}
    for _, name, _, tags in _lines("genres.txt"):
        for tag in tags:
            genres[tag_key(tag)] = (*genres.get(tag_key(tag), ()), name)
    facts = [(section, name, tag_key(tag)) for section, name, _, tags in _lines("facts.txt") for tag in tags]
    return Vocabulary(
        genres=genres,
        sources={key: AnimeSource(name) for section, name, key in facts if section == "source"},
        countries={key: name for section, name, key in facts if section == "country"},
        studios=_read_studios(),
        people=_read_people(),
        kinds=_read_kept("kind"),
        works=_read_kept("work") | _read_kept("person"),
        dropped=frozenset(tag_key(word) for word in _text("dropped.txt").split()),
    )


def _read_studios() -> dict[str, Name]:
    studios: dict[str, Name] = {}
    for _, name, name_zh, spellings in _lines("studios.txt"):
        for spelling in (name, name_zh, *spellings):
            studios.setdefault(tag_key(spelling), Name(name=name, name_zh=name_zh))
    studios.pop("", None)
    return studios


def _read_people() -> dict[str, Credit]:
    people: dict[str, Credit] = {}
    for section, name, written_zh, spellings in _lines("people.txt"):
        name_zh = written_zh or simplify_name(name)
        credit = Credit(name=name, name_zh="" if name_zh == name else name_zh, role=StaffRole(section))
        for spelling in (name, name_zh, *spellings):
            people.setdefault(tag_key(spelling), credit)
    return people


def _read_kept(section: str) -> dict[str, str]:
    kept: dict[str, str] = {}
    for own, name, _, spellings in _lines("kept.txt"):
        if own == section:
            for spelling in (name, *spellings):
                kept.setdefault(tag_key(spelling), name)
    return kept


def _lines(file: str) -> Iterator[tuple[str, str, str, list[str]]]:
    """Section, name, what follows its equals sign, what stands between bars; ``genres`` and ``facts`` have the first
    tag after the equals sign, so there it is one of the tags."""
    section = ""
    for line in _text(file).splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line.strip():
            head, *rest = (part.strip() for part in line.split("|"))
            name, _, value = (part.strip() for part in head.partition(" ="))
            tags = [part for part in (value, *rest) if part] if file in _VALUES else [part for part in rest if part]
            yield section, name, value, tags


_VALUES = frozenset({"genres.txt", "facts.txt"})


def _text(file: str) -> str:
    lines = (_FOLDER / file).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
