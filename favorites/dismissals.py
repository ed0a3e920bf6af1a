"""不感兴趣 in three widths: this anime, the whole series, a genre. Each can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from catalog.models import Anime, Genre
from favorites.models import DismissedGenre, DismissedSeries, NotInterested
from favorites.services import LARGEST_ID, InvalidChange, visible_anime

ANIME, SERIES, GENRE = "anime", "franchise", "genre"


@dataclass(frozen=True)
class Kind:
    """``name``: ANIME, SERIES or GENRE, the last with the ``genre_id``; as text anime, franchise or genre:5."""

    name: str = ANIME
    genre_id: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Kind":
        """Raises InvalidChange. Nothing at all means the anime."""
        name, separator, number = (text or ANIME).partition(":")
        if name in (ANIME, SERIES) and not separator:
            return cls(name)
        if name == GENRE and number.isascii() and number.isdigit() and len(number) < 10:
            return cls(name, int(number))
        raise InvalidChange("kind")

    def __str__(self) -> str:
        return self.name if self.genre_id is None else f"{self.name}:{self.genre_id}"


@dataclass(frozen=True, kw_only=True)
class Dismissed:
    """All that a member is not interested in, the latest first; anime by id."""

    anime_ids: tuple[int, ...]
    series_of: tuple[int, ...]
    genres: tuple[Genre, ...]

    def __bool__(self) -> bool:
        return bool(self.anime_ids or self.series_of or self.genres)


def dismiss(*, user: User, anime_id: int, kind: Kind) -> None:
    """Twice is once. Raises AnimeNotFound, and InvalidChange for a genre that there isn't."""
    if kind.name == GENRE:
        genre = Genre.objects.filter(pk=kind.genre_id or 0).first()
        if genre is None:
            raise InvalidChange("kind")
        DismissedGenre.objects.get_or_create(user=user, genre=genre)
    elif kind.name == SERIES:
        if not _series_rows(user, anime_id).exists():
            DismissedSeries.objects.get_or_create(user=user, anime=visible_anime(anime_id))
    else:
        NotInterested.objects.get_or_create(user=user, anime=visible_anime(anime_id))


def restore(*, user: User, anime_id: int, kind: Kind) -> None:
    """What wasn't dismissed stays as it is; a series is restored by any anime of it."""
    if kind.name == GENRE:
        DismissedGenre.objects.filter(user=user, genre=kind.genre_id).delete()
    elif kind.name == SERIES:
        _series_rows(user, anime_id).delete()
    elif anime_id < LARGEST_ID:
        NotInterested.objects.filter(user=user, anime=anime_id).delete()


def dismissed_by(user: User) -> Dismissed:
    """What the member chose: three queries."""
    genres = DismissedGenre.objects.filter(user=user).select_related("genre")
    return Dismissed(
        anime_ids=tuple(NotInterested.objects.filter(user=user).values_list("anime_id", flat=True)),
        series_of=tuple(DismissedSeries.objects.filter(user=user).values_list("anime_id", flat=True)),
        genres=tuple(row.genre for row in genres),
    )


def unwanted_ids(*, user: User, besides: QuerySet[Any, Any] | None = None) -> frozenset[int]:
    """Every anime that this keeps away, by whatever kind: one query, with other ids (``besides``) or without."""
    series = DismissedSeries.objects.filter(user=user)
    names = series.exclude(anime__series="").values("anime__series").order_by()
    genres = DismissedGenre.objects.filter(user=user).values("genre_id").order_by()
    parts: Iterable[QuerySet[Any, Any]] = (
        series.order_by().values_list("anime_id", flat=True),
        Anime.objects.filter(series__in=names).order_by().values_list("pk", flat=True),
        Anime.genres.through.objects.filter(genre__in=genres).order_by().values_list("anime_id", flat=True),
    )
    own = NotInterested.objects.filter(user=user).order_by().values_list("anime_id", flat=True)
    return frozenset(own.union(*parts, *([] if besides is None else [besides])))


def dismissals_as_data(user: User) -> dict[str, list[Any]]:
    """For the export of a member's data."""
    dismissed = dismissed_by(user)
    return {
        "anime": list(dismissed.anime_ids),
        "series_of": list(dismissed.series_of),
        "genres": [genre.name for genre in dismissed.genres],
    }


def _series_rows(user: User, anime_id: int) -> QuerySet[DismissedSeries]:
    """The member's, of this anime or of another one of its series."""
    mine = DismissedSeries.objects.filter(user=user)
    if anime_id >= LARGEST_ID:
        return mine.none()
    series = Anime.objects.filter(pk=anime_id).values_list("series", flat=True).first()
    its = mine.filter(Q(anime=anime_id) | Q(anime__series=series)) if series else mine.filter(anime=anime_id)
    # Not a join: rows are deleted by it.
    return DismissedSeries.objects.filter(pk__in=list(its.values_list("pk", flat=True)))
