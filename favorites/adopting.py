"""Ratings that come from elsewhere into a member's list."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from catalog.models import Anime
from favorites.models import ListEntry, Status


@transaction.atomic
def adopt_ratings(*, user: User, ratings: Mapping[int, int]) -> int:
    """The number of ratings (anime id → 1..10) that are new to the list, as of anime watched to the end.

    What the list says already stays: a score, a status, a note. Hidden and unknown anime are left out.
    """
    visible = Anime.objects.visible().filter(pk__in=ratings).only("id", "episodes").in_bulk()
    present = {
        entry.anime_id: entry
        for entry in ListEntry.objects.select_for_update().filter(user=user, anime__in=visible.keys())
    }
    fresh = [_entry(user, anime, ratings[pk]) for pk, anime in visible.items() if pk not in present]
    changed = [entry for entry in present.values() if entry.score is None]
    for entry in changed:
        entry.score = ratings[entry.anime_id]
        entry.status = entry.status or Status.COMPLETED.value
        entry.updated_at = timezone.now()
    ListEntry.objects.bulk_create(fresh, ignore_conflicts=True)
    ListEntry.objects.bulk_update(changed, ["score", "status", "updated_at"])
    return len(fresh) + len(changed)


def _entry(user: User, anime: Anime, score: int) -> ListEntry:
    return ListEntry(user=user, anime=anime, score=score, status=Status.COMPLETED.value, progress=anime.episodes or 0)
