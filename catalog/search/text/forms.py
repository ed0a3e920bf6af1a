"""What a title is compared by: all that analysis says of it, kept with the index so that no query computes it."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any

from catalog.search.text.analysis import compact, has_han, plain, spellings, words
from catalog.search.text.pinyin import readings
from catalog.search.text.romaji import sound
from catalog.search.text.season_markers import parse_season

# What a source adds to tell namesakes apart, and nobody types.
_ADDED = re.compile(r"\s*[(（](?:tv|movie|ova|ona|special|\d{4})[)）]\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class TitleForms:
    """``base`` holds the readings of the title without its season marker, ``keys`` that marker's keys."""

    text: str
    is_main: bool
    plain: str
    spellings: tuple[str, ...]
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    pinyin: tuple[str, ...]
    initials: tuple[str, ...]
    base: tuple[str, ...]
    keys: tuple[str, ...]

    @cached_property
    def sound_words(self) -> tuple[str, ...]:
        return tuple(key for word in self.words if (key := sound(word)))

    @cached_property
    def word_starts(self) -> tuple[str, ...]:
        """The rest of the title from each word but the first."""
        return starts(self.words)

    @cached_property
    def sound_starts(self) -> tuple[str, ...]:
        return tuple(key for rest in self.word_starts if (key := sound(rest)))


# dataclasses.astuple would copy every text of every title.
_values = attrgetter(*(field.name for field in fields(TitleForms)))


def title_forms(text: str, *, is_main: bool) -> TitleForms:
    read = readings(text)
    marked = parse_season(text)
    spelt = tuple(dict.fromkeys((*spellings(text), *spellings(_ADDED.sub("", text)))))
    return TitleForms(
        text=text,
        is_main=is_main,
        plain=plain(text),
        spellings=spelt,
        words=words(text),
        sounds=tuple(dict.fromkeys(key for form in spelt if (key := sound(form)))),
        pinyin=tuple(dict.fromkeys(reading.whole for reading in read)),
        initials=_initials(text, [*(reading.initials for reading in read), *_acronyms(words(text), marked.words)]),
        base=(*bases(marked.base), *_acronyms(marked.words)) if marked.keys else (),
        keys=tuple(sorted(marked.keys)),
    )


def bases(base: str) -> tuple[str, ...]:
    """The ways to write a compact text that carries no marker: itself, its sound, its pinyin and initials."""
    read = readings(base)
    found = (base, sound(base), *(reading.whole for reading in read), *(reading.initials for reading in read))
    return tuple(dict.fromkeys(form for form in found if form))


def _acronyms(*titles: Sequence[str]) -> tuple[str, ...]:
    """``Shingeki no Kyojin`` is snk to those who know it; of fewer than three words nobody makes one."""
    return tuple("".join(word[0] for word in its) for its in titles if len(its) > 2 and "".join(its).isascii())


def starts(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple("".join(parts[at:]) for at in range(1, len(parts)))


def _initials(text: str, found: Iterable[str]) -> tuple[str, ...]:
    """With and without what isn't Chinese: ``Re：从零开始…`` is typed clks… as well."""
    chinese = "".join(word for word in words(text) if has_han(word))
    bare = [reading.initials for reading in readings(chinese)] if chinese != compact(text) else []
    return tuple(dict.fromkeys(form for form in (*found, *bare) if len(form) > 1))


def pack(kind: str, forms: Iterable[TitleForms]) -> str:
    """An anime's type and its titles' forms in one text."""
    return json.dumps([kind, [_values(form) for form in forms]], ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str) -> tuple[str, tuple[TitleForms, ...]]:
    kind, forms = json.loads(packed)
    return kind, tuple(_form(values) for values in forms)


def _form(values: list[Any]) -> TitleForms:
    fields: list[Any] = [tuple(value) if isinstance(value, list) else value for value in values]
    return TitleForms(*fields)
