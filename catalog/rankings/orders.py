"""What stands in which ranking, and in which order: stable, best first."""

from collections.abc import Callable
from datetime import date

from django.db.models import F

from catalog.airing import is_airing, is_upcoming
from catalog.models import Anime, RankingKind
from catalog.models.anime import AnimeQuerySet


def top_rated() -> AnimeQuerySet:
    return Anime.objects.visible().filter(weighted_score__isnull=False).order_by("-weighted_score", "pk")


def most_popular() -> AnimeQuerySet:
    return Anime.objects.visible().filter(members__gt=0).order_by("-members", "pk")


def trending() -> AnimeQuerySet:
    """Empty where nobody measured any activity; see catalog.rankings.trends."""
    return Anime.objects.visible().filter(trend__isnull=False).order_by("-trend__score", "pk")


def airing(today: date) -> AnimeQuerySet:
    return Anime.objects.visible().filter(is_airing(today)).order_by("-members", "-start_date", "pk")


def upcoming(today: date) -> AnimeQuerySet:
    """Those that most people wait for first; among those that nobody knows yet, the next ones."""
    return (
        Anime.objects.visible()
        .filter(is_upcoming(today))
        .order_by("-members", F("start_date").asc(nulls_last=True), "pk")
    )


_ORDERS: dict[RankingKind, Callable[[date], AnimeQuerySet]] = {
    RankingKind.TOP: lambda today: top_rated(),
    RankingKind.POPULAR: lambda today: most_popular(),
    RankingKind.TRENDING: lambda today: trending(),
    RankingKind.AIRING: airing,
    RankingKind.UPCOMING: upcoming,
}


def ranked(kind: RankingKind, *, today: date) -> AnimeQuerySet:
    """``today`` in Japan (catalog.seasons)."""
    return _ORDERS[kind](today)
