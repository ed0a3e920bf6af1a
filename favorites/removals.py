"""Taking entries off a list so that it can be taken back: what was removed travels in a signed token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction

from accounts.models import User
from catalog.models import Anime
from favorites.models import ListEntry

_SALT = "favorites.removal"
_FIELDS = ("anime_id", "is_favorite", "status", "score", "progress", "note")
TAKEN_BACK_WITHIN = timedelta(days=1)


class InvalidRemoval(ValueError):
    """No removal of this member, or one of long ago."""


@dataclass(frozen=True, kw_only=True)
class Removal:
    token: str
    anime_ids: tuple[int, ...]


@transaction.atomic
def remove_entries(*, user: User, anime_ids: Sequence[int]) -> Removal:
    """Ids that aren't on the list are passed over."""
    entries = ListEntry.objects.filter(user=user, anime_id__in=list(anime_ids))
    rows = list(entries.values_list(*_FIELDS))
    entries.delete()
    token = signing.dumps({"user": user.pk, "rows": rows}, salt=_SALT, compress=True)
    return Removal(token=token, anime_ids=tuple(row[0] for row in rows))


def restore_entries(*, user: User, token: str) -> list[ListEntry]:
    """Never over what has come to stand on the list since."""
    rows = _rows_of(user, token)
    there = set(Anime.objects.visible().filter(pk__in=[row["anime_id"] for row in rows]).values_list("pk", flat=True))
    entries = [ListEntry(user=user, **row) for row in rows if row["anime_id"] in there]
    ListEntry.objects.bulk_create(entries, ignore_conflicts=True)
    return list(ListEntry.objects.filter(user=user, anime_id__in=there))


def _rows_of(user: User, token: str) -> list[dict[str, Any]]:
    try:
        removal = signing.loads(token, salt=_SALT, max_age=TAKEN_BACK_WITHIN)
    except signing.BadSignature as error:
        raise InvalidRemoval from error
    if removal["user"] != user.pk:
        raise InvalidRemoval
    return [dict(zip(_FIELDS, row, strict=True)) for row in removal["rows"]]
