"""What rows of the home page choose from: the same for everybody, made at times from one look at the catalogue."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache

from catalog.genres import ADULT
from catalog.models import Anime, AnimeType
from catalog.seasons import season_of
from recommend.entry_points import entry_points, goes_on

CACHE_SECONDS = 900
# So many are kept of each: whoever has them all on the list gets fewer rows.
DEPTH = 1_500
GEM_SCORE, GEM_MEMBERS = 7.5, (2_000, 60_000)
GEM_TYPES = frozenset({AnimeType.TV, AnimeType.MOVIE, AnimeType.OVA, AnimeType.ONA})
FEWEST_OF_A_SEASON = 6
# Of those that everybody understands and that fill a row many times over; one a day, in this order.
GENRES = (
    "Fantasy", "Slice of Life", "Mystery", "Sports", "Sci-Fi", "Romance", "Adventure", "Historical", "Psychological",
    "School", "Mecha", "Supernatural", "Comedy", "Horror", "Drama", "Space", "Magic", "Action",
)  # fmt: skip
_COLUMNS = (
    "pk", "type", "members", "score", "weighted_score", "start_date", "end_date", "year", "season", "trend__score",
    "series", "title_zh_hans", "title_romaji",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DayGenre:
    id: int
    name: str
    name_zh: str


@dataclass(frozen=True, kw_only=True)
class Shelves:
    """Ids, best first; where quality counts, of each series the one to begin with.

    ``season``: (year, season) of ``this_season``, None where no season has enough anime."""

    trending: tuple[int, ...]
    has_trends: bool
    this_season: tuple[int, ...]
    season: tuple[int, str] | None
    top: tuple[int, ...]
    gems: tuple[int, ...]
    films: tuple[int, ...]
    airing: tuple[int, ...]
    of_genre: tuple[int, ...]
    genre: DayGenre | None


@dataclass(frozen=True, slots=True)
class _Anime:
    id: int
    type: str
    members: int
    score: float | None
    weighted_score: float | None
    start_date: date | None
    end_date: date | None
    year: int | None
    season: str | None
    trend: float | None
    series: str
    title_zh_hans: str
    title_romaji: str

    @property
    def fame(self) -> tuple[int, int]:
        return self.members, -self.id

    @property
    def quality(self) -> tuple[float, int]:
        return self.weighted_score or 0.0, -self.id


def current_shelves(*, today: date) -> Shelves:
    """``today`` in Japan."""
    key = f"home:shelves:{today:%Y-%m-%d}"
    shelves: Shelves | None = cache.get(key)
    if shelves is None:
        shelves = build_shelves(today=today)
        cache.set(key, shelves, CACHE_SECONDS)
    return shelves


def build_shelves(*, today: date) -> Shelves:
    """Two queries."""
    rows = Anime.objects.visible().exclude(genres__name__in=ADULT).order_by().values_list(*_COLUMNS)
    anime = [_Anime(*row) for row in rows.iterator(chunk_size=5_000)]
    season, new = _latest_season(anime, today)
    trends = [one for one in anime if one.trend is not None]
    known = [one for one in anime if one.members]
    by_trend = _best(trends, lambda one: (one.trend, *one.fame))
    genre, its = _genre_of_the_day(today)
    ranked = [one for one in anime if one.weighted_score is not None]
    return Shelves(
        trending=tuple(dict.fromkeys([*by_trend, *_best(known, lambda one: one.fame)])),
        has_trends=bool(trends),
        this_season=_best(new, lambda one: one.fame),
        season=season,
        top=_entries(ranked, lambda one: one.quality),
        gems=_entries(_gems(anime), lambda one: (one.score, *one.fame)),
        films=_entries([one for one in ranked if one.type == AnimeType.MOVIE], lambda one: one.quality),
        airing=_best([one for one in known if _is_airing(one, today)], lambda one: one.fame),
        of_genre=_entries([one for one in ranked if one.id in its], lambda one: one.quality),
        genre=genre,
    )


def _best(anime: Iterable[_Anime], key: Callable[[_Anime], tuple[Any, ...]]) -> tuple[int, ...]:
    return tuple(one.id for one in heapq.nlargest(DEPTH, anime, key=key))


def _entries(anime: Iterable[_Anime], key: Callable[[_Anime], tuple[Any, ...]]) -> tuple[int, ...]:
    return tuple(one.id for one in entry_points(heapq.nlargest(DEPTH, anime, key=key)))


def _latest_season(anime: list[_Anime], today: date) -> tuple[tuple[int, str] | None, list[_Anime]]:
    """The one that Japan's calendar is in, or the last one before it that has enough to show."""
    seasons: dict[tuple[int, str], list[_Anime]] = {}
    for one in anime:
        if one.start_date is not None and one.start_date <= today and one.year and one.season:
            seasons.setdefault((one.year, one.season), []).append(one)
    now = season_of(today)
    for its in sorted(seasons, key=lambda its: max(one.start_date or date.min for one in seasons[its]), reverse=True):
        if len(seasons[its]) >= FEWEST_OF_A_SEASON or its == (now[0], now[1].value):
            return its, seasons[its]
    return None, []


def _gems(anime: Iterable[_Anime]) -> list[_Anime]:
    """Good and little known, their series too; nothing that goes on with something else."""
    famous = {one.series for one in anime if one.members > GEM_MEMBERS[1]} - {""}
    good = [one for one in anime if (one.score or 0.0) >= GEM_SCORE and one.type in GEM_TYPES]
    known = [one for one in good if GEM_MEMBERS[0] <= one.members <= GEM_MEMBERS[1] and one.series not in famous]
    return [one for one in known if not goes_on(one)]


def _is_airing(one: _Anime, today: date) -> bool:
    """As the ranking of what is airing, but for what nobody ended in the sources years ago."""
    if one.start_date is None or one.start_date > today:
        return False
    if one.end_date is not None:
        return one.end_date >= today
    return one.type == AnimeType.TV and one.start_date > today - timedelta(days=400)


def _genre_of_the_day(today: date) -> tuple[DayGenre | None, frozenset[int]]:
    name = GENRES[today.toordinal() % len(GENRES)]
    rows = Anime.genres.through.objects.filter(genre__name=name).values_list("anime_id", "genre_id", "genre__name_zh")
    found = list(rows)
    if not found:
        return None, frozenset()
    return DayGenre(id=found[0][1], name=name, name_zh=found[0][2]), frozenset(row[0] for row in found)
