"""What a query means to an engine: tiers of clauses, the clearest match first.

exact title > title prefix > all terms in one title > fuzzy > who made it > tags and summary. Tiers find the candidates;
catalog.search.relevance puts them in order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from catalog.search.clauses import Clause, Every, Fuzzy, Prefix, Some, Term, Tier
from catalog.search.text.analysis import characters, compact, fold, is_cjk, plain, spellings, terms, words
from catalog.search.text.forms import bases
from catalog.search.text.pinyin import readings
from catalog.search.text.romaji import sound
from catalog.search.text.season_markers import Marked, parse_season

MOST_WORDS = 24
# At these scores a document has no matching title.
MAKER_SCORE, TAG_SCORE, SUMMARY_SCORE = 25, 20, 10
TITLE_SCORE = 40


@dataclass(frozen=True)
class Asked:
    """A query as analysis reads it."""

    text: str

    @cached_property
    def plain(self) -> str:
        return plain(self.text)

    @cached_property
    def is_copied(self) -> bool:
        """Whether it looks like a title as it is shown: in lower case alone a name is typed from memory."""
        return self.text != self.text.lower() or not self.text.isascii()

    @cached_property
    def has_marks(self) -> bool:
        return any(not (character.isalnum() or character.isspace()) for character in self.text)

    @cached_property
    def compact(self) -> str:
        return compact(self.text)

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        return spellings(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words(self.text)[:MOST_WORDS]

    @cached_property
    def sound(self) -> str:
        return sound(self.compact)

    @cached_property
    def edits_allowed(self) -> int:
        """In the whole text; kana is counted by its letters, since it stands for a title in them."""
        return edits_allowed(self.sound or self.compact)

    @cached_property
    def typed(self) -> str:
        """Latin letters and digits alone, which may be pinyin or initials; else ""."""
        return self.compact if self.compact.isascii() and not self.compact.isdigit() else ""

    @cached_property
    def homophones(self) -> tuple[str, ...]:
        """The pinyin of Chinese characters: an input method offers the wrong ones with the right sound."""
        return tuple(reading.whole for reading in readings(self.text)) if len(characters(fold(self.text))) > 1 else ()

    @cached_property
    def season(self) -> Marked | None:
        marked = parse_season(self.text)
        return marked if marked.keys else None

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The ways to write the text without its season marker; none without a marker."""
        return tuple(dict.fromkeys((*bases(self.season.base), self.season.base))) if self.season else ()


def edits_allowed(word: str) -> int:
    """One from 4 letters, two from 8; none in Chinese and Japanese, where a whole character is mistyped."""
    return 0 if is_cjk(word) or len(word) < 4 else 1 if len(word) < 8 else 2


def strict_tiers(asked: Asked) -> tuple[Tier, ...]:
    """Without mistakes allowed; empty for an empty text."""
    return tuple(Tier(score, _some(clauses)) for score, clauses in _strict(asked) if clauses)


def _strict(asked: Asked) -> Iterator[tuple[int, list[Clause]]]:
    forms, key, typed = asked.spellings, asked.sound, asked.typed
    if not forms:
        return
    yield 100, [Term("text", form) for form in forms]
    yield 80, [Prefix("text", form) for form in forms]
    if not asked.words:
        return
    if asked.season:
        in_season = _some(Term("season_keys", one) for one in sorted(asked.season.keys))
        base = asked.season.base
        yield 95, [Term("season_forms", f"{one}#{key}") for one in asked.bases for key in sorted(asked.season.keys)]
        yield 88, [Every((in_season, _some([Prefix("text", base), *_prefixes("sound", sound(base), 3)])))]
        yield 65, [Every((in_season, _all_words(asked.season.words)))]
        yield TITLE_SCORE, [Term("text", base), Prefix("text", base)]
    yield 90, [*_exact("sound", key), *_exact("pinyin", typed)]
    yield 85, _exact("initials", typed)
    yield (
        70,
        [
            *(clause for form in forms for clause in _prefixes("starts", form, 2)),
            *_prefixes("sound", key, 3),
            *_prefixes("pinyin", typed, 3),
        ],
    )
    yield 60, [_all_words(asked.words)]
    yield (
        55,
        [
            *_sounding(asked.words),
            *_prefixes("sound_starts", key, 4),
            *_prefixes("pinyin_starts", typed, 4),
        ],
    )
    yield 50, _prefixes("initials", typed, 3)
    yield MAKER_SCORE, [Term("makers", form) for form in forms if len(form) > 1]
    yield SUMMARY_SCORE, [Every(tuple(Term("summary", term) for word in asked.words for term in terms(word)))]


def fuzzy_tiers(asked: Asked, *, most: int) -> tuple[Tier, ...]:
    """With at most so many mistakes in a word; what comes back is still to be checked by catalog.search.ordering.

    A second mistake is several times as dear to look for as the first: try 1 before 2.
    """
    found: list[Clause] = []
    edits = min(asked.edits_allowed, most)
    if edits:
        whole = ("sound", asked.sound) if asked.sound else ("text", asked.compact)
        found += [Fuzzy(name, token, edits) for name, token in (whole, ("pinyin", asked.typed)) if token]
    if any(edits_allowed(word) for word in asked.words):
        its = asked.words
        found.append(Every(tuple(_mistyped(word, most, is_last=at == len(its)) for at, word in enumerate(its, 1))))
    found += [Term(name, whole) for whole in asked.homophones for name in ("pinyin", "text")]
    found += [Prefix("pinyin", whole) for whole in asked.homophones if len(whole) > 5]
    signs = characters(asked.compact)
    if len(signs) >= 4:
        found.append(Some(tuple(Term("characters", sign) for sign in signs), len(signs) - 1))
    return (Tier(TITLE_SCORE, _some(found)),) if found else ()


def _mistyped(word: str, most: int, *, is_last: bool) -> Clause:
    edits = min(edits_allowed(word), most)
    right = _word(word, is_last=is_last)
    return Some((right, Fuzzy("words", word, edits))) if edits else right


def _all_words(its: tuple[str, ...]) -> Clause:
    return Every(tuple(_word(word, is_last=at == len(its)) for at, word in enumerate(its, start=1)))


def _word(word: str, *, is_last: bool) -> Clause:
    """A word of a title; of the last, which may still be in typing, its beginning is enough."""
    if is_cjk(word):
        if len(word) == 1:
            return Term("characters", word)
        return Every(tuple(Term("words", pair) for pair in terms(word)))
    return Prefix("words", word) if is_last and len(word) > 1 else Term("words", word)


def _sounding(its: tuple[str, ...]) -> list[Clause]:
    keys = [sound(word) for word in its]
    if not all(keys):
        return []
    *first, last = keys
    return [Every((*(Term("sound_words", key) for key in first), Prefix("sound_words", last)))]


def _exact(field: str, token: str) -> list[Clause]:
    return [Term(field, token)] if len(token) > 1 else []


def _prefixes(field: str, token: str, least: int) -> list[Clause]:
    return [Prefix(field, token)] if len(token) >= least else []


def _some(clauses: Iterable[Clause]) -> Clause:
    found = tuple(dict.fromkeys(clauses))
    return found[0] if len(found) == 1 else Some(found)
