"""An entry of the database, checked; field names as in its schemas/."""

import re
from dataclasses import dataclass
from typing import Any

from catalog.genres import CHINESE_NAMES
from catalog.importing.anime_offline_database.sites import ids_in, mal_ids
from catalog.importing.archive_files.values import text, texts, whole
from catalog.importing.facts.records import Named
from catalog.importing.text import clean_line
from catalog.models import AnimeSource, AnimeType, Season, TitleLanguage
from catalog.models.anime import TITLE_LENGTH
from catalog.models.people import NAME_LENGTH

_TYPES = {
    "TV": AnimeType.TV,
    "MOVIE": AnimeType.MOVIE,
    "OVA": AnimeType.OVA,
    "ONA": AnimeType.ONA,
    "SPECIAL": AnimeType.SPECIAL,
}
_SEASONS = {"WINTER": Season.WINTER, "SPRING": Season.SPRING, "SUMMER": Season.SUMMER, "FALL": Season.AUTUMN}
_SOURCES = {
    "based on a manga": AnimeSource.MANGA,
    "based on a light novel": AnimeSource.LIGHT_NOVEL,
    "based on a web novel": AnimeSource.WEB_NOVEL,
    "based on a novel": AnimeSource.NOVEL,
    "based on a visual novel": AnimeSource.VISUAL_NOVEL,
    "based on a video game": AnimeSource.GAME,
    "based on a picture book": AnimeSource.PICTURE_BOOK,
    "original work": AnimeSource.ORIGINAL,
}
_GENRES = {name.lower(): name for name in CHINESE_NAMES}
_FINISHED = "FINISHED"
_MINUTES_PER_UNIT = {"SECONDS": 1 / 60, "MINUTES": 1.0, "HOURS": 60.0}
_MOST_TITLES = 60  # the same title in forty languages is real
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    title: str
    mal_ids: tuple[int, ...]
    ids: tuple[tuple[str, str], ...]  # at the other sites, one a site
    type: AnimeType
    year: int | None
    fill: dict[str, Any]
    titles: tuple[tuple[str, str], ...]
    studios: tuple[Named, ...]
    producers: tuple[Named, ...]
    genres: tuple[str, ...]
    related: tuple[int, ...]  # MyAnimeList's ids


def parse_entry(value: Any) -> Entry | None:
    """Returns None where the value isn't an entry: it has no title, or no address that names an id."""
    if not isinstance(value, dict) or not isinstance(value.get("sources"), list):
        return None
    title = clean_line(text(value.get("title")), length=TITLE_LENGTH)
    ids = ids_in(texts(value["sources"]))
    if not title or not ids:
        return None
    tags = [tag.strip().lower() for tag in texts(value.get("tags"))]
    kind = _TYPES.get(text(value.get("type")), AnimeType.UNKNOWN)
    year, season = _season(value.get("animeSeason"))
    return Entry(
        title=title,
        mal_ids=tuple(mal_ids(ids)),
        ids=tuple({site: number for site, number in reversed(ids) if site != "mal"}.items()),
        type=kind,
        year=year,
        fill=_fill(value, kind, year, season, tags),
        titles=tuple(_titles(value)),
        studios=tuple(_named(value.get("studios"))),
        producers=tuple(_named(value.get("producers"))),
        genres=tuple(dict.fromkeys(_GENRES[tag] for tag in tags if tag in _GENRES)),
        related=tuple(mal_ids(ids_in(texts(value.get("relatedAnime"))))),
    )


def title_field(title: str) -> str:
    """The column for the main title of an anime that comes in."""
    if _KANA.search(title):
        return "title_ja"
    return "title_zh_hans" if _HAN.search(title) else "title_romaji"


def _fill(value: dict[str, Any], kind: AnimeType, year: int | None, season: Season | None, tags: list[str]) -> Any:
    episodes = whole(value.get("episodes"), least=1, most=100_000)
    finished = value.get("status") == _FINISHED
    values = {
        "type": kind.value if kind is not AnimeType.UNKNOWN else None,
        # Of what still runs, the number is how many there were on the day of the export.
        "episodes": episodes if finished else None,
        "year": year,
        "season": season.value if season and year else None,
        "duration": _minutes(value.get("duration")),
        "source": next((_SOURCES[tag].value for tag in tags if tag in _SOURCES), None),
    }
    return {name: found for name, found in values.items() if found}


def _season(value: Any) -> tuple[int | None, Season | None]:
    if not isinstance(value, dict):
        return None, None
    return whole(value.get("year"), least=1900, most=2100), _SEASONS.get(text(value.get("season")))


def _minutes(value: Any) -> int | None:
    if not isinstance(value, dict):
        return None
    unit = _MINUTES_PER_UNIT.get(text(value.get("unit")), 0.0)
    minutes = round((whole(value.get("value"), least=1) or 0) * unit)
    return minutes if 0 < minutes <= 1_000 else None


def _titles(value: dict[str, Any]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for synonym in (text(value.get("title")), *texts(value.get("synonyms"))):
        if title := clean_line(synonym, length=TITLE_LENGTH):
            found.setdefault(title, (TitleLanguage.JA if _KANA.search(title) else TitleLanguage.OTHER).value)
    return [(language, title) for title, language in found.items()][:_MOST_TITLES]


def _named(value: Any) -> list[Named]:
    return [Named(spellings=(name,)) for one in texts(value) if (name := clean_line(one, length=NAME_LENGTH))]
