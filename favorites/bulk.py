"""One change to many entries of a member's list: as many queries for a hundred as for one."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from favorites.models import ListEntry, Status

_Edit = Callable[[ListEntry], None]


class UnknownAction(ValueError):
    """Not one of ``actions()``."""


def actions() -> list[str]:
    return [*_EDITS, *(f"status:{status}" for status in Status.values)]


@transaction.atomic
def edit_entries(*, user: User, anime_ids: Sequence[int], action: str) -> int:
    """How many entries there were to change; what then says nothing leaves the list."""
    edit = _edit_of(action)
    entries = list(
        ListEntry.objects.select_for_update().filter(user=user, anime_id__in=list(anime_ids)).select_related("anime")
    )
    for entry in entries:
        edit(entry)
        entry.updated_at = timezone.now()
    empty = [entry.pk for entry in entries if entry.says_nothing]
    ListEntry.objects.bulk_update(entries, ["is_favorite", "status", "progress", "score", "updated_at"])
    if empty:
        ListEntry.objects.filter(pk__in=empty).delete()
    return len(entries)


def _edit_of(action: str) -> _Edit:
    if action in _EDITS:
        return _EDITS[action]
    kind, _, status = action.partition(":")
    if kind == "status" and status in Status.values:
        return lambda entry: _set_status(entry, status)
    raise UnknownAction(action)


def _set_favorite(entry: ListEntry) -> None:
    entry.is_favorite = True


def _unset_favorite(entry: ListEntry) -> None:
    entry.is_favorite = False


def _unset_status(entry: ListEntry) -> None:
    entry.status = None


def _set_status(entry: ListEntry, status: str) -> None:
    """Completed means all episodes, as for one."""
    entry.status = status
    if status == Status.COMPLETED and entry.anime.episodes:
        entry.progress = entry.anime.episodes


_EDITS: dict[str, _Edit] = {"favorite": _set_favorite, "unfavorite": _unset_favorite, "no-status": _unset_status}
