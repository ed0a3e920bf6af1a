"""All that the page of an anime says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.airing import status_of
from catalog.cards import AnimeCard, card_fields
from catalog.details.countries import country_name
from catalog.details.credits import CastCredit, NameLink, StaffCredit, cast_credits, name_link, staff_credits
from catalog.details.episode_lines import EpisodeLine, episode_lines
from catalog.details.language_titles import LanguageTitle, all_titles
from catalog.details.outside_scores import OutsideScore, outside_scores
from catalog.details.outward_links import Link, external_links, watch_links
from catalog.details.parts import Parts
from catalog.models import Anime, AnimeSource, Season, SeriesRole, SiteScore

# More tags than these say nothing of an anime.
MOST_TAGS = 20


@dataclass(frozen=True, kw_only=True)
class GenreLink:
    name: str  # in the language of the interface
    url: str  # the search for it


@dataclass(frozen=True, kw_only=True)
class TagCount:
    name: str
    count: int
    url: str


@dataclass(frozen=True, kw_only=True)
class RelatedAnime:
    """Another anime of the same series, or one that operators put beside this one."""

    id: int
    title: str
    url: str
    year: int | None
    type: str
    type_label: str
    kind: str = ""  # RelationKind's value; "" in a series
    kind_label: str = ""
    place: int = 0  # in the series, from 1; counted among those of its role
    role: str = SeriesRole.MAIN.value  # in the series
    is_current: bool = False  # the anime whose page it is


@dataclass(frozen=True, kw_only=True)
class AnimeDetail(AnimeCard):
    titles: tuple[LanguageTitle, ...]  # the main ones, then the aliases
    start_date: date | None
    end_date: date | None
    status: str  # of catalog.airing.STATUSES
    status_label: str  # "" when unknown
    season: str  # "" when unknown
    season_label: str  # with the year: 2013 年春季
    season_url: str
    weighted_score: float | None
    outside_scores: tuple[OutsideScore, ...]  # MyAnimeList's, Bangumi's
    top_rank: int | None  # in 高分
    popular_rank: int | None  # in 热门
    source: str  # AnimeSource's value, "" when unknown
    source_label: str
    source_url: str
    country: str  # two letters, "" when unknown
    country_label: str
    duration: int | None  # of an episode, in minutes
    studios: tuple[NameLink, ...]
    producers: tuple[NameLink, ...]
    staff: tuple[StaffCredit, ...]  # by role, directors first
    cast: tuple[CastCredit, ...]
    episode_list: tuple[EpisodeLine, ...]
    genre_links: tuple[GenreLink, ...]
    tags: tuple[TagCount, ...]
    summary: str
    official_site: str
    watch_links: tuple[Link, ...]
    external_links: tuple[Link, ...]
    relations: tuple[RelatedAnime, ...] = field(default=())
    series: tuple[RelatedAnime, ...] = field(default=())  # in watching order, this one among them; () when alone


def detail_of(
    anime: Anime,
    parts: Parts,
    *,
    language: str,
    today: date,
    ranks: tuple[int | None, int | None],
    scores: Sequence[SiteScore] = (),
    relations: tuple[RelatedAnime, ...] = (),
    series: tuple[RelatedAnime, ...] = (),
) -> AnimeDetail:
    """``ranks`` in 高分 and 热门; ``today`` in Japan."""
    return AnimeDetail(
        **card_fields(anime, language=language, genres=parts.genres),
        titles=tuple(all_titles(anime, parts.titles)),
        **_when(anime, today),
        weighted_score=anime.weighted_score,
        outside_scores=outside_scores(anime, scores),
        top_rank=ranks[0],
        popular_rank=ranks[1],
        **_made(anime, parts, language),
        genre_links=tuple(GenreLink(name=genre.label, url=_search(genre=genre.pk)) for genre in parts.genres),
        tags=tuple(TagCount(name=name, count=count, url=_search(tag=pk)) for pk, name, count in parts.tags[:MOST_TAGS]),
        summary=anime.summary,
        official_site=anime.official_site,
        watch_links=tuple(watch_links(parts.watch_links)),
        external_links=tuple(external_links(anime.pk, parts.external_ids)),
        relations=relations,
        series=series,
    )


def season_name(year: int, season: Season) -> str:
    """Returns the season in the reader's language, such as 2013 年春季."""
    return {
        Season.WINTER: _("%(year)s 年冬季"),
        Season.SPRING: _("%(year)s 年春季"),
        Season.SUMMER: _("%(year)s 年夏季"),
        Season.AUTUMN: _("%(year)s 年秋季"),
    }[season] % {"year": year}


def _when(anime: Anime, today: date) -> dict[str, Any]:
    status = status_of(start=anime.start_date, end=anime.end_date, year=anime.year, kind=anime.type, today=today)
    labels = {"airing": _("连载中"), "finished": _("已完结"), "upcoming": _("即将上映")}
    return {
        "start_date": anime.start_date,
        "end_date": anime.end_date,
        "status": status,
        "status_label": labels.get(status, ""),
        "season": anime.season or "",
        **_season(anime),
    }


def _season(anime: Anime) -> dict[str, str]:
    if not (anime.season and anime.year):
        return {"season_label": "", "season_url": ""}
    return {
        "season_label": season_name(anime.year, Season(anime.season)),
        "season_url": reverse("catalog:season", args=[anime.year, anime.season]),
    }


def _made(anime: Anime, parts: Parts, language: str) -> dict[str, Any]:
    """From what, where, how long, by whom."""
    return {
        "source": anime.source,
        "source_label": str(AnimeSource(anime.source).label) if anime.source else "",
        "source_url": _search(source=anime.source) if anime.source else "",
        "country": anime.country,
        "country_label": country_name(anime.country),
        "duration": anime.duration,
        "studios": tuple(map(name_link, parts.studios)),
        "producers": tuple(map(name_link, parts.producers)),
        "staff": staff_credits(parts.staff),
        "cast": cast_credits(parts.cast),
        "episode_list": episode_lines(parts.episodes, language=language),
    }


def _search(**facet: int | str) -> str:
    name, value = next(iter(facet.items()))
    return f"{reverse('catalog:search')}?{name}={value}"
