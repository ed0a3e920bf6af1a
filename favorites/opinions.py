"""What this site's own members think of an anime: their mean and how their ratings spread."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from catalog.details.histograms import Bar, bars_of
from favorites.models import ListEntry
from favorites.models.entry import HIGHEST_SCORE, LOWEST_SCORE


@dataclass(frozen=True, kw_only=True)
class Opinions:
    ratings: int
    simulated: int  # of them, by simulated members
    mean: float | None  # None without a rating
    bars: tuple[Bar, ...]  # the highest score first; none without a rating


def opinions_of(*, anime_id: int) -> Opinions:
    rows = (
        ListEntry.objects.filter(anime_id=anime_id, score__isnull=False, user__is_active=True)
        .order_by()
        .values_list("score", "user__is_simulated")
        .annotate(count=Count("pk"))
    )
    counts: Counter[int] = Counter()
    simulated = 0
    for score, is_simulated, count in rows:
        counts[score] += count
        simulated += count if is_simulated else 0
    ratings = counts.total()
    if not ratings:
        return Opinions(ratings=0, simulated=0, mean=None, bars=())
    return Opinions(
        ratings=ratings,
        simulated=simulated,
        mean=sum(score * count for score, count in counts.items()) / ratings,
        bars=bars_of([counts[score] for score in range(LOWEST_SCORE, HIGHEST_SCORE + 1)]),
    )
