"""季度新番: what a quarter brought, by type, and what it took over from earlier ones."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db import models
from django.db.models import Max, Min, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from catalog.airing import runs_until
from catalog.cards import AnimeCard
from catalog.details.anime import season_name
from catalog.models import Anime, AnimeType, Season
from catalog.seasons import broadcast_today, first_day, neighbour, season_of
from catalog.selectors import cards_in_order

# Continuing series that nobody ended in the sources are many years old; the best known come first.
_MOST_CONTINUING = 60
_ORDER = (
    AnimeType.TV,
    AnimeType.MOVIE,
    AnimeType.ONA,
    AnimeType.OVA,
    AnimeType.SPECIAL,
    AnimeType.MUSIC,
    AnimeType.UNKNOWN,
)
_NAMES = {
    Season.WINTER: _("冬季"),
    Season.SPRING: _("春季"),
    Season.SUMMER: _("夏季"),
    Season.AUTUMN: _("秋季"),
}


class SeasonSort(models.TextChoices):
    POPULARITY = "popularity", _("热门")
    SCORE = "score", _("评分")
    DATE = "date", _("开播日期")
    WEEKDAY = "weekday", _("放送日")


class NoSuchSeason(LookupError):
    """Before the first year of the catalogue, or after the next one."""


@dataclass(frozen=True, kw_only=True)
class SeasonLink:
    year: int
    season: str
    label: str  # 2024 年春季
    name: str  # 春季
    url: str
    is_current: bool = False  # the one shown


@dataclass(frozen=True, kw_only=True)
class Group:
    key: str  # an AnimeType's value, a weekday (day-0 … day-6) or "continuing"
    label: str
    cards: tuple[AnimeCard, ...]


@dataclass(frozen=True, kw_only=True)
class SeasonPage:
    shown: SeasonLink
    sort: SeasonSort
    is_future: bool
    is_now: bool
    groups: tuple[Group, ...]
    total: int  # new ones
    unscored: int  # of what is shown
    earlier: SeasonLink | None
    later: SeasonLink | None
    seasons: tuple[SeasonLink, ...]  # of the shown year
    years: tuple[SeasonLink, ...]  # the same season of other years, latest first
    now: SeasonLink


@dataclass(frozen=True)
class _Row:
    id: int
    type: str
    start: date | None
    popularity: float
    score: float  # the weighted one of 高分, 0 while nobody gives one
    is_new: bool


_SORTS: dict[SeasonSort, Callable[[_Row], Any]] = {
    SeasonSort.POPULARITY: lambda row: (-row.popularity, row.start or date.max, row.id),
    SeasonSort.SCORE: lambda row: (-row.score, -row.popularity, row.id),
    SeasonSort.DATE: lambda row: (row.start or date.max, -row.popularity, row.id),
    SeasonSort.WEEKDAY: lambda row: (-row.popularity, row.start or date.max, row.id),
}


def season_page(*, year: int, season: Season, sort: SeasonSort, language: str, today: date | None = None) -> SeasonPage:
    """``today`` in Japan, now unless told. Raises NoSuchSeason."""
    today = today or broadcast_today()
    years = season_years(today)
    if year not in years:
        raise NoSuchSeason(year)
    rows = sorted(_rows(year, season, today), key=_SORTS[sort])
    cards = {card.id: card for card in cards_in_order([row.id for row in rows], language=language)}
    groups = _by_weekday(rows, cards) if sort == SeasonSort.WEEKDAY else _by_type(rows, cards)
    continuing = tuple(cards[row.id] for row in rows if not row.is_new)[:_MOST_CONTINUING]
    if continuing:
        groups.append(Group(key="continuing", label=str(_("继续播出")), cards=continuing))
    return SeasonPage(
        shown=_link(year, season, is_current=True),
        sort=sort,
        is_future=first_day(year, season) > today,
        is_now=(year, season) == season_of(today),
        groups=tuple(groups),
        total=sum(row.is_new for row in rows),
        unscored=sum(not row.score for row in rows),
        earlier=_neighbour(year, season, -1, years),
        later=_neighbour(year, season, 1, years),
        seasons=tuple(_link(year, one, is_current=one == season) for one in Season),
        years=tuple(_link(one, season, is_current=one == year) for one in reversed(years)),
        now=_link(*season_of(today)),
    )


def season_to_show(*, today: date) -> tuple[int, Season]:
    """The current one; the latest with any anime where the catalogue ends before it."""
    now = season_of(today)
    dated = Anime.objects.visible().filter(season__isnull=False)
    if dated.filter(year=now[0], season=now[1]).exists():
        return now
    latest = dated.filter(start_date__lte=today).order_by("-start_date").values_list("year", "season").first()
    return (latest[0], Season(latest[1])) if latest and latest[0] and latest[1] else now


def season_years(today: date) -> range:
    """From the first dated anime to the next year, or the last dated one."""
    bounds = cache.get("catalog:season-years")
    if bounds is None:
        dated = Anime.objects.visible().filter(season__isnull=False)
        bounds = dated.aggregate(first=Min("year"), last=Max("year"))
        cache.set("catalog:season-years", bounds, 600)
    first, last = bounds["first"] or today.year, bounds["last"] or today.year
    return range(max(1, min(first, today.year)), min(9998, max(last, today.year + 1)) + 1)


def _rows(year: int, season: Season, today: date) -> Iterable[_Row]:
    new, begins = Q(year=year, season=season), first_day(year, season)
    wanted = new
    if begins <= today:
        wanted |= Q(type=AnimeType.TV, start_date__lt=begins) & runs_until(begins)
    columns = ("pk", "type", "start_date", "popularity", "weighted_score", "year", "season")
    for pk, kind, start, popularity, score, its_year, its_season in (
        Anime.objects.visible().filter(wanted).values_list(*columns)
    ):
        is_new = (its_year, its_season) == (year, season)
        yield _Row(pk, kind, start, popularity, score or 0.0, is_new)


def _by_type(rows: list[_Row], cards: dict[int, AnimeCard]) -> list[Group]:
    found = []
    for kind in _ORDER:
        its = tuple(cards[row.id] for row in rows if row.is_new and row.type == kind and row.id in cards)
        if its:
            found.append(Group(key=kind.value, label=str(kind.label), cards=its))
    return found


def _by_weekday(rows: list[_Row], cards: dict[int, AnimeCard]) -> list[Group]:
    """Series by the day of the week on which they began; the rest by type."""
    weekly = [row for row in rows if row.is_new and row.type == AnimeType.TV and row.start]
    found = []
    for day in range(7):
        its = tuple(cards[row.id] for row in weekly if row.start and row.start.weekday() == day and row.id in cards)
        if its:
            # 1 January 2024 was a Monday.
            found.append(Group(key=f"day-{day}", label=date_format(date(2024, 1, 1 + day), "l"), cards=its))
    shown = {row.id for row in weekly}
    return found + _by_type([row for row in rows if row.id not in shown], cards)


def _link(year: int, season: Season, *, is_current: bool = False) -> SeasonLink:
    return SeasonLink(
        year=year,
        season=season.value,
        label=season_name(year, season),
        name=str(_NAMES[season]),
        url=reverse("catalog:season", args=[year, season.value]),
        is_current=is_current,
    )


def _neighbour(year: int, season: Season, steps: int, years: range) -> SeasonLink | None:
    other_year, other = neighbour(year, season, steps=steps)
    return _link(other_year, other) if other_year in years else None
