"""What somebody has watched and rated, and what everybody has, as 口味画像 compares them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.core.cache import cache
from django.db.models import Avg, Count, Q, Sum

from accounts.models import User
from catalog.genres import ADULT
from catalog.models import Anime, Genre
from favorites.models import ListEntry, Status
from favorites.models.entry import HIGHEST_SCORE, LOWEST_SCORE
from recommend.lists.recommendations import Visitor

AVERAGE_SECONDS = 3600
# Of members who rated less than this the mean says nothing.
LEAST_RATINGS = 5
ERA_YEARS = 5
_OLDEST_ERA = 1960
_FIELDS = ("type", "episodes", "year", "score")


@dataclass(frozen=True, kw_only=True)
class Watched:
    """An anime that was watched, in whole or in part. ``score`` and ``mean`` are None where nobody gave one."""

    anime_id: int
    score: int | None
    episodes_seen: int
    is_completed: bool
    type: str
    episodes: int | None
    year: int | None
    mean: float | None  # imported: what MyAnimeList's members give

    @property
    def era(self) -> int | None:
        return era_of(self.year)


@dataclass(frozen=True, kw_only=True)
class Average:
    """Everybody's: shares 0..1 of what is watched, by genre id, first year of an era and type."""

    genres: Mapping[int, float]
    genre_names: Mapping[int, tuple[str, str]]  # in English and Chinese; without those for adults
    eras: Mapping[int, float]
    types: Mapping[str, float]
    member_means: tuple[float, ...]  # sorted; of this site's members with some ratings
    scores: Mapping[int, float]  # of their ratings

    def genre_label(self, genre_id: int) -> str:
        """In the language of the interface."""
        name, name_zh = self.genre_names[genre_id]
        return Genre(name=name, name_zh=name_zh).label


def era_of(year: int | None) -> int | None:
    """The first year of its five; what is older than the sixties counts with them."""
    return max(year - year % ERA_YEARS, _OLDEST_ERA) if year else None


def watched_by(user: Visitor) -> list[Watched]:
    """One query. What is merely planned isn't watched."""
    if isinstance(user, User):
        return _on_list(user)
    ratings: Mapping[int, int] = getattr(user, "guest_ratings", None) or {}
    if not ratings:
        return []
    rows = Anime.objects.visible().filter(pk__in=ratings).order_by("pk").values_list("pk", *_FIELDS)
    return [
        Watched(
            anime_id=pk, score=ratings[pk], episodes_seen=episodes or 1, is_completed=True,
            type=kind, episodes=episodes, year=year, mean=mean,
        )
        for pk, kind, episodes, year, mean in rows
    ]  # fmt: skip


def _on_list(user: User) -> list[Watched]:
    entries = ListEntry.objects.filter(user=user, anime__is_hidden=False)
    watched = entries.filter(Q(score__isnull=False) | (Q(status__isnull=False) & ~Q(status=Status.PLAN_TO_WATCH)))
    fields = ("anime_id", "score", "status", "progress", *(f"anime__{name}" for name in _FIELDS))
    return [
        Watched(
            anime_id=pk,
            score=score,
            episodes_seen=max(progress, (episodes or 1) if status == Status.COMPLETED else 0),
            is_completed=status == Status.COMPLETED,
            type=kind,
            episodes=episodes,
            year=year,
            mean=mean,
        )
        for pk, score, status, progress, kind, episodes, year, mean in watched.order_by("anime_id").values_list(*fields)
    ]


def genres_of(watched: list[Watched]) -> dict[int, list[int]]:
    """Genre id → positions in ``watched``; one query."""
    at = {one.anime_id: place for place, one in enumerate(watched)}
    rows = Anime.genres.through.objects.filter(anime__in=at).values_list("genre_id", "anime_id")
    found: dict[int, list[int]] = {}
    for genre_id, anime_id in rows:
        found.setdefault(genre_id, []).append(at[anime_id])
    return found


def current_average() -> Average:
    """Asked of the database once an hour: three queries."""
    # What an older version of the program remembered has other fields, and another key.
    key = "recommend.taste.average:" + ",".join(field.name for field in fields(Average))
    average: Average | None = cache.get(key)
    if average is None:
        average = _average()
        cache.set(key, average, AVERAGE_SECONDS)
    return average


def _average() -> Average:
    """What people watch by the catalogue's own numbers of members, so that a small site has an average too."""
    visible = Anime.objects.visible().order_by()
    kinds = list(visible.values_list("type", "year").annotate(total=Sum("members")))
    everybody = sum(total for _kind, _year, total in kinds) or 1
    by_type: dict[str, float] = {}
    by_era: dict[int, float] = {}
    for kind, year, total in kinds:
        by_type[kind] = by_type.get(kind, 0) + total / everybody
        era = era_of(year)
        if era is not None:
            by_era[era] = by_era.get(era, 0) + total / everybody
    by_genre = visible.filter(genres__isnull=False).exclude(genres__name__in=ADULT)
    genres = list(by_genre.values_list("genres", "genres__name", "genres__name_zh").annotate(total=Sum("members")))
    means, scores = _ratings()
    return Average(
        genres={pk: total / everybody for pk, _name, _name_zh, total in genres},
        genre_names={pk: (name, name_zh) for pk, name, name_zh, _total in genres},
        eras=by_era,
        types=by_type,
        member_means=means,
        scores=scores,
    )


def _ratings() -> tuple[tuple[float, ...], dict[int, float]]:
    """The means of those who rated enough, sorted, and the shares of the scores; one query, a row a member."""
    values = range(LOWEST_SCORE, HIGHEST_SCORE + 1)
    counts: dict[str, Any] = {f"of_{value}": Count("pk", filter=Q(score=value)) for value in values}
    rated = ListEntry.objects.filter(score__isnull=False, user__is_active=True).order_by()
    rows: list[Any] = list(rated.values("user").annotate(mean=Avg("score"), n=Count("pk"), **counts))
    total = sum(row["n"] for row in rows) or 1
    means = sorted(row["mean"] for row in rows if row["n"] >= LEAST_RATINGS)
    return tuple(means), {value: sum(row[f"of_{value}"] for row in rows) / total for value in values}
