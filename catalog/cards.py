"""What a card shows of an anime."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q

from catalog.models import Anime, Genre, ScoreSite
from catalog.models.anime import AnimeQuerySet
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
    popularity: float  # in the magnitude of members, known or estimated
    popularity_origin: str  # PopularityOrigin's value; ``members`` alone is a number of people
    genres: tuple[str, ...]  # in the language of the interface
    genre_ids: tuple[int, ...] = ()  # theirs, in the same order
    pictures: Pictures
    url: str
    bangumi_score: float | None = None  # the mean there
    bangumi_votes: int = 0

    @property
    def is_scored_by_bangumi_alone(self) -> bool:
        return self.score is None and self.bangumi_score is not None

    @property
    def known_score(self) -> float | None:
        """MyAnimeList's, or Bangumi's where it has none."""
        return self.score if self.score is not None else self.bangumi_score

    @property
    def cover(self) -> str:
        """The address of the picture, or of the drawn one."""
        return self.pictures.cover


def card_of(anime: Anime, *, language: str) -> AnimeCard:
    """``anime`` as ``with_bangumi`` has it where its score there is to be shown too."""
    theirs: dict[str, Any] = {
        "bangumi_score": getattr(anime, "bangumi_score", None),
        "bangumi_votes": getattr(anime, "bangumi_votes", None) or 0,
    }
    return AnimeCard(**card_fields(anime, language=language), **theirs)


def with_bangumi(rows: AnimeQuerySet) -> AnimeQuerySet:
    """Each with Bangumi's score and votes, in the same query."""
    theirs = FilteredRelation("site_scores", condition=Q(site_scores__site=ScoreSite.BANGUMI))
    return rows.annotate(theirs=theirs, bangumi_score=F("theirs__score"), bangumi_votes=F("theirs__votes"))


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
        "popularity": anime.popularity,
        "popularity_origin": anime.popularity_origin,
        "genres": tuple(genre.label for genre in genres),
        "genre_ids": tuple(genre.pk for genre in genres),
        "pictures": pictures_of(anime, language=language, genres=genres),
        "url": anime.get_absolute_url(),
    }
