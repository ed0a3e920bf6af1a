"""How text is read for search: once, the same for titles and for what people type."""

import re
import unicodedata

from opencc import OpenCC

# What a query may be at most; the rest of it is not looked at.
LONGEST_QUERY = 200
_LATIN = {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "⁄": "/"}
_KATAKANA = {chr(code): chr(code - 0x60) for code in range(ord("ァ"), ord("ヶ") + 1)}
_PARTICLE = {"ヲ": "お", "を": "お"}
_WORD = re.compile(r"[^\W_]+")


def _simplified() -> dict[str, str]:
    """Each Chinese character by itself: both sides of a comparison pass through it, so phrases don't matter."""
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {one: other for one, other in zip(characters, simplified, strict=True) if one != other}


def _marks() -> re.Pattern[str]:
    """Combining marks other than the two of kana, which tell か from が."""
    marks = (chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) == "Mn")
    return re.compile("[" + "".join(re.escape(mark) for mark in marks if mark not in "\u3099\u309a") + "]")


_FOLDED = str.maketrans(_LATIN | _KATAKANA | _PARTICLE | _simplified())
_MARKS = _marks()


def words(text: str) -> list[str]:
    """Folded words: width, case, accents, katakana and traditional characters don't count, marks part words.

    Lone surrogates and control characters vanish like any other mark.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
        text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text)))
    return _WORD.findall(text.casefold())


def compact(text: str) -> str:
    """The words without what parts them: "Re:Zero" and "re zero" are the same."""
    return "".join(words(text))
