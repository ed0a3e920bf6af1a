"""What a card shows of an anime."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalog.models import Anime, Genre
from catalog.pictures.addresses import Pictures, pictures_of
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
    pictures: Pictures
    url: str

    @property
    def cover(self) -> str:
        """The address of the picture, or of the drawn one."""
        return self.pictures.cover


def card_of(anime: Anime, *, language: str) -> AnimeCard:
    return AnimeCard(**card_fields(anime, language=language))


def card_fields(anime: Anime, *, language: str, genres: Sequence[Genre] | None = None) -> dict[str, Any]:
    """AnimeCard's fields; without ``genres``, ``anime`` must come with its own prefetched."""
    genres = list(anime.genres.all()) if genres is None else genres
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
        "genres": tuple(genre.label for genre in genres),
        "genre_ids": tuple(genre.pk for genre in genres),
        "pictures": pictures_of(anime, language=language, genres=genres),
        "url": anime.get_absolute_url(),
    }
