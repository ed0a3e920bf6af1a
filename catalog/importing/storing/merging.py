"""One record an anime, out of what the three sources say of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalog.importing.joining.matching import Match, Matches
from catalog.importing.rows import AnimeRow, BangumiEntry, BgmdEntry, Credit, Name
from catalog.importing.text import without_repeats
from catalog.models import AnimeType, TitleLanguage
from catalog.seasons import season_of

_KANA = re.compile("[ぁ-ゖァ-ヺ]")


@dataclass(frozen=True, kw_only=True)
class AnimeRecord:
    """``values`` holds only what is known, None elsewhere means "the sources say nothing": neither overwrites.

    What tags say gives way to any other source: ``fallbacks`` fill blank fields, ``guessed_genres``, ``studios`` and
    ``staff`` go to anime without any.
    """

    id: int
    values: Mapping[str, Any]  # fields of Anime
    fallbacks: Mapping[str, Any] = field(default_factory=dict)
    genres: tuple[str, ...] | None = None
    guessed_genres: tuple[str, ...] | None = None
    studios: tuple[Name, ...] | None = None
    staff: tuple[Credit, ...] | None = None
    tags: tuple[str, ...] | None = None
    series_tags: tuple[tuple[str], ...] | None = None  # one text, a tag a line, as the source has them
    aliases: tuple[tuple[str, str], ...] | None = None  # language, text
    external_ids: tuple[tuple[str, str], ...] | None = None  # site, id
    watch_links: tuple[tuple[str, str], ...] | None = None  # site, URL


def merge_sources(
    rows: Mapping[int, AnimeRow], matches: Matches | None, bgmd: Mapping[str, BgmdEntry]
) -> list[AnimeRecord]:
    by_id = matches.by_id if matches else {}
    merged = (
        merge_one(anime_id, rows.get(anime_id), by_id.get(anime_id), bgmd) for anime_id in sorted({*rows, *by_id})
    )
    return [record for record in merged if any(key.startswith("title_") for key in record.values)]


def merge_one(anime_id: int, row: AnimeRow | None, match: Match | None, bgmd: Mapping[str, BgmdEntry]) -> AnimeRecord:
    values = _row_values(row) if row else {}
    genres = (row.genres or None) if row else None
    if match is None:
        return AnimeRecord(id=anime_id, values=values, genres=genres)
    extra = bgmd.get(match.main.bangumi_id)
    values = _entry_values(match, extra) | values
    if values.get("type") == AnimeType.UNKNOWN:
        values["type"] = match.main.type.value
    if match.main.begin:
        values["year"], season = season_of(match.main.begin, values["type"])
        values["season"] = season.value
    entries = (match.main, *match.parts)
    return AnimeRecord(
        id=anime_id,
        values=values,
        genres=genres,
        tags=extra.tags if extra else None,
        series_tags=(("\n".join(extra.tags),),) if extra else None,
        aliases=tuple(_aliases(entries, [bgmd.get(entry.bangumi_id) for entry in entries], values)),
        external_ids=match.main.ids,
        watch_links=_watch_links(entries),
    )


def _row_values(row: AnimeRow) -> dict[str, Any]:
    return _present(
        title_romaji=row.title,
        type=row.type,
        episodes=row.episodes,
        score=row.score,
        members=row.members or None,
    )


def _entry_values(match: Match, extra: BgmdEntry | None) -> dict[str, Any]:
    main = match.main
    values = _present(
        type=main.type.value,
        title_zh_hans=_first(main.zh_hans) or (extra.name_zh if extra else ""),
        title_zh_hant=_first(main.zh_hant),
        title_ja=_first(main.ja),
        title_en=_first(main.en),
        official_site=main.official_site,
        start_date=main.begin,
        end_date=_last_day(match),
        summary=extra.summary if extra else "",
        cover_url=extra.cover_url if extra else "",
    )
    return values


def _last_day(match: Match) -> date | None:
    """Of the last part, and only when every part is over."""
    ends = [entry.end for entry in (match.main, *match.parts)]
    known = [end for end in ends if end]
    if len(known) < len(ends):
        return None
    last = max(known)
    return last if match.main.begin and last >= match.main.begin else None


def _aliases(
    entries: Iterable[BangumiEntry], extras: Iterable[BgmdEntry | None], values: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Every title but the main ones, each once."""
    language: dict[str, str] = {}
    for entry, extra in zip(entries, extras, strict=True):
        for code, texts in (
            (TitleLanguage.ZH_HANS, (*entry.zh_hans, extra.name_zh if extra else "")),
            (TitleLanguage.ZH_HANT, entry.zh_hant),
            (TitleLanguage.JA, entry.ja),
            (TitleLanguage.EN, entry.en),
        ):
            for text in texts:
                language.setdefault(text, code.value)
        for text in (extra.name, *extra.aliases) if extra else ():
            language.setdefault(text, TitleLanguage.JA.value if _KANA.search(text) else TitleLanguage.OTHER.value)
    main = tuple(value for name, value in values.items() if name.startswith("title_"))
    return [(language[text], text) for text in without_repeats(list(language), already=main)]


def _watch_links(entries: Iterable[BangumiEntry]) -> tuple[tuple[str, str], ...]:
    by_url = {url: site for entry in reversed(tuple(entries)) for site, url in entry.watch}
    kept = set(without_repeats(list(by_url)))
    return tuple(sorted((site, url) for url, site in by_url.items() if url in kept))


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _first(texts: tuple[str, ...]) -> str:
    return texts[0] if texts else ""
