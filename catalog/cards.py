"""What a card shows of an anime, and all that an anime's page shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.models import Anime, TitleLanguage
from catalog.titles import display_title, secondary_title


@dataclass(frozen=True, kw_only=True)
class AnimeCard:
    id: int
    title: str
    secondary_title: str  # in another script, "" when there is none
    year: int | None
    type: str  # AnimeType's value
    type_label: str
    episodes: int | None
    score: float | None  # imported mean, 1..10
    members: int
    genres: tuple[str, ...]  # in the language of the interface
    genre_ids: tuple[int, ...] = ()  # theirs, in the same order
    cover: str  # URL, "" when there is none to show
    url: str


@dataclass(frozen=True, kw_only=True)
class Link:
    site: str
    url: str


@dataclass(frozen=True, kw_only=True)
class TagCount:
    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class LanguageTitle:
    language: str  # TitleLanguage's value
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AnimeDetail(AnimeCard):
    titles: tuple[LanguageTitle, ...]  # the main ones, then the aliases
    start_date: date | None
    end_date: date | None
    season: str  # "" when unknown
    season_label: str
    weighted_score: float | None
    tags: tuple[TagCount, ...]
    summary: str
    official_site: str
    watch_links: tuple[Link, ...]
    external_links: tuple[Link, ...]


def card_of(anime: Anime, *, language: str) -> AnimeCard:
    return AnimeCard(**card_fields(anime, language=language))


def card_fields(anime: Anime, *, language: str) -> dict[str, Any]:
    """AnimeCard's fields; ``anime`` must come with its genres prefetched."""
    return {
        "id": anime.pk,
        "title": display_title(anime, language=language),
        "secondary_title": secondary_title(anime, language=language),
        "year": anime.year,
        "type": anime.type,
        "type_label": str(anime.get_type_display()),
        "episodes": anime.episodes,
        "score": anime.score,
        "members": anime.members,
        "genres": tuple(genre.label for genre in anime.genres.all()),
        "genre_ids": tuple(genre.pk for genre in anime.genres.all()),
        "cover": cover_address(anime),
        "url": anime.get_absolute_url(),
    }


def cover_address(anime: Anime) -> str:
    """An uploaded cover; never the remote one, as no page asks third parties for anything."""
    return str(anime.cover.url) if anime.cover else ""


# More tags than these say nothing of an anime.
MOST_TAGS = 20
_SITES = {
    "myanimelist": ("MyAnimeList", "https://myanimelist.net/anime/{}"),
    "bangumi": ("Bangumi", "https://bgm.tv/subject/{}"),
    "aniList": ("AniList", "https://anilist.co/anime/{}"),
    "anidb": ("AniDB", "https://anidb.net/anime/{}"),
    "tmdb": ("TMDB", "https://www.themoviedb.org/{}"),
}


def detail_of(anime: Anime, *, language: str) -> AnimeDetail:
    """``anime`` must come with genres, anime_tags and their tags, other_titles, watch_links and external_ids."""
    return AnimeDetail(
        **card_fields(anime, language=language),
        titles=tuple(_all_titles(anime)),
        start_date=anime.start_date,
        end_date=anime.end_date,
        season=anime.season or "",
        season_label=str(anime.get_season_display() or "") if anime.season else "",
        weighted_score=anime.weighted_score,
        tags=tuple(
            TagCount(name=entry.tag.name, count=entry.count) for entry in list(anime.anime_tags.all())[:MOST_TAGS]
        ),
        summary=anime.summary,
        official_site=anime.official_site,
        watch_links=tuple(Link(site=link.site, url=link.url) for link in anime.watch_links.all()),
        external_links=tuple(_external_links(anime)),
    )


def _all_titles(anime: Anime) -> Iterator[LanguageTitle]:
    """The main titles, then the aliases, each text once."""
    main = (
        (TitleLanguage.ZH_HANS, anime.title_zh_hans),
        (TitleLanguage.ZH_HANT, anime.title_zh_hant),
        (TitleLanguage.JA, anime.title_ja),
        (TitleLanguage.ROMAJI, anime.title_romaji),
        (TitleLanguage.EN, anime.title_en),
    )
    others = ((TitleLanguage(other.language), other.text) for other in anime.other_titles.all())
    shown = set()
    for language, text in (*main, *others):
        if text and text not in shown:
            shown.add(text)
            yield LanguageTitle(language=language.value, label=str(language.label), text=text)


def _external_links(anime: Anime) -> Iterator[Link]:
    yield Link(site="MyAnimeList", url=_SITES["myanimelist"][1].format(anime.pk))
    for entry in anime.external_ids.all():
        if entry.site != "myanimelist" and entry.site in _SITES:
            name, address = _SITES[entry.site]
            yield Link(site=name, url=address.format(entry.value))
