"""How popular each anime is, in members of MyAnimeList: known, converted from Bangumi's, or estimated; never 0."""

import numpy as np
from django.db.models import F, Q

from catalog.bulk import write_columns
from catalog.models import Anime, PopularityOrigin
from catalog.popularity.conversion import convert
from catalog.popularity.estimation import estimate
from catalog.popularity.knowledge import Knowledge, read_knowledge

_ORIGINS = (PopularityOrigin.MEMBERS, PopularityOrigin.BANGUMI, PopularityOrigin.ESTIMATED)

__all__ = ["popularities", "refresh_popularity"]


def refresh_popularity() -> int:
    """Writes down what differs; the number of anime. Call after whatever changes members, scores or what is known."""
    count = _write_members()
    known = read_knowledge()
    if not len(known.ids):
        return count
    values, origins = popularities(known)
    present = {
        pk: (popularity, origin)
        for pk, popularity, origin in Anime.objects.filter(members=0).values_list(
            "pk", "popularity", "popularity_origin"
        )
    }
    changed = [
        (pk, value, _ORIGINS[origin].value)
        for pk, value, origin in zip(known.ids.tolist(), values.tolist(), origins.tolist(), strict=True)
        if pk in present and present[pk] != (value, _ORIGINS[origin])
    ]
    write_columns(Anime, ["popularity", "popularity_origin"], changed)
    return count + len(changed)


def popularities(known: Knowledge) -> tuple[np.ndarray, np.ndarray]:
    """Members or their like of each anime (n,), whole numbers from 1, and where they come from: 0, 1, 2 of _ORIGINS."""
    converted = convert(known)
    has_members, has_converted = known.members > 0, np.isfinite(converted)
    # An estimate of what other entries of a series have draws on what was converted, too.
    logs = np.where(has_members, np.log10(np.maximum(known.members, 1)), np.where(has_converted, converted, np.nan))
    estimated = estimate(known, logs)
    origins = np.where(has_members, 0, np.where(has_converted, 1, 2))
    values = np.where(has_members, known.members, np.round(10 ** np.where(has_converted, converted, estimated)))
    return np.maximum(values, 1.0), origins


def _write_members() -> int:
    right = Q(popularity=F("members"), popularity_origin=PopularityOrigin.MEMBERS)
    wrong = Anime.objects.filter(members__gt=0).exclude(right)
    return wrong.update(popularity=F("members"), popularity_origin=PopularityOrigin.MEMBERS)
