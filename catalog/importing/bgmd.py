"""data/full.json of the package bgmd: Bangumi's Chinese names, summaries, tags and covers."""

import json
import re
from typing import Any

from catalog.importing.errors import BadPackage
from catalog.importing.packages import BGMD
from catalog.importing.rows import BgmdEntry
from catalog.importing.text import clean_line, clean_paragraphs, clean_url, known_day, without_repeats
from catalog.models.anime import TITLE_LENGTH, URL_LENGTH

# Tags that only repeat the type, the country or the date, which are facts of their own.
_DATES = re.compile(r"\d{2,4}(年.*)?|\d{1,2}月(新?番)?|[春夏秋冬][季番]?")
_FACTS = frozenset(
    {"tv", "tva", "ova", "oad", "ona", "web", "动画", "動画", "日本", "日本动画", "动漫", "剧场版", "电影", "动画电影"}
    | {"季番", "anime", "movie", "未确定"}
)


def read_bgmd(content: bytes, *, at_least: int = 1) -> dict[str, BgmdEntry]:
    """Entries by Bangumi id."""
    try:
        entries = [_entry(item) for item in json.loads(content)["bangumis"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPackage(f"{BGMD.member} of {BGMD} is not as expected: {error!r}") from error
    if len(entries) < at_least:
        raise BadPackage(f"{BGMD} holds {len(entries)} anime; expected {at_least} or more.")
    return {entry.bangumi_id: entry for entry in entries}


def _entry(item: dict[str, Any]) -> BgmdEntry:
    bangumi = item.get("bangumi") or {}
    tmdb = item.get("tmdb") or {}
    aliases = [clean_line(alias, length=TITLE_LENGTH) for alias in item.get("alias") or ()]
    tags = [clean_line(tag, length=100) for tag in bangumi.get("tags") or ()]
    return BgmdEntry(
        bangumi_id=str(item["id"]),
        name=clean_line(item.get("name"), length=TITLE_LENGTH),
        name_zh=clean_line(bangumi.get("name_cn"), length=TITLE_LENGTH),
        aliases=tuple(without_repeats(aliases)),
        summary=clean_paragraphs(item.get("summary") or tmdb.get("overview")),
        tags=tuple(tag for tag in without_repeats(tags) if _is_telling(tag)),
        cover_url=clean_url((bangumi.get("images") or {}).get("large"), length=URL_LENGTH),
        first_day=known_day(item.get("air_date")),
        show_id=str(tmdb.get("id") or ""),
        show_names=tuple(
            name for key in ("name", "original_name") if (name := clean_line(tmdb.get(key), length=TITLE_LENGTH))
        ),
        has_shows_summary=bool(tmdb.get("overview")) and not item.get("summary"),
    )


def _is_telling(tag: str) -> bool:
    return tag.casefold() not in _FACTS and not _DATES.fullmatch(tag)
