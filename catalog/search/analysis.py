"""How text is read for search: once, the same for titles and for what people type."""

import re
import unicodedata

# What a query may be at most; the rest of it is not looked at.
LONGEST_QUERY = 200
_FOLDED = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "⁄": "/", "ヲ": "お", "を": "お"}
)


def words(text: str) -> list[str]:
    """Folded words: width, case, accents and katakana don't count, marks part words.

    Lone surrogates and control characters vanish like any other mark.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    folded = "".join(_hiragana(char) for char in folded)
    plain = "".join(char for char in unicodedata.normalize("NFKD", folded) if not _latin_accent(char))
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain))


def compact(text: str) -> str:
    """The words without what parts them: "Re:Zero" and "re zero" are the same."""
    return "".join(words(text))


def _hiragana(char: str) -> str:
    return chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char


def _latin_accent(char: str) -> bool:
    """A combining mark other than the two of kana, which tell か from が."""
    return unicodedata.category(char) == "Mn" and char not in "\u3099\u309a"
