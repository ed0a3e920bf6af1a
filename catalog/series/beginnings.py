"""Which later entries of a series begin its story anew, so that nobody need know the earlier ones."""

import re
from datetime import date

from catalog.series.entries import SeriesEntry
from catalog.series.titles import TitleKey, parse_cjk, parse_latin

_YEARS_BETWEEN = 5
# Remakes under another title; ids are MyAnimeList's.
_KNOWN = frozenset({5114})  # 钢之炼金术师 FULLMETAL ALCHEMIST


def begins_anew(entry: SeriesEntry, first: SeriesEntry) -> bool:
    """It was made years after the first, under the same title, and no source counts it as a later season."""
    if entry.id in _KNOWN:
        return True
    if entry.type not in ("TV", "ONA") or _years_between(first, entry) < _YEARS_BETWEEN:
        return False
    if entry.show and entry.show == first.show and (entry.show_season or 1) > 1:
        return False
    pairs = list(zip(_keys(first), _keys(entry), strict=True))
    if any(later.is_marked and later.number != 1 for _, later in pairs):
        return False
    return any(one.full == other.full for one, other in pairs if one.full and other.full)


def _keys(entry: SeriesEntry) -> tuple[TitleKey, TitleKey, TitleKey]:
    """Without "(2011)", which is said of a remake."""
    romaji = re.sub(r"\(.*?\)", "", entry.romaji)
    return parse_latin(romaji), parse_cjk(entry.chinese), parse_cjk(entry.japanese)


def _years_between(first: SeriesEntry, entry: SeriesEntry) -> float:
    begun, begins = _start(first), _start(entry)
    return (begins - begun).days / 365.25 if begun and begins else 0.0


def _start(entry: SeriesEntry) -> date | None:
    return entry.start or (date(min(entry.year, 9999), 1, 1) if entry.year else None)
