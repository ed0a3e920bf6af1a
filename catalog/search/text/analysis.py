"""How text is read for search: once, the same for titles and for what people type, whichever engine looks.

Width, case, accents, marks, kana and the variants of a character don't count; marks part words and are never syntax.
"""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

# What a query may be at most; the rest of it is not looked at.
LONGEST_QUERY = 200
_LATIN = {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "⁄": "/", "゛": " ", "゜": " "}
_KATAKANA = {chr(code): chr(code - 0x60) for code in range(ord("ァ"), ord("ヶ") + 1)}
_PARTICLE = {"ヲ": "お", "を": "お"}
# Japanese forms whose traditional equal in OpenCC's table is one that has no simplified form there.
_JAPANESE = {
    "闘": "斗", "鉱": "矿", "渋": "涩", "郷": "乡", "挙": "举", "竜": "龙", "龍": "龙", "姫": "姬", "弁": "辩",
    "餘": "余", "馀": "余", "予": "预", "豫": "预", "壱": "一", "壹": "一", "弐": "二", "贰": "二", "貳": "二",
}  # fmt: skip
# Characters that people write for each other, whichever script they use.
_ALIKE = {"著": "着", "乾": "干", "甦": "苏"}
# Marks that some write as a word or a letter and others leave out.
_SPOKEN = {"&": " and ", "×": " x ", "@": "a", "♥": " love "}
HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
KANA = "\u3041-\u309f\u30a0-\u30ff"
_TOKEN = re.compile(f"[{HAN}{KANA}]+|[^\\W_{HAN}{KANA}]+")
_CJK = re.compile(f"[{HAN}{KANA}]")
_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile(f"[{KANA}]")


def _simplified() -> dict[str, str]:
    """Each character by itself, traditional or Japanese: both sides of a comparison pass through it."""
    characters = "\n".join(chr(code) for code in range(0x3400, 0xA000))
    simplified = OpenCC("t2s").convert(characters)
    japanese = OpenCC("t2s").convert(OpenCC("jp2t").convert(characters))
    table = {}
    for one, chinese, other in zip(*(text.split("\n") for text in (characters, simplified, japanese)), strict=True):
        if chinese != one or other != one:
            table[one] = chinese if chinese != one else other
    return table | _JAPANESE | _ALIKE


def _marks() -> re.Pattern[str]:
    """Combining marks other than the two of kana, which tell か from が."""
    marks = (chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) == "Mn")
    return re.compile("[" + "".join(re.escape(mark) for mark in marks if mark not in "\u3099\u309a") + "]")


_FOLDED = str.maketrans(_LATIN | _KATAKANA | _PARTICLE | _simplified())
_MARKS = _marks()
_SPACES = str.maketrans({"゛": " ", "゜": " "})


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, without accents, in hiragana and simplified characters; marks stay.

    Lone surrogates and control characters become spaces.
    """
    if text.isascii():
        return text.casefold()
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = unicodedata.normalize("NFKC", text.translate(_SPACES)).casefold().translate(_FOLDED)
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text)))


def plain(text: str) -> str:
    """A title with its marks, as two people would write it the same: width, case and spaces don't count."""
    return "".join(unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode("utf-8")).casefold().split())


def words(text: str) -> tuple[str, ...]:
    """Runs of one kind of script: ``進撃の巨人Season2`` is 进击の巨人, season2."""
    return tuple(_TOKEN.findall(fold(text)))


def compact(text: str) -> str:
    """The words without what parts them: "Re:Zero" and "re zero" are the same."""
    return "".join(words(text))


def spellings(text: str) -> tuple[str, ...]:
    """Compact forms: with marks such as & and × left out, and with them said; a text of marks alone is its own form."""
    found = [compact(text) or plain(text)]
    if any(mark in text for mark in _SPOKEN):
        for mark, spoken in _SPOKEN.items():
            text = text.replace(mark, spoken)
        found.append(compact(text))
    return tuple(dict.fromkeys(form for form in found if form))


def terms(word: str) -> tuple[str, ...]:
    """What is looked up of one word: a run of Chinese or Japanese by pairs of neighbours, any other as it is."""
    if len(word) < 3 or not is_cjk(word):
        return (word,)
    return tuple(dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1)))


def characters(text: str) -> tuple[str, ...]:
    """The Chinese and Japanese characters of a folded text, each once."""
    return tuple(dict.fromkeys(_CJK.findall(text)))


def is_cjk(text: str) -> bool:
    return bool(_CJK.match(text))


def has_han(text: str) -> bool:
    return bool(_HAN.search(text))


def has_kana(text: str) -> bool:
    return bool(_KANA.search(text))
