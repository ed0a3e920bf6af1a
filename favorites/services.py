"""What members do to their lists. Every change names the anime by its public id."""

from typing import Any

from django.db import transaction

from accounts.models import User
from catalog.models import Anime
from favorites.models import ListEntry, Status
from favorites.models.entry import HIGHEST_SCORE, LOWEST_SCORE

# Of an anime whose number of episodes nobody knows.
MOST_PROGRESS = 100_000
LARGEST_ID = 2**31


class AnimeNotFound(LookupError):
    """No such anime, or one that is hidden."""


class InvalidChange(ValueError):
    """``code`` says what is wrong: score, status, progress or kind."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def set_favorite(*, user: User, anime_id: int, favorite: bool) -> ListEntry:
    return _change(user, anime_id, is_favorite=favorite)


def rate_anime(*, user: User, anime_id: int, score: int | None) -> ListEntry:
    """``None`` takes the score back."""
    if score is not None and not LOWEST_SCORE <= score <= HIGHEST_SCORE:
        raise InvalidChange("score")
    return _change(user, anime_id, score=score)


def set_status(*, user: User, anime_id: int, status: str | None, progress: int | None = None) -> ListEntry:
    """``None`` takes the status back. Completed means all episodes, unless ``progress`` says otherwise."""
    if status is not None and status not in Status.values:
        raise InvalidChange("status")
    episodes = visible_anime(anime_id).episodes
    if progress is None and status == Status.COMPLETED:
        progress = episodes
    if progress is not None and not 0 <= progress <= (episodes or MOST_PROGRESS):
        raise InvalidChange("progress")
    changes: dict[str, Any] = {"status": status}
    if progress is not None:
        changes["progress"] = progress
    return _change(user, anime_id, **changes)


def set_progress(*, user: User, anime_id: int, progress: int) -> ListEntry:
    """How far the member has watched; the status follows: who begins is watching, who has seen all has completed."""
    anime = visible_anime(anime_id)
    if not 0 <= progress <= (anime.episodes or MOST_PROGRESS):
        raise InvalidChange("progress")
    status = ListEntry.objects.filter(user=user, anime=anime).values_list("status", flat=True).first()
    changes: dict[str, Any] = {"progress": progress}
    if progress and progress == anime.episodes and status in (None, Status.PLAN_TO_WATCH, Status.WATCHING):
        changes["status"] = Status.COMPLETED.value
    elif progress and status in (None, Status.PLAN_TO_WATCH):
        changes["status"] = Status.WATCHING.value
    return _change(user, anime_id, **changes)


def set_note(*, user: User, anime_id: int, note: str) -> ListEntry:
    """For the member alone; an empty one takes it away."""
    return _change(user, anime_id, note=note)


def remove_entry(*, user: User, anime_id: int) -> None:
    ListEntry.objects.filter(user=user, anime_id=anime_id).delete()


@transaction.atomic
def _change(user: User, anime_id: int, **changes: Any) -> ListEntry:
    """The entry as it is now; unsaved (``pk`` is None) when nothing is left that it says."""
    anime = visible_anime(anime_id)
    entry = ListEntry.objects.select_for_update().filter(user=user, anime=anime).first()
    entry = entry or ListEntry(user=user, anime=anime)
    for name, value in changes.items():
        setattr(entry, name, value)
    if not entry.says_nothing:
        return _saved(entry, changes)
    if entry.pk:
        entry.delete()
    return entry


def _saved(entry: ListEntry, changes: dict[str, Any]) -> ListEntry:
    if entry.pk:
        entry.save()
        return entry
    # Two requests may create the same entry at once: then the second one changes it.
    return ListEntry.objects.update_or_create(user=entry.user, anime=entry.anime, defaults=changes)[0]


def visible_anime(anime_id: int) -> Anime:
    """Raises AnimeNotFound where there is no such anime, or it is hidden."""
    anime = (
        Anime.objects.visible().only("id", "episodes").filter(pk=anime_id).first() if anime_id < LARGEST_ID else None
    )
    if anime is None:
        raise AnimeNotFound(anime_id)
    return anime
