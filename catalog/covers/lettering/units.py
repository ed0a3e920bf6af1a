"""A title as the units that a line is made of, and what it costs to end a line after each."""

import re
import unicodedata
from dataclasses import dataclass

from catalog.covers.lettering.words import WORDS

NEVER = 100.0
LONGEST = 140  # letters; what is longer ends in an ellipsis in any size
# What XML can't hold, and what would turn the text around it.
_UNFIT = dict.fromkeys(
    (
        *range(32),
        *range(127, 160),
        *range(0xD800, 0xE000),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        0xFFFE,
        0xFFFF,
    ),
    " ",
)
_NOT_FIRST = set("、。，．！？!?：:；;）)」』】》〉〕］]”’…～~ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・·％%")
_NOT_LAST = set("（(「『【《〈〔［[“‘＃#")
_CLOSING = set("）)」』】》〉〕］]")
_PAUSES = set("、。，！？!?：:；;）)」』】》〉～~—・·♪☆★♥")
# Short words that end a line well, and those that begin one badly.
_AFTER = set("的之与和是在了は を が の に と で も へ".replace(" ", ""))
_BEFORE = set("的之了吗呢吧着们者性们地得はをがのにとでもへ")
_COUNTED = re.compile(r"第[〇一二三四五六七八九十百零\d]+[季期部章话集回幕卷弹届次夜夏]?")


@dataclass(frozen=True)
class Unit:
    text: str
    width: float  # in the letters' size, lying
    is_wide: bool  # stands upright in a column
    cost: float  # of a line's end after it
    space: float = 0.0  # before the next one, where both are in one line


def clean(title: str) -> str:
    text = unicodedata.normalize("NFC", title.translate(_UNFIT))
    # A pile of accents on one letter is as tall as it likes.
    text = re.sub(r"([\u0300-\u036f\u0e31-\u0e4e]{2})[\u0300-\u036f\u0e31-\u0e4e]+", r"\1", text)
    return " ".join(text[: LONGEST * 4].split())


def units_of(title: str) -> list[Unit]:
    """Letters of Chinese and Japanese one by one, words of others whole."""
    pieces = re.findall(r" |[^\W_]+(?:['’.-][^\W_]+)*[.,]?|.", _spread(title))
    bound = _bound_places(title)
    units: list[Unit] = []
    place = depth = 0
    for index, piece in enumerate(pieces):
        place += len(piece.replace("\ufdd0", "")) if piece != "\ufdd0" else 0
        if piece in (" ", "\ufdd0"):
            continue
        following = [other for other in pieces[index + 1 : index + 3] if other != "\ufdd0"]
        after = following[0] if following else ""
        gap = 0.3 if after == " " else 0.12 if after and _mixes(piece[-1], after[0]) else 0.0
        beyond = following[1] if after == " " and len(following) > 1 else after
        cost = NEVER if place in bound else _cost(piece[-1], after, beyond)
        depth += (piece in _NOT_LAST) - (piece in _CLOSING and depth > 0)
        # What is in brackets belongs together.
        units.append(Unit(piece, width_of(piece), len(piece) == 1 and is_wide(piece), cost + 0.4 * (depth > 0), gap))
    return units


def is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF" or letter in "…—～·“”‘’×☆★♪♥○●△"


def width_of(text: str) -> float:
    """Of bold letters, estimated from above."""
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if is_wide(letter):
        return 1.0 if letter not in "·“”‘’" else 0.5 if letter == "·" else 1.0
    if letter in "il.,'!|:;ItfjrI()[] ":
        return 0.42
    if letter in "MW@%":
        return 1.15
    if letter in "mw&":
        return 1.0
    return 0.79 if letter.isupper() or not letter.isascii() else 0.66


def _spread(title: str) -> str:
    """A mark between wide letters, so that they are not taken for one word."""
    return re.sub(r"(?<=[^\x00-\x7f])(?=\w)|(?<=\w)(?=[^\x00-\u02ff])", "\ufdd0", title) if _has_wide(title) else title


def _has_wide(title: str) -> bool:
    return any(map(is_wide, title))


def _bound_places(title: str) -> set[int]:
    """Places in the title that lie within a number of a season."""
    return {place for found in _COUNTED.finditer(title) for place in range(found.start() + 1, found.end())}


def _mixes(one: str, other: str) -> bool:
    """Chinese beside Latin wants some air, punctuation doesn't."""
    return is_wide(one) != is_wide(other) and one.isalnum() and other.isalnum()


def _cost(last: str, after: str, beyond: str) -> float:
    if not after:
        return 0.0
    if after == " ":
        return 0.08 if not is_wide(last) and not is_wide(beyond[:1] or "a") else -0.15
    if after[0] in _NOT_FIRST or last in _NOT_LAST:
        return NEVER
    if last in _PAUSES or after[0] in _NOT_LAST:
        return -0.1
    if last + after[0] in WORDS:
        return 0.75
    if after[0] in _BEFORE:
        return 0.7
    if last in _AFTER or _script(last) != _script(after[0]):
        return 0.08
    return 0.9 if _script(last) == "katakana" else 0.45


def _script(letter: str) -> str:
    if "\u3041" <= letter <= "\u309f":
        return "hiragana"
    if "\u30a0" <= letter <= "\u30ff":
        return "katakana"
    return "han" if is_wide(letter) else "latin"
