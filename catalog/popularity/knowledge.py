"""What the database knows of every anime that may tell how popular it is, as arrays of one order."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Model

from catalog.models import (
    Anime,
    AnimeSource,
    AnimeTag,
    AnimeTitle,
    AnimeType,
    ExternalId,
    ScoreSite,
    Season,
    SeriesRole,
    SeriesTags,
    SiteScore,
    WatchLink,
)

_FIELDS = ("pk", "type", "members", "year", "season", "episodes", "source", "series")
# Bangumi gives some thirty tags of an anime at most, as ordered by how many people gave them.
_ALL_TAGS = 29
_MOST_TAGS, _FEWEST_CARRIERS = 700, 12
_PRESENT = ("title_zh_hans", "title_zh_hant", "title_ja", "title_romaji", "title_en", "summary", "official_site")


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Of n anime, by id. Numbers that nobody knows are nan."""

    ids: np.ndarray  # (n,)
    types: np.ndarray  # (n,) positions in AnimeType
    seasons: np.ndarray  # (n,) positions in Season, -1 for none
    sources: np.ndarray  # (n,) positions in AnimeSource, -1 for none
    members: np.ndarray  # (n,) at MyAnimeList, 0 where unknown
    collected: np.ndarray  # (n,) at Bangumi, 0 where unknown
    years: np.ndarray  # (n,)
    episodes: np.ndarray  # (n,)
    counts: np.ndarray  # (n, k) of rows that the anime has in other tables, and of facts that it has at all
    genres: np.ndarray  # (n, g) 0 or 1
    tags: np.ndarray  # (n, t) 0 or 1, Bangumi's as they came; then how many, in tens, and whether that is all it gives
    going_on: np.ndarray  # (n, 3) later entries of its series (log), whether it begins one that goes on, its size (log)
    series: tuple[str, ...]  # "" for none
    studios: tuple[tuple[int, ...], ...]


def read_knowledge() -> Knowledge:
    rows = list(Anime.objects.order_by("pk").values_list(*_FIELDS, *_PRESENT))
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    at = {pk: position for position, pk in enumerate(ids.tolist())}
    columns = dict(zip(_FIELDS, zip(*rows, strict=True), strict=False)) if rows else dict.fromkeys(_FIELDS, ())
    collected = np.zeros(len(ids))
    for pk, *parts in SiteScore.objects.filter(site=ScoreSite.BANGUMI).values_list(
        "anime_id", "wished", "watching", "completed", "on_hold", "dropped"
    ):
        collected[at[pk]] = sum(parts)
    return Knowledge(
        ids=ids,
        types=_positions(columns["type"], AnimeType.values),
        seasons=_positions(columns["season"], Season.values),
        sources=_positions(columns["source"], AnimeSource.values),
        members=np.array(columns["members"], dtype=float),
        collected=collected,
        years=_numbers(columns["year"]),
        episodes=_numbers(columns["episodes"]),
        counts=_counts(rows, at),
        genres=_genres(at),
        tags=_tags(at),
        going_on=_going_on(at),
        series=tuple(columns["series"]),
        studios=_studios(at),
    )


def _positions(values: tuple[Any, ...], of: list[str]) -> np.ndarray:
    places = {value: place for place, value in enumerate(of)}
    return np.array([places.get(value, -1) for value in values], dtype=np.int64)


def _numbers(values: tuple[Any, ...]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _counts(rows: list[tuple[Any, ...]], at: dict[int, int]) -> np.ndarray:
    tables: tuple[type[Model], ...] = (AnimeTag, AnimeTitle, WatchLink, ExternalId, Anime.genres.through)
    counted = np.zeros((len(at), len(tables) + len(_PRESENT)))
    for column, table in enumerate(tables):
        totals = table._default_manager.order_by().values("anime_id").annotate(total=Count("pk"))
        for pk, total in totals.values_list("anime_id", "total"):
            counted[at[pk], column] = np.log1p(total)
    for position, row in enumerate(rows):
        counted[position, len(tables) :] = [bool(text) for text in row[len(_FIELDS) :]]
    return counted


def _genres(at: dict[int, int]) -> np.ndarray:
    pairs = list(Anime.genres.through.objects.values_list("anime_id", "genre_id"))
    columns = {genre: column for column, genre in enumerate(sorted({genre for _, genre in pairs}))}
    table = np.zeros((len(at), len(columns)))
    for pk, genre in pairs:
        table[at[pk], columns[genre]] = 1
    return table


def _tags(at: dict[int, int]) -> np.ndarray:
    """What people say of a work tells how many they are: 神作, 补番, 厕纸; dates tell nothing."""
    said = {pk: text.split("\n") for pk, text in SeriesTags.objects.exclude(tags="").values_list("anime_id", "tags")}
    counted = Counter(tag for tags in said.values() for tag in tags)
    common = (tag for tag, times in counted.most_common(_MOST_TAGS) if times >= _FEWEST_CARRIERS)
    telling = [tag for tag in common if not tag[:2].isdigit()]
    columns = {tag: column for column, tag in enumerate(telling)}
    table = np.zeros((len(at), len(telling) + 2))
    for pk, tags in said.items():
        its = [columns[tag] for tag in tags if tag in columns]
        table[at[pk], its] = 1
        table[at[pk], -2:] = len(tags) / 10, len(tags) >= _ALL_TAGS
    return table


def _going_on(at: dict[int, int]) -> np.ndarray:
    """A series is gone on with when its beginning was watched."""
    rows = list(Anime.objects.exclude(series="").values_list("pk", "series", "series_place", "series_role"))
    sizes = Counter(series for _, series, _, _ in rows)
    last: dict[str, int] = defaultdict(int)
    for _, series, place, role in rows:
        last[series] = max(last[series], place if role == SeriesRole.MAIN else 0)
    table = np.zeros((len(at), 3))
    for pk, series, place, _ in rows:
        later = max(last[series] - place, 0)
        table[at[pk]] = np.log1p(later), place == 1 and last[series] > 1, np.log1p(sizes[series])
    return table


def _studios(at: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    made: dict[int, list[int]] = defaultdict(list)
    pairs = Anime.studios.through.objects.order_by("anime_id", "studio_id").values_list("anime_id", "studio_id")
    for pk, studio in pairs:
        made[pk].append(studio)
    return tuple(tuple(made[pk]) for pk in at)
