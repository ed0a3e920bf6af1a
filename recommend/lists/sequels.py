"""Which anime go on with something: shown to who wants to begin something new only when that is wished."""

from django.core.cache import cache
from django.db.models import Q

from catalog.models import Anime, SeriesRole

CACHE_SECONDS = 3600
_KEY = "recommend:sequels:2"


def sequel_ids() -> frozenset[int]:
    """In a series, every main entry after a first one, and what accompanies the series."""
    known: frozenset[int] | None = cache.get(_KEY)
    if known is None:
        known = find_sequels()
        cache.set(_KEY, known, CACHE_SECONDS)
    return known


def find_sequels() -> frozenset[int]:
    going_on = Q(series_place__gt=1) | ~Q(series_role=SeriesRole.MAIN)
    return frozenset(Anime.objects.exclude(series="").filter(going_on).values_list("pk", flat=True))
