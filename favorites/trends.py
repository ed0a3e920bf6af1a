"""趋势: what members put on their lists lately, handed down to the catalogue, which ranks by it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from catalog.rankings.trends import Activity, write_trends
from favorites.models import ListEntry, Status

WINDOW = timedelta(days=30)
HALF_LIFE = timedelta(days=5)
# One person's whim is no trend.
FEWEST_PEOPLE = 2
# What an entry says of the interest in an anime; what was given up or put aside says nothing.
_STATUS_WEIGHT = {Status.WATCHING: 1.0, Status.COMPLETED: 0.8, Status.PLAN_TO_WATCH: 0.6}
_FAVORITE_WEIGHT, _RATED_WEIGHT, _LIKED_FROM = 0.6, 0.5, 7


@dataclass(frozen=True, kw_only=True)
class Touched:
    """An entry that a member changed within the window."""

    user_id: int
    anime_id: int
    is_simulated: bool
    is_favorite: bool
    status: str | None
    score: int | None
    updated_at: datetime


def refresh_trends(*, now: datetime) -> int:
    """The number of anime that have a trend; older ones are replaced, even by none."""
    fields = ("user_id", "anime_id", "user__is_simulated", "is_favorite", "status", "score", "updated_at")
    rows = ListEntry.objects.filter(
        updated_at__gt=now - WINDOW, updated_at__lte=now, anime__is_hidden=False, user__is_active=True
    )
    touched = [
        Touched(
            user_id=user_id,
            anime_id=anime_id,
            is_simulated=simulated,
            is_favorite=favorite,
            status=status,
            score=score,
            updated_at=updated_at,
        )
        for user_id, anime_id, simulated, favorite, status, score, updated_at in rows.values_list(*fields)
    ]
    return write_trends(measure(touched, now=now), now=now)


def measure(touched: Iterable[Touched], *, now: datetime) -> list[Activity]:
    """Half as much weight every HALF_LIFE; a member who touched a hundred anime (an imported list, say) weighs ten
    times as much as one who touched one, not a hundred times."""
    entries = [(one, _weight(one)) for one in touched]
    entries = [(one, weight) for one, weight in entries if weight]
    busy = Counter(one.user_id for one, _ in entries)
    scores: dict[int, float] = defaultdict(float)
    people: dict[int, list[bool]] = defaultdict(list)
    for one, weight in entries:
        age = (now - one.updated_at) / HALF_LIFE
        scores[one.anime_id] += weight * 0.5**age / sqrt(busy[one.user_id])
        people[one.anime_id].append(one.is_simulated)
    return [
        Activity(anime_id=anime_id, score=score, people=len(people[anime_id]), simulated_people=sum(people[anime_id]))
        for anime_id, score in scores.items()
        if len(people[anime_id]) >= FEWEST_PEOPLE
    ]


def _weight(one: Touched) -> float:
    if one.status in (Status.DROPPED, Status.ON_HOLD) and not one.is_favorite:
        return 0.0
    weight = _STATUS_WEIGHT.get(Status(one.status), 0.0) if one.status else 0.0
    weight += _FAVORITE_WEIGHT if one.is_favorite else 0.0
    return weight + (_RATED_WEIGHT if (one.score or 0) >= _LIKED_FROM else 0.0)
