"""Season markers in titles and queries: 第二季, 2期, 2nd Season, Season 2, S2, II and a last 2 are one.

A marker's key is the number in digits, or "final".
"""

import re
from dataclasses import dataclass

from catalog.search.text.analysis import words

_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "两": 2}
_ENGLISH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_PINYIN = {"yi": 1, "er": 2, "san": 3, "si": 4, "wu": 5, "liu": 6, "qi": 7}

_NUMERAL = "[一二三四五六七八九十]{1,3}"
# Said outright: found anywhere in a text.
_EXPLICIT = (
    re.compile(rf"第 ?({_NUMERAL}|\d{{1,2}}) ?(?:季|期|部(?!分)|しーずん|くーる)(?: ?(?:tv|动画))?"),
    re.compile(rf"(?<![\d第一二三四五六七八九十])({_NUMERAL}|\d{{1,2}}) ?(?:季|期|しーずん)(?![一-鿿])"),
    re.compile(r"\b(\d{1,2})(?:st|nd|rd|th) (?:season|series|stage)\b"),
    re.compile(r"\b(first|second|third|fourth|fifth|sixth|seventh) season\b"),
    re.compile(r"\bseason ?(\d{1,2}|ii|iii|iv|v|vi|one|two|three|four)\b"),
    re.compile(r"しーずん ?(\d{1,2})"),
    re.compile(r"\bdi ?(\d|yi|er|san|si|wu|liu|qi) ?(?:ji|qi)\b"),
    re.compile(r"\bdaini ?ki\b"),
)
_FINAL = re.compile(
    r"\b(?:the )?final season\b|最终(?:季|章)|ざ ?ふぁいなるしーずん|ふぁいなるしーずん|完结(?:篇|编|季)"
)
# Only at the end, where nothing else is likely to be meant.
_TRAILING = (
    re.compile(r"(?<=\S) s ?([2-9])$"),
    re.compile(r"(?<=\S) (ii|iii|iv|v|vi|vii)$"),
    re.compile(r"(?<=\S)(?<!\bpart)(?<!\bmovie)(?<!\bvol)(?<!\bcour) ([2-9])$"),
)
# Parts that belong to a word where they stand: split before looking.
_GLUED = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=season)")
_SCRIPTS = re.compile(r"(?<=[^\x00-\x7f])(?=[a-z0-9])|(?<=[a-z0-9])(?=[^\x00-\x7f])")
_COUNTED = re.compile(r"([第\d]) (?=[\d季期部しく])")
_ONE_TO_FOUR = {"one": 1, "two": 2, "three": 3, "four": 4}


@dataclass(frozen=True)
class Marked:
    """A text parted in its base (compact, and as spaced words) and the keys of its markers."""

    base: str
    words: tuple[str, ...]
    keys: frozenset[str]


def parse_season(text: str) -> Marked:
    """Without a marker the base is the whole text, and there are no keys; a text that is only a marker has none."""
    spaced = _spaced(text)
    rest, keys = spaced, set()
    if found := _FINAL.search(rest):
        rest = _without(rest, found)
        keys.add("final")
    for pattern in _EXPLICIT:
        if found := pattern.search(rest):
            keys.add(str(_number(found.group(1)) if pattern.groups else 2))
            rest = _without(rest, found)
            break
    else:
        for pattern in _TRAILING:
            if found := pattern.search(rest):
                keys.add(str(_number(found.group(1))))
                rest = _without(rest, found)
                break
    base = tuple(words(rest))
    if not base:
        return Marked("".join(words(text)), words(text), frozenset())
    return Marked("".join(base), base, frozenset(keys))


def _spaced(text: str) -> str:
    spaced = _GLUED.sub(" ", " ".join(words(text)))
    return _COUNTED.sub(r"\1", _SCRIPTS.sub(" ", spaced))


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    for table in (_ENGLISH, _ROMAN, _PINYIN, _ONE_TO_FOUR):
        if text in table:
            return table[text]
    tens, _, ones = text.rpartition("十")
    if "十" in text:
        return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)
    return _CHINESE[text[-1]]
