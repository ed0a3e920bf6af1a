"""Each day's ranks, written down at night: what moved is said against the last day before today.

A day's rows come in one transaction, so that nobody reads a ranking that is half written; running it twice gives the
same rows. Days are Japan's (catalog.seasons).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from catalog.models import Anime, RankingKind, RankRecord
from catalog.rankings.orders import ranked

# A week to look back at, should nights be missed.
KEPT = timedelta(days=8)
_BATCH = 5_000
_DAYS, _DAYS_SECONDS = "catalog:ranked-days", 600


def record_ranks(*, today: date) -> int:
    """All rankings as they are, as those of ``today``; older days than KEPT go. The number of rows."""
    rows = [
        RankRecord(day=today, kind=kind, anime_id=anime_id, rank=rank)
        for kind in RankingKind
        for rank, anime_id in enumerate(ranked(kind, today=today).values_list("pk", flat=True), start=1)
    ]
    with transaction.atomic():
        RankRecord.objects.filter(Q(day=today) | Q(day__lt=today - KEPT)).delete()
        RankRecord.objects.bulk_create(rows, batch_size=_BATCH)
        # Whoever asks before the transaction is through would keep the old days.
        cache.delete(_DAYS)
        transaction.on_commit(lambda: cache.delete(_DAYS))
    return len(rows)


def last_day_before(today: date, *, kind: RankingKind) -> date | None:
    """The day to compare with; None while there is none, or only ones too long ago."""
    days: list[tuple[date, str]] | None = cache.get(_DAYS)
    if days is None:
        days = list(RankRecord.objects.order_by().values_list("day", "kind").distinct())
        cache.set(_DAYS, days, _DAYS_SECONDS)
    return max((day for day, its in days if its == kind and today - KEPT <= day < today), default=None)


def ranks_on(day: date, *, kind: RankingKind, among: Q, anime_ids: Sequence[int]) -> dict[int, int]:
    """The ranks on ``day`` by id, counted among the anime that ``among`` (a condition on Anime) lets through."""
    records = RankRecord.objects.filter(day=day, kind=kind)
    if not among:
        return dict(records.filter(anime_id__in=anime_ids).values_list("anime_id", "rank"))
    records = records.filter(anime__in=Anime.objects.filter(among).order_by().values("pk"))
    counted = records.annotate(place=Window(RowNumber(), order_by=F("rank").asc()))
    return dict(counted.filter(anime_id__in=anime_ids).values_list("anime_id", "place"))
