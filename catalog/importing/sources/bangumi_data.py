"""dist/data.json of the package bangumi-data: titles, dates, ids, where to watch."""

import json
from datetime import date, datetime
from typing import Any

from catalog.importing.errors import BadPackage
from catalog.importing.rows import BangumiEntry
from catalog.importing.sources.packages import BANGUMI_DATA
from catalog.importing.text import clean_line, clean_url
from catalog.models.anime import TITLE_LENGTH, URL_LENGTH, AnimeType
from catalog.seasons import broadcast_date

_TYPES = {"tv": AnimeType.TV, "movie": AnimeType.MOVIE, "ova": AnimeType.OVA, "web": AnimeType.ONA}
_LANGUAGES = {"ja": "ja", "zh-Hans": "zh_hans", "zh-Hant": "zh_hant", "en": "en"}
ID_SITES = ("bangumi", "aniList", "anidb", "tmdb")


def read_bangumi_data(content: bytes, *, at_least: int = 1) -> list[BangumiEntry]:
    try:
        data = json.loads(content)
        sites = data["siteMeta"]
        entries = [_entry(item, sites) for item in data["items"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPackage(f"{BANGUMI_DATA.member} of {BANGUMI_DATA} is not as expected: {error!r}") from error
    if len(entries) < at_least:
        raise BadPackage(f"{BANGUMI_DATA} holds {len(entries)} anime; expected {at_least} or more.")
    return entries


def _entry(item: dict[str, Any], sites: dict[str, dict[str, Any]]) -> BangumiEntry:
    kind = _TYPES.get(item["type"], AnimeType.UNKNOWN)
    ids = {
        site["site"]: clean_line(site["id"], length=100)
        for site in item["sites"]
        if site["site"] in (*ID_SITES, "mal") and site.get("id")
    }
    mal_id = ids.pop("mal", "")
    title = clean_line(item["title"], length=TITLE_LENGTH)
    return BangumiEntry(
        mal_id=int(mal_id) if mal_id.isdigit() and 0 < int(mal_id) < 2**31 else None,
        bangumi_id=ids.get("bangumi", ""),
        type=kind,
        begin=_day(item.get("begin")),
        # For a film the source's end is the minute at which the screening was over.
        end=None if kind is AnimeType.MOVIE else _day(item.get("end")),
        title=title,
        official_site=clean_url(item.get("officialSite"), length=URL_LENGTH),
        ids=tuple(sorted(ids.items())),
        watch=tuple(_watch_links(item["sites"], sites)),
        **_titles(item, title),
    )


def _titles(item: dict[str, Any], title: str) -> dict[str, tuple[str, ...]]:
    """The original title leads its own language's list."""
    lists: dict[str, list[str]] = {field: [] for field in _LANGUAGES.values()}
    if original := _LANGUAGES.get(item.get("lang", "ja")):
        lists[original].append(title)
    for language, texts in (item.get("titleTranslate") or {}).items():
        if language in _LANGUAGES:
            lists[_LANGUAGES[language]] += [clean_line(text, length=TITLE_LENGTH) for text in texts]
    return {field: tuple(dict.fromkeys(text for text in texts if text)) for field, texts in lists.items()}


def _watch_links(listed: list[dict[str, Any]], sites: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    links = []
    for link in listed:
        site = sites.get(link["site"])
        if not site or site.get("type") != "onair":
            continue
        address = link.get("url") or (site["urlTemplate"].replace("{{id}}", str(link["id"])) if link.get("id") else "")
        if url := clean_url(address, length=URL_LENGTH):
            links.append((clean_line(site["title"], length=64), url))
    return links


def _day(moment: str | None) -> date | None:
    try:
        return broadcast_date(datetime.fromisoformat(moment)) if moment else None
    except (ValueError, OverflowError):
        return None
