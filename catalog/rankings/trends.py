"""趋势: what members do at the moment. An app above the catalogue measures it and hands it over here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from catalog.models import Trend

_BATCH = 5_000
_NOTE, _NOTE_SECONDS = "catalog:trends-note", 600


@dataclass(frozen=True, kw_only=True)
class Activity:
    """``score``: weighted by how recent; ``people`` who acted, of whom ``simulated_people`` are no people."""

    anime_id: int
    score: float
    people: int
    simulated_people: int


@dataclass(frozen=True, kw_only=True)
class TrendsNote:
    """When the trends were measured, and whether simulated members are among those who made them."""

    measured_at: datetime
    has_simulated: bool


def write_trends(activity: Iterable[Activity], *, now: datetime) -> int:
    """In place of the old ones, at once; the number of anime."""
    rows = [
        Trend(
            anime_id=one.anime_id,
            score=one.score,
            people=one.people,
            simulated_people=one.simulated_people,
            measured_at=now,
        )
        for one in activity
    ]
    with transaction.atomic():
        Trend.objects.all().delete()
        Trend.objects.bulk_create(rows, batch_size=_BATCH)
        # Whoever asks before the transaction is through would keep the old note.
        cache.delete(_NOTE)
        transaction.on_commit(lambda: cache.delete(_NOTE))
    return len(rows)


def trends_note() -> TrendsNote | None:
    """None while there are none."""
    held: tuple[TrendsNote | None] | None = cache.get(_NOTE)
    if held is None:
        first = Trend.objects.filter(anime__is_hidden=False).order_by("-simulated_people").first()
        has_simulated = first is not None and first.simulated_people > 0
        held = (TrendsNote(measured_at=first.measured_at, has_simulated=has_simulated) if first else None,)
        cache.set(_NOTE, held, _NOTE_SECONDS)
    return held[0]
