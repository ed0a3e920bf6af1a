"""The series of the whole catalogue, read from the database and written where they differ."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from catalog.bulk import write_columns
from catalog.models import Anime, AnimeRelation, AnimeTag, ExternalId, RelationKind, SeriesTags
from catalog.series.entries import Placed, Related, SeriesEntry
from catalog.series.finding import find_series

_FIELDS = ("series", "series_place", "series_role")
# An edit of any of them may change what belongs together, or its order.
SERIES_FIELDS = frozenset(
    {*_FIELDS, "title_romaji", "title_zh_hans", "title_ja", "start_date", "year", "type", "episodes", "duration"}
)
# What goes on with the same story; a remake, a spin-off or a guest is of another series.
_STORY = (RelationKind.PREQUEL, RelationKind.SEQUEL)
# What stands beside it, by the side from which the relation is told.
_BESIDE = (RelationKind.SIDE_STORY, RelationKind.SUMMARY)
_BESIDE_THE_OTHER = (RelationKind.PARENT, RelationKind.FULL_STORY)


def refresh_series() -> int:
    """Writes what differs; the number of anime. A reader of a series may meet it half old for a moment."""
    present = {
        row[0]: Placed(series=row[1], place=row[2], role=row[3]) for row in Anime.objects.values_list("pk", *_FIELDS)
    }
    found = find_series(read_entries(), read_related())
    changed = [(pk, its.series, its.place, its.role) for pk, its in found.items() if its != present.get(pk)]
    write_columns(Anime, _FIELDS, changed)
    return len(changed)


def read_entries() -> list[SeriesEntry]:
    shows = dict(ExternalId.objects.filter(site="tmdb").values_list("anime_id", "value"))
    tags = read_tags()
    return [
        _entry(anime, shows.get(anime["id"], ""), tags.get(anime["id"], ())) for anime in Anime.objects.values(*_READ)
    ]


def read_tags() -> dict[int, set[str]]:
    """As a source had them; those of other anime as they were kept."""
    tags: dict[int, set[str]] = defaultdict(set)
    for anime_id, name in AnimeTag.objects.values_list("anime_id", "tag__name"):
        tags[anime_id].add(name)
    for anime_id, lines in SeriesTags.objects.values_list("anime_id", "tags"):
        tags[anime_id] = set(lines.split("\n"))
    return {anime_id: {name for name in names if not _DATE.fullmatch(name)} for anime_id, names in tags.items()}


_DATE = re.compile(r"\d{2,4}(?:年.*)?|\d{1,2}月(?:新?番)?|[春夏秋冬][季番]?|")
_READ = (
    *("id", "type", "title_romaji", "title_zh_hans", "title_ja", "title_en", "start_date", "year", "episodes"),
    *("duration", "edited_fields", *_FIELDS),
)


def _entry(row: Mapping[str, Any], show: str, tags: Iterable[str]) -> SeriesEntry:
    edited = row["edited_fields"]
    kind, _, rest = show.partition("/")
    number, _, seasons = rest.partition("/")
    season = seasons.split("/")[1] if seasons.startswith("season/") else ""
    return SeriesEntry(
        id=row["id"],
        type=row["type"],
        romaji=row["title_romaji"],
        chinese=row["title_zh_hans"],
        japanese=row["title_ja"],
        english=row["title_en"],
        start=row["start_date"],
        year=row["year"],
        episodes=row["episodes"],
        duration=row["duration"],
        show=f"{kind}/{number}" if number else "",
        show_season=int(season) if season.isdigit() else None,
        tags=frozenset(tags),
        fixed=row["series"] if "series" in edited else None,
        fixed_place=row["series_place"] if "series_place" in edited else None,
        fixed_role=row["series_role"] if "series_role" in edited else None,
    )


def read_related() -> list[Related]:
    rows = AnimeRelation.objects.filter(kind__in=(*_STORY, *_BESIDE, *_BESIDE_THE_OTHER)).order_by("id")
    found = []
    for anime_id, other_id, kind in rows.values_list("anime_id", "other_id", "kind"):
        one, other = (other_id, anime_id) if kind in _BESIDE else (anime_id, other_id)
        found.append(Related(one=one, other=other, is_beside=kind not in _STORY))
    return found


def watching_order(start: date | None, year: int | None, anime_id: int) -> tuple[bool, date, int]:
    """A key to sort the entries of a series by: as they were shown; what nobody dated comes last, by id.

    Ids are given in time, but the first of them were not.
    """
    first = start or (date(min(year, 9999), 12, 31) if year else date.max)
    return first == date.max, first, anime_id
