"""Making simulated members, and taking them away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.models.regions import Region
from accounts.models.user import Gender
from catalog.models import Anime
from favorites.models import ListEntry, Status
from recommend.demo_members.names import SIGNATURES, user_names
from recommend.demo_members.tastes import Shelf, Watched, draw_list
from recommend.serving.serving import current_serving

DEMO_LOGINS = ("demo1", "demo2", "demo3")
DEMO_PASSWORD = "animerec-demo"  # noqa: S105
SEED = 20261124
BATCH = 2_000
Progress = Callable[[str, int, int], None]


class NameTaken(Exception):
    """A real member has the name of a demo member."""


@dataclass(frozen=True, kw_only=True)
class Created:
    members: int
    entries: int
    snapshot: str  # "" where the lists were drawn from popularity


def create_demo_members(*, count: int, progress: Progress, seed: int = SEED) -> Created | None:
    """None when there are simulated members already. The first three can log in, the others can't.

    The same seed, snapshot and catalogue make the same members. Raises NameTaken.
    """
    if User.objects.filter(is_simulated=True).exists():
        return None
    taken = User.objects.filter(username__in=DEMO_LOGINS).values_list("username", flat=True).first()
    if taken:
        raise NameTaken(taken)
    rng = np.random.default_rng(seed)
    serving, shelf = current_serving(), _shelf()
    lists: list[list[Watched]] = []
    for number in range(count if shelf.popular else 0):
        lists.append(draw_list(serving, shelf, rng))
        progress("lists", number + 1, count)
    with transaction.atomic():
        members = _store_members(count, rng)
        entries = _store_entries(members, lists, shelf)
    return Created(members=len(members), entries=entries, snapshot=serving.name)


def remove_demo_members() -> int:
    """How many there were; their lists go with them."""
    members = User.objects.filter(is_simulated=True)
    count = members.count()
    members.delete()
    return count


def _shelf() -> Shelf:
    known = Anime.objects.visible().filter(members__gt=0, score__isnull=False).order_by("-members", "pk")
    scores = {pk: score for pk, score in known.values_list("pk", "score") if score is not None}
    genres: dict[int, set[str]] = {}
    for anime_id, name in Anime.genres.through.objects.values_list("anime_id", "genre__name").iterator():
        genres.setdefault(anime_id, set()).add(name)
    return Shelf(popular=tuple(scores), genres={pk: frozenset(genres.get(pk, ())) for pk in scores}, scores=scores)


def _store_members(count: int, rng: np.random.Generator) -> list[User]:
    taken = set(User.objects.values_list("username", flat=True))
    names = (name for name in user_names(rng) if name not in taken)
    members = [_member(DEMO_LOGINS[i] if i < len(DEMO_LOGINS) else next(names), rng) for i in range(count)]
    User.objects.bulk_create(members, batch_size=BATCH)
    # Some databases don't hand back the ids of many rows at once.
    by_name = {member.username: member for member in User.objects.filter(is_simulated=True)}
    return [by_name[member.username] for member in members]


def _member(username: str, rng: np.random.Generator) -> User:
    can_log_in = username in DEMO_LOGINS
    return User(
        username=username,
        password=make_password(DEMO_PASSWORD if can_log_in else None),
        gender=str(rng.choice(Gender.values, p=[0.45, 0.45, 0.1])),
        birthday=date(1985, 1, 1) + timedelta(days=int(rng.integers(0, 22 * 365))),
        region=str(rng.choice(Region.values)),
        signature=str(rng.choice(SIGNATURES)),
        date_joined=timezone.now() - timedelta(days=float(rng.uniform(180, 720))),
        is_simulated=True,
    )


def _store_entries(members: list[User], lists: list[list[Watched]], shelf: Shelf) -> int:
    now = timezone.now()
    episodes = {pk: count or 0 for pk, count in Anime.objects.values_list("pk", "episodes")}
    entries = []
    for member, watched in zip(members, lists, strict=False):
        for item in watched:
            done = item.status == Status.COMPLETED
            entry = ListEntry(
                user=member,
                anime_id=item.anime_id,
                status=item.status,
                score=item.score,
                is_favorite=item.is_favorite,
                progress=episodes.get(item.anime_id, 0) if done else 0,
            )
            entries.append((entry, now - item.ago))
    ListEntry.objects.bulk_create([entry for entry, _ in entries], batch_size=BATCH)
    _date(members, {(entry.user_id, entry.anime_id): moment for entry, moment in entries})
    return len(entries)


def _date(members: list[User], moments: dict[tuple[int, int], object]) -> None:
    """The two stamps are set by themselves on creation: so they are put back afterwards."""
    stored = list(ListEntry.objects.filter(user__in=members).only("id", "user_id", "anime_id"))
    for entry in stored:
        entry.created_at = entry.updated_at = moments[entry.user_id, entry.anime_id]  # type: ignore[assignment]
    ListEntry.objects.bulk_update(stored, ["created_at", "updated_at"], batch_size=200)
