"""What the catalogue adds to a list by popularity: anime that came to it after the snapshot was trained."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet

from catalog.models import Anime, SeriesRole
from ml.data.anime import AnimeTable, placeholder
from ml.data.interactions import UserHistory
from ml.data.profiles import Listed
from ml.reranking.entries import SeriesEntries, in_order


def catalogue_table(anime: "QuerySet[Any]") -> AnimeTable:
    """Popularity and series, the most popular anime first; nothing else is known of them."""
    columns = ("pk", "popularity", "series", "series_place", "series_role")
    rows = list(anime.order_by("-popularity", "pk").values_list(*columns))
    numbers: dict[str, int] = {}
    return replace(
        placeholder(np.asarray([row[0] for row in rows], np.int32)),
        popularity=np.asarray([row[1] for row in rows], np.float32),
        # What stands alone is a series of its own; ids are above 0.
        series=np.asarray(
            [-numbers.setdefault(row[2], len(numbers) + 1) if row[2] else row[0] for row in rows], np.int32
        ),
        series_place=np.asarray([row[3] for row in rows], np.int16),
        series_role=[row[4] for row in rows],
    )


def without_later_entries(anime: "QuerySet[Anime]") -> "QuerySet[Anime]":
    """Of every series only what it is entered by."""
    return anime.filter(Q(series="") | Q(series_place=1)).filter(series_role=SeriesRole.MAIN)


def refill(
    *,
    history: UserHistory,
    shown: Sequence[int],
    known: Collection[int],
    unwanted: Collection[int],
    allowed: Collection[int] | None,
    n: int,
) -> list[int]:
    """Ids of visible anime that aren't ``known`` to the recommender, the popular ones first, ``n`` at most.

    Of a series that the member has seen nothing of only what is entered first, or stands after it in the list that
    begins with ``shown``.
    """
    newer = set(Anime.objects.visible().order_by().values_list("pk", flat=True)).difference(known)
    wanted = newer.difference(unwanted).difference(shown)
    if allowed is not None:
        wanted.intersection_update(allowed)
    if not wanted:
        return []
    names = Anime.objects.filter(pk__in=wanted).exclude(series="").order_by().values_list("series", flat=True)
    table = catalogue_table(Anime.objects.filter(pk__in=wanted) | Anime.objects.filter(series__in=set(names)))
    ranked = np.flatnonzero(np.isin(table.ids, list(wanted))).astype(np.int32)
    before = table.positions(np.asarray(shown, np.int32))
    listed = Listed.of_history(history, table)
    found = in_order(ranked, SeriesEntries.build(table), listed, before[before >= 0])
    return [int(anime_id) for anime_id in table.ids[found[:n]]]
