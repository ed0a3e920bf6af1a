"""How much speaks for two anime being of one series: their titles in three languages, the show, tags of the work."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.series.entries import SeriesEntry
from catalog.series.titles import EMPTY, TitleKey, parse_cjk, parse_latin, size_of, without_leading

ENOUGH = 2.0
# Where only romaji titles are known, nothing else can speak for it.
ENOUGH_OF_ONE = 1.5
# Of a language in which both have titles that have nothing in common.
_UNLIKE = -0.7
_RARE = 40  # anime that a telling tag stands on, at most
_TELLING = 60
_MANY = 8  # tags
_PARTICLES = ("no", "to", "wa", "ga", "ni", "wo", "o", "de", "mo", "and", "na", "e", "kara", "of")


@dataclass(frozen=True)
class Keys:
    """An entry with its titles taken apart; an empty key is of a title that isn't known."""

    entry: SeriesEntry
    romaji: TitleKey
    chinese: TitleKey
    japanese: TitleKey

    @property
    def has_one_language(self) -> bool:
        return not (self.chinese.full or self.japanese.full)


def parse_entry(entry: SeriesEntry) -> Keys:
    return Keys(
        entry,
        parse_latin(entry.romaji or entry.english) if entry.romaji or entry.english else EMPTY,
        parse_cjk(entry.chinese) if entry.chinese else EMPTY,
        # Of a Chinese anime, the title "in Japanese" is often the Chinese one.
        parse_cjk(entry.japanese) if entry.japanese and entry.japanese != entry.chinese else EMPTY,
    )


class Evidence:
    """Weighs pairs; ``counts``: on how many anime each tag stands."""

    def __init__(self, entries: Iterable[SeriesEntry]) -> None:
        counts = Counter(tag for entry in entries for tag in entry.tags)
        self._rare = frozenset(tag for tag, count in counts.items() if 2 <= count <= _RARE)
        self._telling = frozenset(tag for tag, count in counts.items() if 2 <= count <= _TELLING)
        self._names: dict[str, str] = {}

    def is_enough(self, one: Keys, other: Keys, *, bonus: float = 0.0) -> bool:
        """``bonus``: what speaks for the pair beside its titles."""
        needed = ENOUGH_OF_ONE if one.has_one_language or other.has_one_language else ENOUGH
        return self.weigh(one, other) + bonus >= needed and not self.are_strangers(one, other)

    def are_strangers(self, one: Keys, other: Keys) -> bool:
        """Both have many tags and share none that says what an anime is about."""
        return (
            min(len(one.entry.tags), len(other.entry.tags)) >= _MANY
            and not one.entry.tags & other.entry.tags & self._telling
            and not (one.entry.show and one.entry.show == other.entry.show)
        )

    def weigh(self, one: Keys, other: Keys) -> float:
        total = _latin_likeness(one, other)
        for a, b in ((one.chinese, other.chinese), (one.japanese, other.japanese)):
            if a.full and b.full:
                total += _cjk_likeness(a, b)
        if one.entry.show and one.entry.show == other.entry.show:
            total += 2.0
        return total + self._named(one, other)

    def _named(self, one: Keys, other: Keys) -> float:
        """The name of either work stands among the tags of both, or many rare tags do."""
        common = one.entry.tags & other.entry.tags
        if not common:
            return 0.0
        titles = (one.chinese.full, other.chinese.full, one.japanese.full, other.japanese.full)
        naming = {tag for tag in common if self.name_of(tag) in titles and self.name_of(tag)}
        rare = len(common & self._rare - naming)
        inside = any(sum(self.name_of(tag).removesuffix("系列") in title for title in titles) >= 2 for tag in naming)
        found = 0.0 if not naming or not (inside or rare >= 2) else 1.0 if rare else 0.6
        return found + (1.0 if rare >= 5 else 0.6 if rare >= 3 else 0.0)

    def name_of(self, tag: str) -> str:
        """A tag as a title; "" for one too short to name a work."""
        if tag not in self._names:
            full = parse_cjk(tag).full
            self._names[tag] = full if size_of(full) >= 1.6 else ""
        return self._names[tag]

    def share_rare_tags(self, one: SeriesEntry, other: SeriesEntry) -> int:
        return len(one.tags & other.tags & self._rare)


def _latin_likeness(one: Keys, other: Keys) -> float:
    a, b = one.romaji, other.romaji
    if not a.full or not b.full:
        return 0.0
    if a.full == b.full:
        return _same_name(one, other)
    short, long = (a, b) if len(a.full) < len(b.full) else (b, a)
    length = len(short.full)
    if long.full.startswith(short.full) and length in long.cuts:
        return _latin_prefix(short, long)
    if a.head == b.head and a.head:
        size = size_of(a.head)
        return 1.5 if size >= 2.7 else 1.0 if size >= 1.7 else 0.3
    for key, rest in ((a, b), (b, a)):
        base = without_leading(key)
        if size_of(base) >= 1.7 and (
            base == rest.full
            or base == rest.head
            or (rest.full.startswith(base) and len(base) in rest.cuts)
            or (base.startswith(rest.full) and rest.size >= 2.7)
        ):
            return 1.5 if size_of(base) >= 2.7 else 1.0
    if short.size >= 2.7 and long.full.endswith(short.full) and len(long.full) - length in long.cuts:
        return 0.2
    return _overlap(a.full, b.full, least=5)


def _same_name(one: Keys, other: Keys) -> float:
    size = one.romaji.size
    if one.romaji.is_marked or other.romaji.is_marked:
        return 2.0 if size >= 1.3 else 1.5 if size >= 1.0 else 1.0
    if size >= 2.5 or {one.entry.type, other.entry.type} <= {"TV", "OVA"}:
        return 2.0
    return 1.2


def _latin_prefix(short: TitleKey, long: TitleKey) -> float:
    size = short.size
    if long.head == short.full:
        return 2.0 if size >= 2.0 else 1.5
    rest = long.full[len(short.full) :]
    end = min((cut for cut in long.cuts if cut > len(short.full)), default=len(long.full))
    doubt = 0.4 if rest[: end - len(short.full)] in _PARTICLES else 1.0
    words = sum(cut <= len(short.full) for cut in long.cuts)
    strength = 2.0 if size >= 4.0 else 1.5 if size >= 2.7 and words > 1 else 1.0 if size >= 1.7 else 0.5
    return strength * doubt


def _cjk_likeness(a: TitleKey, b: TitleKey) -> float:
    if a.full == b.full:
        return 2.8 if a.size >= 2.7 else 2.0 if a.size >= 1.6 else 1.0
    short, long = (a, b) if len(a.full) < len(b.full) else (b, a)
    size = short.size
    if long.full.startswith(short.full):
        if len(short.full) in long.cuts:
            return 2.0 if size >= 2.7 else 1.3 if size >= 1.6 else 0.6
        return 1.5 if size >= 4.0 else 1.0 if size >= 2.7 else 0.3
    if a.head == b.head:
        size = size_of(a.head)
        return 1.5 if size >= 4.0 else 1.0 if size >= 1.6 else 0.3
    for key, rest in ((a, b), (b, a)):
        base = without_leading(key)
        if size_of(base) >= 1.6 and (rest.full.startswith(base) or (base.startswith(rest.full) and rest.size >= 1.6)):
            return 1.5 if size_of(base) >= 2.7 else 1.0
    if size >= 2.7 and long.full.endswith(short.full):
        return 0.2
    return _overlap(a.full, b.full, least=2)


def _overlap(a: str, b: str, *, least: int) -> float:
    common = longest_common(a, b, least=least)
    size = size_of(common)
    if size >= 5.0 and a.startswith(common) and b.startswith(common):
        return 1.0
    return 0.5 if size >= 3.0 else 0.2 if size >= 1.6 else _UNLIKE


def longest_common(a: str, b: str, *, least: int) -> str:
    """The longest text that stands in both, "" below ``least`` characters."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    best, start = "", 0
    while start + max(least, len(best) + 1) <= len(short):
        end = start + max(least, len(best) + 1)
        if short[start:end] in long:
            while end < len(short) and short[start : end + 1] in long:
                end += 1
            best = short[start:end]
        start += 1
    return best


def share_a_name(one: Keys, other: Keys) -> bool:
    """Their titles have a piece in common that tells something, in any language: what a shared show must pass."""
    return (
        bool(longest_common(one.romaji.full, other.romaji.full, least=6))
        or bool(longest_common(one.chinese.full, other.chinese.full, least=2))
        or bool(longest_common(one.japanese.full, other.japanese.full, least=3))
    )


def by_full(keys: Iterable[Keys], name: str) -> Mapping[str, list[Keys]]:
    index: dict[str, list[Keys]] = {}
    for one in keys:
        if full := getattr(one, name).full:
            index.setdefault(full, []).append(one)
    return index
