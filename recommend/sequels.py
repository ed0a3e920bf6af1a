"""Which anime go on with something: shown to who wants to begin something new only when that is wished."""

from datetime import date

from django.core.cache import cache

from catalog.models import Anime, AnimeType
from recommend.entry_points import goes_on

CACHE_SECONDS = 3600
# What accompanies a series rather than being one.
_COMPANIONS = frozenset({AnimeType.SPECIAL, AnimeType.OVA, AnimeType.MUSIC})
_KEY = "recommend:sequels"


def sequel_ids() -> frozenset[int]:
    """From titles and dates: in a series, what says that it is a later season, and what accompanies an earlier one."""
    known: frozenset[int] | None = cache.get(_KEY)
    if known is None:
        known = find_sequels()
        cache.set(_KEY, known, CACHE_SECONDS)
    return known


def find_sequels() -> frozenset[int]:
    rows = list(Anime.objects.exclude(series="").only("series", "type", "start_date", "title_zh_hans", "title_romaji"))
    first: dict[str, date] = {}
    for anime in rows:
        if anime.type not in _COMPANIONS and anime.start_date is not None:
            first[anime.series] = min(anime.start_date, first.get(anime.series, date.max))
    return frozenset(
        anime.pk
        for anime in rows
        if (anime.start_date or date.max) > first.get(anime.series, date.max)
        and (anime.type in _COMPANIONS or goes_on(anime))
    )
