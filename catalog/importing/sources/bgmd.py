"""data/full.json of the package bgmd: Bangumi's Chinese names, summaries, tags and covers."""

import json
import re
from typing import Any

from catalog.importing.errors import BadPackage
from catalog.importing.rows import BgmdEntry
from catalog.importing.sources.packages import BGMD
from catalog.importing.text import clean_line, clean_paragraphs, clean_url, known_day, without_repeats
from catalog.models.anime import TITLE_LENGTH, URL_LENGTH

_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_HAN = re.compile("[\u3400-\u9fff]")
# Chinese text has a name in kana now and then.
_JAPANESE_SHARE = 0.1


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
    overview = clean_paragraphs(tmdb.get("overview"))
    summary = _chinese_one(clean_paragraphs(item.get("summary")), overview)
    return BgmdEntry(
        bangumi_id=str(item["id"]),
        name=clean_line(item.get("name"), length=TITLE_LENGTH),
        name_zh=clean_line(bangumi.get("name_cn"), length=TITLE_LENGTH),
        aliases=tuple(without_repeats(aliases)),
        summary=summary,
        tags=tuple(without_repeats(tags)),
        cover_url=clean_url((bangumi.get("images") or {}).get("large"), length=URL_LENGTH),
        first_day=known_day(item.get("air_date")),
        show_id=str(tmdb.get("id") or ""),
        show_names=tuple(
            name for key in ("name", "original_name") if (name := clean_line(tmdb.get(key), length=TITLE_LENGTH))
        ),
        has_shows_summary=bool(overview) and summary == overview,
    )


def _chinese_one(summary: str, overview: str) -> str:
    """A Japanese summary only where there is no Chinese one."""
    has_chinese = bool(_HAN.search(overview)) and not _is_japanese(overview)
    return overview if not summary or (has_chinese and _is_japanese(summary)) else summary


def _is_japanese(text: str) -> bool:
    kana = len(_KANA.findall(text))
    return kana > _JAPANESE_SHARE * (kana + len(_HAN.findall(text)))
