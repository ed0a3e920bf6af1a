"""Writes the catalogue as ``ml`` reads it: all of it for a training, and later additions for serving."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from django.db.models import QuerySet

from catalog.models import Anime, AnimeStaff, AnimeTag, PopularityOrigin, StaffRole
from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints

TAGS_PER_ANIME = 30
# Whose name says what an anime will be like.
TELLING_ROLES = (StaffRole.DIRECTOR, StaffRole.ORIGINAL_CREATOR)
# Of people who know an anime, counted at a site; others are estimates.
COUNTED = (PopularityOrigin.MEMBERS, PopularityOrigin.BANGUMI)


def export_anime(path: Path) -> None:
    """All anime of the catalogue, hidden ones included: what people did with them still says something."""
    anime_table(Anime.objects.all()).write(path)


def anime_table(wanted: "QuerySet[Anime]") -> AnimeTable:
    """By id. ``members`` are of those who were counted, 0 where a popularity is an estimate."""
    ids = wanted.order_by().values("pk")
    genres = _grouped(Anime.genres.through.objects.filter(anime__in=ids), "genre__name", order=("id",))
    tags = _grouped(
        AnimeTag.objects.filter(anime__in=ids), "tag__name", order=("-count", "tag_id"), most=TAGS_PER_ANIME
    )
    studios = _grouped(Anime.studios.through.objects.filter(anime__in=ids), "studio__name", order=("id",))
    credits = AnimeStaff.objects.filter(anime__in=ids, role__in=TELLING_ROLES)
    staff = _grouped(credits, "person__name", order=("id",))
    rows = list(wanted.order_by("pk"))
    numbers: dict[str, int] = {}

    def whole(values: Iterable[int], dtype: type) -> Ints:
        return np.fromiter(values, dtype, len(rows))

    def real(values: Iterable[float]) -> Floats:
        return np.fromiter(values, np.float32, len(rows))

    return AnimeTable(
        ids=whole((one.pk for one in rows), np.int32),
        titles=[one.title_romaji or one.title_en or str(one) for one in rows],
        types=[one.type for one in rows],
        episodes=whole((one.episodes or 0 for one in rows), np.int32),
        years=whole((one.year or 0 for one in rows), np.int16),
        scores=real(np.nan if one.score is None else one.score for one in rows),
        members=whole((round(one.popularity) if one.popularity_origin in COUNTED else 0 for one in rows), np.int64),
        genres=[genres.get(one.pk, []) for one in rows],
        tags=[tags.get(one.pk, []) for one in rows],
        popularity=real(one.popularity for one in rows),
        # What stands alone is a series of its own; ids are above 0.
        series=whole((_series_number(one, numbers) for one in rows), np.int32),
        series_place=whole((one.series_place for one in rows), np.int16),
        series_role=[one.series_role for one in rows],
        studios=[studios.get(one.pk, []) for one in rows],
        staff=[staff.get(one.pk, []) for one in rows],
        source=[one.source for one in rows],
        country=[one.country for one in rows],
    )


def as_of_today(known: AnimeTable) -> AnimeTable:
    """``known`` with what the catalogue has counted or estimated since, and at its end the visible anime that it lacks,
    in the series of theirs that it knows. Members stay where there were any: what learnt from them expects them."""
    columns = ("pk", "popularity", "popularity_origin", "series", "is_hidden")
    rows = {row[0]: row[1:] for row in Anime.objects.order_by().values_list(*columns)}
    popularity, members = known.popularity.copy(), known.members.copy()
    for position, anime_id in enumerate(known.ids.tolist()):
        if anime_id in rows and not members[position]:
            figure, origin = rows[anime_id][:2]
            popularity[position] = figure
            members[position] = round(figure) if origin in COUNTED else 0
    known = replace(known, popularity=popularity, members=members)
    present = set(known.ids.tolist())
    newer = [anime_id for anime_id, row in rows.items() if anime_id not in present and not row[3]]
    return _with_newer(known, newer, {anime_id: row[2] for anime_id, row in rows.items()}) if newer else known


def _with_newer(known: AnimeTable, newer: list[int], names: dict[int, str]) -> AnimeTable:
    """``names``: the series of every anime, "" for none."""
    table = anime_table(Anime.objects.filter(pk__in=newer))
    at = {anime_id: position for position, anime_id in enumerate(known.ids.tolist())}
    numbers = {name: int(known.series[at[anime_id]]) for anime_id, name in names.items() if name and anime_id in at}
    # Numbers that no series of the known ones has.
    free = int(known.series.min(initial=0)) - 1
    series = [
        numbers.setdefault(names[anime_id], free - place) if names[anime_id] else anime_id
        for place, anime_id in enumerate(table.ids.tolist())
    ]
    return known.joined(replace(table, series=np.asarray(series, np.int32)))


def _series_number(anime: Anime, numbers: dict[str, int]) -> int:
    return -numbers.setdefault(anime.series, len(numbers) + 1) if anime.series else anime.pk


def _grouped(
    rows: "QuerySet[Any]", name: str, *, order: tuple[str, ...], most: int | None = None
) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for anime_id, text in rows.order_by("anime_id", *order).values_list("anime_id", name).iterator():
        texts = groups.setdefault(anime_id, [])
        if most is None or len(texts) < most:
            texts.append(text)
    return groups
