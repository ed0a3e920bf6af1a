"""Which part of a work a title names, and the title without it: Part 2, 2nd Cour, 第2クール, 第二部, 後編 are one."""

import re
import unicodedata

from catalog.importing.text import title_key
from catalog.search.text.season_markers import parse_season

_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "一": 1, "二": 2, "三": 3, "四": 4, "前": 1, "後": 2, "后": 2}
_PART = re.compile(
    r"\bpart\.? ?(?P<a>\d|iii|ii|iv|i)\b|(?P<b>\d)(?:st|nd|rd|th) cour\b|\bcour ?(?P<c>\d)\b"
    r"|第 ?(?P<d>[1-4一二三四]) ?(?:クール|部分|部(?!分))|パート ?(?P<e>\d)"
    r"|[\[(（【\s](?P<f>[前後后])[編篇章](?=[\])）】\s]|$)"
)


def part_of(title: str) -> int | None:
    """The number of the part, None where none is named."""
    found = _PART.search(_folded(title))
    return _number(found) if found else None


def numbers_in(title: str) -> frozenset[int]:
    """Every number that places a title in its series: parts and seasons."""
    parts = {_number(found) for found in _PART.finditer(_folded(title))}
    return frozenset(parts | {int(key) for key in parse_season(title).keys if key.isdigit()})


def base_key(title: str) -> str:
    """Equal for the parts of one work."""
    return title_key(_PART.sub(" ", _folded(title)))


def _folded(title: str) -> str:
    return unicodedata.normalize("NFKC", title).casefold()


def _number(found: re.Match[str]) -> int:
    text = next(group for group in found.groups() if group)
    return _NUMBERS.get(text) or int(text)
