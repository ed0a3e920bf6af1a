"""Text from strangers' files, made fit for a column and for a page."""

import html
import re
import unicodedata
from datetime import date
from functools import lru_cache

# Control characters, zero-width marks, byte-order marks, lone surrogates: never part of a title.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")
_KEPT = 50_000  # texts of a catalogue are asked for several times
_SPACES = re.compile(r"\s+")
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def clean_line(text: object, *, length: int) -> str:
    """One line, entities decoded (twice-encoded ones too), no longer than ``length``."""
    return _SPACES.sub(" ", _decoded(text)).strip()[:length].strip()


def clean_paragraphs(text: object, *, length: int = 20_000) -> str:
    lines = (" ".join(line.split()) for line in _decoded(text).replace("\r\n", "\n").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:length]


def clean_url(text: object, *, length: int) -> str:
    """An http(s) address, or "" for anything else: nothing else may end up in an href."""
    url = _INVISIBLE.sub("", str(text or "")).strip()
    return url if re.match(r"https?://[^\s<>\"]+$", url, re.IGNORECASE) and len(url) <= length else ""


def known_day(text: object) -> date | None:
    """A whole date such as 2014-10-05; anything else, 0000-00-00 included, is None."""
    try:
        return date.fromisoformat(str(text or "")[:10])
    except ValueError:
        return None


@lru_cache(maxsize=_KEPT)
def title_key(title: str) -> str:
    """Letters and digits alone, case and width folded: what two spellings of one title have in common."""
    return "".join(char for char in unicodedata.normalize("NFKC", title).casefold() if char.isalnum())


def likeness(one: str, other: str) -> float:
    """Of two keys, 0..1: the share of the shorter's pairs of letters that the other has too."""
    pairs, others = _pairs(one), _pairs(other)
    return len(pairs & others) / min(len(pairs), len(others))


@lru_cache(maxsize=_KEPT)
def collation_key(text: str) -> str:
    """Equal for texts that any database's collation may take for equal, so that a unique column holds everywhere.

    MySQL's unicode_ci ignores case, accents, width, the kind of kana and its voicing, and takes all characters
    beyond the BMP for one.
    """
    flat = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub("[\U00010000-\U0010ffff]", "\ufffd", flat.casefold().translate(_KATAKANA)).strip()


def without_repeats(texts: list[str], *, already: tuple[str, ...] = ()) -> list[str]:
    """The first of each, blanks dropped, none that a collation takes for one of ``already``."""
    seen = {collation_key(text) for text in already if text}
    kept = []
    for text in texts:
        key = collation_key(text)
        if key and key not in seen:
            seen.add(key)
            kept.append(text)
    return kept


def _decoded(text: object) -> str:
    value = html.unescape(html.unescape(str(text if text is not None else "")))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", value))


def _pairs(key: str) -> set[str]:
    return {key[at : at + 2] for at in range(len(key) - 1)} or {key}
