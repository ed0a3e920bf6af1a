"""Questions about members' lists. Entries for hidden anime never come out."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from accounts.models import User
from favorites.models import ListEntry, Status

FAVORITES = "favorites"
RATED = "rated"
WITH_STATUS = "with_status"
FILTERS: dict[str, Q] = {
    "all": Q(),
    FAVORITES: Q(is_favorite=True),
    RATED: Q(score__isnull=False),
    WITH_STATUS: Q(status__isnull=False),
    **{status: Q(status=status) for status in Status.values},
}
SORTS = {
    "updated": (F("updated_at").desc(), F("id").desc()),
    "added": (F("created_at").desc(), F("id").desc()),
    "score": (F("score").desc(nulls_last=True), F("updated_at").desc(), F("id").desc()),
    "site_score": (F("anime__score").desc(nulls_last=True), F("anime_id").asc()),
    "year": (F("anime__year").desc(nulls_last=True), F("anime_id").asc()),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a card shows of a member's entry."""

    is_favorite: bool
    score: int | None
    status: str | None
    progress: int


def entries_of(*, user: User, which: str = "all", sort: str = "updated") -> QuerySet[ListEntry]:
    entries = ListEntry.objects.filter(FILTERS[which], user=user, anime__is_hidden=False)
    return entries.order_by(*SORTS[sort])


def marks_of(*, user: User) -> dict[int, Mark]:
    """By anime id, for all that is on the member's list."""
    rows = ListEntry.objects.filter(user=user).values_list("anime_id", "is_favorite", "score", "status", "progress")
    return {anime_id: Mark(favorite, score, status, progress) for anime_id, favorite, score, status, progress in rows}


def counts_of(*, user: User) -> dict[str, int]:
    """How many entries each of FILTERS lets through."""
    counts = {name: Count("id", filter=condition) for name, condition in FILTERS.items() if condition}
    return ListEntry.objects.filter(user=user, anime__is_hidden=False).aggregate(all=Count("id"), **counts)


def ids_on_list(*, user: User) -> list[int]:
    return list(ListEntry.objects.filter(user=user).order_by("anime_id").values_list("anime_id", flat=True))


def list_as_data(user: User) -> list[Any]:
    """For the export of a member's data."""
    return list(
        ListEntry.objects.filter(user=user)
        .order_by("anime_id")
        .values(
            "anime_id",
            "anime__title_romaji",
            "is_favorite",
            "status",
            "score",
            "progress",
            "note",
            "created_at",
            "updated_at",
        )
    )
