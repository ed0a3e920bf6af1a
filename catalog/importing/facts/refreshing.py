"""What follows from the catalogue is made anew after an import: series, popularity, weighted scores."""

from collections.abc import Collection
from importlib.util import find_spec

from django.utils import timezone

from catalog.importing.storing.store import Progress
from catalog.models import Anime
from catalog.rankings import refresh_weighted_scores
from catalog.series import refresh_series

BATCH = 500


def refresh_catalogue(progress: Progress) -> None:
    """Call inside the transaction of the import."""
    progress("refreshing", 0, 3)
    refresh_series()
    progress("refreshing", 1, 3)
    if find_spec("catalog.popularity"):
        from catalog.popularity import refresh_popularity

        refresh_popularity()
    progress("refreshing", 2, 3)
    refresh_weighted_scores()
    progress("refreshing", 3, 3)


def touch(anime: Collection[int]) -> None:
    """Search finds by ``updated_at`` what changed."""
    ids = sorted(anime)
    for start in range(0, len(ids), BATCH):
        Anime.objects.filter(pk__in=ids[start : start + BATCH]).update(updated_at=timezone.now())
