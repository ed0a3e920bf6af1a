"""All that the page of an anime says of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.airing import status_of
from catalog.cards import AnimeCard, card_fields
from catalog.models import Anime, Season, TitleLanguage
from catalog.parts import Parts

# More tags than these say nothing of an anime.
MOST_TAGS = 20
# What <html lang> calls the language of a title; "" where nobody knows.
_LANG = {
    TitleLanguage.ZH_HANS: "zh-Hans",
    TitleLanguage.ZH_HANT: "zh-Hant",
    TitleLanguage.JA: "ja",
    TitleLanguage.EN: "en",
    TitleLanguage.ROMAJI: "ja-Latn",
}
_SITES = {
    "myanimelist": ("MyAnimeList", "https://myanimelist.net/anime/{}"),
    "bangumi": ("Bangumi", "https://bgm.tv/subject/{}"),
    "aniList": ("AniList", "https://anilist.co/anime/{}"),
    "anidb": ("AniDB", "https://anidb.net/anime/{}"),
    "tmdb": ("TMDB", "https://www.themoviedb.org/{}"),
}


@dataclass(frozen=True, kw_only=True)
class Link:
    site: str
    url: str


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
class LanguageTitle:
    language: str  # TitleLanguage's value
    label: str
    text: str
    lang: str  # for HTML's attribute, "" when unknown


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
    place: int = 0  # in the series, from 1
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
    top_rank: int | None  # in 高分
    popular_rank: int | None  # in 热门
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
    relations: tuple[RelatedAnime, ...] = (),
    series: tuple[RelatedAnime, ...] = (),
) -> AnimeDetail:
    """``ranks`` in 高分 and 热门; ``today`` in Japan."""
    return AnimeDetail(
        **card_fields(anime, language=language, genres=parts.genres),
        titles=tuple(_all_titles(anime, parts)),
        **_when(anime, today),
        weighted_score=anime.weighted_score,
        top_rank=ranks[0],
        popular_rank=ranks[1],
        genre_links=tuple(GenreLink(name=genre.label, url=_search(genre=genre.pk)) for genre in parts.genres),
        tags=tuple(TagCount(name=name, count=count, url=_search(tag=pk)) for pk, name, count in parts.tags[:MOST_TAGS]),
        summary=anime.summary,
        official_site=anime.official_site,
        watch_links=tuple(_watch_links(parts)),
        external_links=tuple(_external_links(anime, parts)),
        relations=relations,
        series=series,
    )


def season_name(year: int, season: Season) -> str:
    """2013 年春季."""
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


def _search(**facet: int) -> str:
    name, value = next(iter(facet.items()))
    return f"{reverse('catalog:search')}?{name}={value}"


def _all_titles(anime: Anime, parts: Parts) -> Iterator[LanguageTitle]:
    """The main titles, then the aliases, each text once."""
    main = (
        (TitleLanguage.ZH_HANS, anime.title_zh_hans),
        (TitleLanguage.ZH_HANT, anime.title_zh_hant),
        (TitleLanguage.JA, anime.title_ja),
        (TitleLanguage.ROMAJI, anime.title_romaji),
        (TitleLanguage.EN, anime.title_en),
    )
    others = ((TitleLanguage(language), text) for language, text in parts.titles)
    shown = set()
    for language, text in (*main, *others):
        if text and text not in shown:
            shown.add(text)
            lang = _LANG.get(language, "")
            yield LanguageTitle(language=language.value, label=str(language.label), text=text, lang=lang)


def _watch_links(parts: Parts) -> Iterator[Link]:
    """A site that shows the parts of an anime apart is numbered."""
    times: Counter[str] = Counter()
    for site, url in parts.watch_links:
        times[site] += 1
        yield Link(site=site if times[site] == 1 else f"{site} ({times[site]})", url=url)


def _external_links(anime: Anime, parts: Parts) -> Iterator[Link]:
    yield Link(site="MyAnimeList", url=_SITES["myanimelist"][1].format(anime.pk))
    for site, value in parts.external_ids:
        if site != "myanimelist" and site in _SITES:
            name, address = _SITES[site]
            yield Link(site=name, url=address.format(value))
