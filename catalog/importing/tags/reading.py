"""The tags of one anime, sorted: facts into fields, what is left into tags of one spelling."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from catalog.importing.rows import Credit, Name
from catalog.importing.tags.spelling import show_tag, tag_key
from catalog.importing.tags.vocabulary import Vocabulary, load_vocabulary
from catalog.models import AnimeSource

LONGEST_TAG = 30
T = TypeVar("T")
_MONTH = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月.{0,3}")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
# Dates, lengths, seasons of the year: 2024春, 80s, 12话, 七月番.
_DATE = re.compile(
    r"\d+(?:年.*|s|S|后|[话集分季期].*|[-./].*|[春夏秋冬].*|月.*|[一二三四五六七八九十]+月.*)?"
    r"|[一二三四五六七八九十]+月(?:新?番)?|[春夏秋冬][季番].*"
)
_SENTENCE = re.compile("[，。？…；～~=<>^“”\"'()（）{}&]|——|[!！]$")
_SPOKEN = re.compile("[我你他她了吗吧啊呢么这那很真太]|不是|居然|果然|竟然|就是|没有|怎么|必须|只有")
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3041-\u30fa]")
# Where as many tags name one as the other, the narrower one is right: light novels also get 小说改, remakes 原创.
_SOURCES = (
    *(AnimeSource.WEB_NOVEL, AnimeSource.LIGHT_NOVEL, AnimeSource.VISUAL_NOVEL, AnimeSource.GAME, AnimeSource.MANGA),
    *(AnimeSource.PICTURE_BOOK, AnimeSource.NOVEL, AnimeSource.OTHER, AnimeSource.ORIGINAL),
)


@dataclass(frozen=True, kw_only=True)
class TagFacts:
    """``month`` and ``years``: of the premiere, as tags name it. ``rest``: the tags that stay tags."""

    genres: tuple[str, ...] = ()
    studios: tuple[Name, ...] = ()
    staff: tuple[Credit, ...] = ()
    source: AnimeSource | None = None
    country: str = ""
    month: tuple[int, int] | None = None
    years: tuple[int, ...] = ()
    rest: tuple[str, ...] = ()


def read_tags(tags: Iterable[str], *, titles: Iterable[str] = ()) -> TagFacts:
    """``titles``: every title of the work; a tag that repeats one is neither a tag nor somebody's name."""
    vocabulary = load_vocabulary()
    by_key = {key: tag for tag in tags if (key := tag_key(tag))}
    named = [key for title in titles if (key := tag_key(title))]
    own = set(named)
    plain = [key for key in by_key if key not in own]
    months = {found.groups() for tag in by_key.values() if (found := _MONTH.fullmatch(tag))}
    return TagFacts(
        genres=_unique(genre for key in by_key for genre in vocabulary.genres.get(key, ())),
        studios=_unique(vocabulary.studios[key] for key in plain if key in vocabulary.studios),
        staff=_unique(
            vocabulary.people[key] for key in plain if key in vocabulary.people and key not in vocabulary.studios
        ),
        source=_most_named((vocabulary.sources[key] for key in by_key if key in vocabulary.sources), _SOURCES),
        country=_most_named((vocabulary.countries[key] for key in by_key if key in vocabulary.countries), ("CN",))
        or "",
        month=_month(months),
        years=tuple(sorted({int(found[1]) for tag in by_key.values() if (found := _YEAR.fullmatch(tag))})),
        rest=_unique(shown for key, tag in by_key.items() if (shown := _shown(key, tag, named, vocabulary))),
    )


def _shown(key: str, tag: str, named: list[str], vocabulary: Vocabulary) -> str:
    """The tag as it is shown, or "" where it isn't one."""
    if key in vocabulary.kinds:
        return vocabulary.kinds[key]
    facts = (vocabulary.studios, vocabulary.people, vocabulary.sources, vocabulary.countries, vocabulary.dropped)
    if any(key in fact for fact in facts) or any(_repeats(key, title) for title in named):
        return ""
    if key in vocabulary.works:
        return vocabulary.works[key]
    shown = show_tag(tag)
    return shown if key in vocabulary.genres or _is_telling(shown) else ""


def _repeats(key: str, title: str) -> bool:
    """A part of a title as well: 柯南 in 名侦探柯南."""
    return key in title or (len(title) > 2 and title in key)


def _is_telling(tag: str) -> bool:
    letters = len(_HAN.findall(tag))
    if not 2 <= len(tag) <= LONGEST_TAG or _DATE.fullmatch(tag) or _SENTENCE.search(tag):
        return False
    return letters <= 10 and not (letters > 4 and _SPOKEN.search(tag)) and len(_KANA.findall(tag)) <= 8


def _month(months: set[tuple[str, ...]]) -> tuple[int, int] | None:
    """Only when the tags agree."""
    if len(months) != 1:
        return None
    year, month = (int(part) for part in next(iter(months)))
    return (year, month) if 1 <= month <= 12 else None


def _most_named(named: Iterable[T], order: tuple[T, ...]) -> T | None:
    counts = Counter(named)
    if not counts:
        return None
    return min(counts, key=lambda one: (-counts[one], order.index(one) if one in order else len(order)))


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
