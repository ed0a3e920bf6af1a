"""What a card shows of an anime, and all that an anime's page shows."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from catalog.models import Anime
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


def card_fields(anime: Anime, *, language: str) -> dict[str, object]:
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
        "cover": cover_address(anime),
        "url": anime.get_absolute_url(),
    }


def cover_address(anime: Anime) -> str:
    """An uploaded cover; the remote one only where the operator allowed requests to third parties."""
    if anime.cover:
        return str(anime.cover.url)
    return anime.cover_url if getattr(settings, "REMOTE_COVERS", False) else ""
