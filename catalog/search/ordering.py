"""The order of candidates, the same whichever engine found them.

A candidate's value is that of its best title. Clear differences (an exact title, a part of one, a mistake) are ten
and more apart, and no popularity makes up for that; among the ways to be *part* of a title the steps are about one,
a factor of ten in popularity: 巨人 is 进击的巨人 to most, though other titles begin with it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from catalog.search.clauses import Hit
from catalog.search.text.analysis import is_cjk
from catalog.search.text.forms import TitleForms
from catalog.search.text.romaji import sound
from catalog.search.tiers import MAKER_SCORE, SUMMARY_SCORE, TAG_SCORE, Asked, edits_allowed

_EXACT, _PART, _MISTYPED, _ELSEWHERE = 40.0, 20.0, 10.0, 0.0
# The whole title, but spelt another way: that is a guess where a much better known title begins with the text.
_SOUNDS = _PART + 3.5
_MAIN_TITLE = 0.5
# The text is a main title letter by letter: more than popularity can make up for, so that what is shown is found by it.
_TO_THE_LETTER, _AS_AN_ALIAS = 8.0, 2.0
_LATER_SEASON = 0.3
# A franchise's main entry goes before what is made beside it, unless that is ten times as well known.
_BESIDE = {"Special": 1.0, "Music": 1.0, "OVA": 0.5, "ONA": 0.3, "Unknown": 0.3}


@dataclass(frozen=True)
class Ranked:
    """``title`` is the title that matched; None where tags, a summary or several titles together did.

    ``is_whole``: the text is all of that title, not a part. ``is_made_by``: the text names its studio or its staff.
    """

    id: int
    value: float
    title: TitleForms | None
    is_whole: bool = False
    is_made_by: bool = False


def rank(asked: Asked, hits: Iterable[Hit]) -> list[Ranked]:
    """Ranks the hits, best first; the order in which they are given doesn't matter."""
    popularity = {}
    ranked = []
    for hit in hits:
        popularity[hit.id] = hit.popularity
        value, title = _best(asked, hit.forms, _strict)
        if title is None:
            value = _ELSEWHERE + sum(hit.score > tier for tier in (SUMMARY_SCORE, TAG_SCORE, MAKER_SCORE))
            is_made_by = hit.score == MAKER_SCORE
            ranked.append(Ranked(hit.id, value + _standing(hit) / 100, None, is_made_by=is_made_by))
        else:
            ranked.append(Ranked(hit.id, value + _standing(hit), title, value >= _SOUNDS))
    return sorted(ranked, key=lambda one: (-one.value, -popularity[one.id], one.id))


def rank_mistyped(asked: Asked, hits: Iterable[Hit]) -> list[Ranked]:
    """Only those that a mistake really explains, best first."""
    ranked = []
    for hit in hits:
        value, title = _best(asked, hit.forms, _mistyped)
        if title is not None:
            ranked.append(Ranked(hit.id, value + _standing(hit), title))
    return sorted(ranked, key=lambda one: (-one.value, one.id))


def _standing(hit: Hit) -> float:
    """How likely it is meant, other things being equal: 0 to 7."""
    return math.log10(hit.popularity + 10) - _BESIDE.get(hit.kind, 0)


def _best(asked: Asked, forms: Sequence[TitleForms], value_of) -> tuple[float, TitleForms | None]:  # type: ignore[no-untyped-def]
    keys = {key for form in forms for key in form.keys} or {"1"}
    best, title = -math.inf, None
    for form in forms:
        value = value_of(asked, form, keys)
        if value is None:
            continue
        value += _MAIN_TITLE if form.is_main else 0
        if value > best:
            best, title = value, form
    if not asked.season and "1" not in keys:
        best -= _LATER_SEASON
    return best, title


def _strict(asked: Asked, form: TitleForms, keys: set[str]) -> float | None:
    if set(asked.spellings) & set(form.spellings):
        if asked.plain != form.plain:
            return _EXACT
        return _EXACT + (_TO_THE_LETTER if form.is_main and asked.is_copied else _AS_AN_ALIAS)
    season = _season(asked, form, keys)
    if season == _EXACT:
        return season
    if (asked.sound and asked.sound in form.sounds) or (asked.typed and asked.typed in form.pinyin):
        return _SOUNDS
    return max((value for value in (season, _part(asked, form)) if value is not None), default=None)


def _season(asked: Asked, form: TitleForms, keys: set[str]) -> float | None:
    """The query names a season: the title's base must match, and one of the anime's titles must name the season."""
    if asked.season is None:
        return None
    own = form.base if form.keys else (*form.spellings, *form.sounds, *form.pinyin, *form.initials)
    is_it = bool(asked.season.keys & (set(form.keys) or keys))
    if set(asked.bases) & set(own):
        return _EXACT if is_it else _PART - 6
    if any(one.startswith(base) for one in own for base in asked.bases if len(base) > 2):
        return _PART + 3 if is_it else _PART - 7
    if all(any(word in other for other in form.words) for word in asked.season.words):
        return _PART + 1 if is_it else None
    return None


def _part(asked: Asked, form: TitleForms) -> float | None:
    """The text is part of the title, in writing or in sound."""
    key, typed = asked.sound, asked.typed
    if any(own.startswith(text) for own in form.spellings for text in asked.spellings):
        # Whoever typed the marks too means the title that has them.
        return _PART + (1.5 if asked.has_marks and form.plain.startswith(asked.plain) else 0)
    if not asked.words:
        return None
    if typed and typed in form.initials:
        return _PART if len(typed) > 3 else _PART - 0.5
    if any(own.startswith(text) for own in form.word_starts for text in asked.spellings if len(text) > 1):
        return _PART - 1
    if is_cjk(asked.compact) and any(asked.compact in own for own in form.spellings):
        return _PART - 1
    if len(key) > 2 and any(own.startswith(key) for own in form.sounds):
        return _PART - 0.5
    if len(typed) > 2 and any(own.startswith(typed) for own in form.pinyin):
        return _PART - 0.5
    if _has_words(asked.words, form.words):
        return _PART - 1.5
    keys = tuple(sound(word) for word in asked.words)
    if all(keys) and _has_words(keys, form.sound_words):
        return _PART - 2
    if len(key) > 3 and any(own.startswith(key) for own in form.sound_starts):
        return _PART - 2
    if len(typed) > 3 and any(typed in own for own in form.pinyin):
        return _PART - 2
    if len(typed) > 2 and any(own.startswith(typed) for own in form.initials):
        return _PART - 3
    return None


def _has_words(asked: Sequence[str], own: Sequence[str]) -> bool:
    """All in this one title, in any order; the last may be the beginning of a word."""
    *first, last = asked
    return all(_has_word(word, own) for word in first) and (
        any(one.startswith(last) for one in own) or _has_word(last, own)
    )


def _has_word(word: str, own: Sequence[str]) -> bool:
    return any(word in one for one in own) if is_cjk(word) else word in own


def _mistyped(asked: Asked, form: TitleForms, keys: set[str]) -> float | None:
    """Fewer mistakes are better; the whole title better than a part."""
    if any(whole in form.pinyin or whole in form.spellings for whole in asked.homophones):
        return _MISTYPED + 2.5
    found = [_whole_mistyped(asked, form), _words_mistyped(asked, form), _characters_mistyped(asked.compact, form)]
    if any(own.startswith(whole) for own in form.pinyin for whole in asked.homophones if len(whole) > 5):
        found.append(_MISTYPED + 1)
    return max((value for value in found if value is not None), default=None)


def _whole_mistyped(asked: Asked, form: TitleForms) -> float | None:
    allowed = asked.edits_allowed
    if not allowed:
        return None
    pairs = [] if is_cjk(asked.compact) else [(asked.compact, own) for own in form.spellings]
    pairs += [(asked.sound, own) for own in form.sounds] if asked.sound else []
    pairs += [(asked.typed, own) for own in form.pinyin] if asked.typed else []
    least = min((OSA.distance(one, other, score_cutoff=allowed) for one, other in pairs), default=allowed + 1)
    return _MISTYPED + 3 - least if least <= allowed else None


def _words_mistyped(asked: Asked, form: TitleForms) -> float | None:
    """Every word of the query is in this title, some with mistakes."""
    total = 0
    for at, word in enumerate(asked.words, start=1):
        if _has_word(word, form.words) or (at == len(asked.words) and any(o.startswith(word) for o in form.words)):
            continue
        allowed, key = edits_allowed(word), sound(word)
        if not allowed:
            return None
        least = min((OSA.distance(word, own, score_cutoff=allowed) for own in form.words), default=9)
        if key and edits_allowed(key):
            least = min([least, *(OSA.distance(key, own, score_cutoff=edits_allowed(key)) for own in form.sound_words)])
        if least > allowed:
            return None
        total += least
    return _MISTYPED + 1 - 0.5 * total if asked.words else None


def _characters_mistyped(text: str, form: TitleForms) -> float | None:
    """One character of at least four is wrong, missing, too much or swapped with its neighbour."""
    if not is_cjk(text) or len(text) < 4:
        return None
    best = None
    wanted = Counter(text)
    for own in form.spellings:
        if (wanted - Counter(own)).total() > 1:
            continue
        if OSA.distance(text, own, score_cutoff=1) <= 1:
            return _MISTYPED + 2
        if any(
            OSA.distance(text, own[at : at + size], score_cutoff=1) <= 1
            for size in (len(text) - 1, len(text), len(text) + 1)
            for at in range(max(len(own) - size, 0) + 1)
            if size >= 4
        ):
            best = _MISTYPED + 0.5
    return best
