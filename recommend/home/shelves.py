"""What rows of the home page choose from: the same for everybody, made at times from one look at the catalogue."""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from django.core.cache import cache
from django.db.models import F, OuterRef, Subquery

from catalog.genres import ADULT
from catalog.models import Anime, AnimeType, PopularityOrigin, ScoreSite, SeriesRole, SiteScore
from catalog.seasons import season_of
from recommend.home.entry_points import entry_points, goes_on

CACHE_SECONDS = 900
# So many are kept of each: whoever has them all on the list gets fewer rows.
DEPTH = 1_500
# Second beginnings (remakes), which are left out.
_BEGINNINGS = 200
GEM_SCORE, GEM_POPULARITY = 7.5, (2_000, 60_000)
# Who reads Chinese knows what so many have on a list of Bangumi's, however few have it elsewhere. A site that has its
# figures asks for one; of Chinese works they count early lists alone, and who reads Chinese knows the good ones anyway.
GEM_MOST_COLLECTED, FEWEST_COLLECTED = 1_500, 1_000
CHINESE = frozenset({"CN", "TW", "HK"})
RECENT_YEARS = 5
GEM_TYPES = frozenset({AnimeType.TV, AnimeType.MOVIE, AnimeType.OVA, AnimeType.ONA})
FEWEST_OF_A_SEASON = 6
# Of those that everybody understands and that fill a row many times over; one a day, in this order.
GENRES = (
    "Fantasy", "Slice of Life", "Mystery", "Sports", "Sci-Fi", "Romance", "Adventure", "Historical", "Psychological",
    "School", "Mecha", "Supernatural", "Comedy", "Horror", "Drama", "Space", "Magic", "Action",
)  # fmt: skip
_COLUMNS = (
    "pk", "type", "popularity", "popularity_origin", "score", "weighted_score", "start_date", "end_date", "year",
    "season", "country", "trend__score", "series", "series_place", "title_zh_hans", "title_romaji", "collected",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DayGenre:
    id: int
    name: str
    name_zh: str


@dataclass(frozen=True, kw_only=True)
class Shelves:
    """Ids, best first; of each series the one to begin with, no specials, recaps and promos.

    ``season``: (year, season) of ``this_season``, None where no season has enough anime."""

    trending: tuple[int, ...]
    has_trends: bool
    recent: tuple[int, ...]
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
    popularity: float
    popularity_origin: str
    score: float | None
    weighted_score: float | None
    start_date: date | None
    end_date: date | None
    year: int | None
    season: str | None
    country: str
    trend: float | None
    series: str
    series_place: int
    title_zh_hans: str
    title_romaji: str
    collected: int | None  # on lists of Bangumi's; None where nothing is known

    @property
    def is_entry(self) -> bool:
        """What a series is entered by, or what belongs to none."""
        return self.series_place == 1 or not self.series

    @property
    def fame(self) -> tuple[float, int]:
        return self.popularity, -self.id

    @property
    def quality(self) -> tuple[float, int]:
        return self.weighted_score or 0.0, -self.id


def current_shelves(*, today: date) -> Shelves:
    """Returns the shelves of the day from the cache, or builds them. ``today``: the date in Japan."""
    key = f"home:shelves:2:{today:%Y-%m-%d}"
    shelves: Shelves | None = cache.get(key)
    if shelves is None:
        shelves = build_shelves(today=today)
        cache.set(key, shelves, CACHE_SECONDS)
    return shelves


def build_shelves(*, today: date) -> Shelves:
    """Builds the shelves with two queries."""
    anime = _read_anime()
    entries = [one for one in anime if one.is_entry]
    season, new = _latest_season(entries, today)
    trends = [one for one in entries if one.trend is not None]
    known = [one for one in entries if one.popularity]
    recent = _best([one for one in known if (one.year or 0) > today.year - RECENT_YEARS], lambda one: one.fame)
    by_trend = _best(trends, lambda one: (one.trend, *one.fame))
    genre, its = _genre_of_the_day(today)
    ranked = [one for one in entries if one.weighted_score is not None]
    return Shelves(
        trending=tuple(dict.fromkeys([*by_trend, *_in_turn(recent, _best(known, lambda one: one.fame))])),
        has_trends=bool(trends),
        recent=recent,
        this_season=_best(new, lambda one: one.fame),
        season=season,
        top=_best(ranked, lambda one: one.quality),
        gems=_best(_gems(anime), lambda one: (one.score, *one.fame)),
        films=_best([one for one in ranked if one.type == AnimeType.MOVIE], lambda one: one.quality),
        airing=_best([one for one in known if _is_airing(one, today)], lambda one: one.fame),
        of_genre=_best([one for one in ranked if one.id in its], lambda one: one.quality),
        genre=genre,
    )


def _read_anime() -> list[_Anime]:
    """All that may stand in a row: what is made beside a work doesn't stand in for it."""
    theirs = SiteScore.objects.filter(anime=OuterRef("pk"), site=ScoreSite.BANGUMI).order_by()
    people: Any = F("wished") + F("watching") + F("completed") + F("on_hold") + F("dropped")
    rows = (
        Anime.objects.visible()
        .filter(series_role=SeriesRole.MAIN)
        .exclude(genres__name__in=ADULT)
        .annotate(collected=Subquery(theirs.annotate(people=people).values("people")[:1]))
        .order_by()
        .values_list(*_COLUMNS)
    )
    return [_Anime(*row) for row in rows.iterator(chunk_size=5_000)]


def _in_turn(recent: Sequence[int], all_time: Sequence[int]) -> list[int]:
    """What is known of old leaves every other place to what came lately."""
    return [one for pair in zip_longest(recent, all_time) for one in pair if one is not None]


def _best(anime: Iterable[_Anime], key: Callable[[_Anime], tuple[Any, ...]]) -> tuple[int, ...]:
    """Of a series with several beginnings, the one to begin with of those that may stand in this row."""
    ranked = heapq.nlargest(DEPTH + _BEGINNINGS, anime, key=key)
    return tuple(one.id for one in entry_points(ranked)[:DEPTH])


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
    asks_bangumi = sum(one.collected is not None for one in anime) >= FEWEST_COLLECTED
    famous = {one.series for one in anime if _is_famous(one)} - {""}
    good = [one for one in anime if (one.score or 0.0) >= GEM_SCORE and one.type in GEM_TYPES and one.is_entry]
    known = [one for one in good if one.popularity >= GEM_POPULARITY[0] and not _is_famous(one)]
    return [
        one
        for one in known
        if one.series not in famous
        and not goes_on(one)
        and one.popularity_origin != PopularityOrigin.ESTIMATED
        and one.country not in CHINESE
        and (one.collected is not None or not asks_bangumi)
    ]


def _is_famous(one: _Anime) -> bool:
    return one.popularity > GEM_POPULARITY[1] or (one.collected or 0) > GEM_MOST_COLLECTED


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
