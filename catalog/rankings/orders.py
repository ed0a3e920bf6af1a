"""What stands in which ranking, and in which order: stable, best first."""

from collections.abc import Callable
from datetime import date

from django.db.models import F

from catalog.airing import is_airing, is_upcoming
from catalog.models import Anime, RankingKind, ScoreSite
from catalog.models.anime import AnimeQuerySet
from catalog.rankings.formula import weighted, weighting_formulas


def top_rated(source: ScoreSite | None = None) -> AnimeQuerySet:
    """By one site's scores alone, or by MyAnimeList's and, where it has none, Bangumi's converted."""
    rated = Anime.objects.visible()
    if source == ScoreSite.BANGUMI:
        formula = weighting_formulas().of(source)
        its = rated.filter(site_scores__site=source, site_scores__score__isnull=False)
        if formula.m is None:
            return its.none()
        order = weighted(formula, score="site_scores__score", people="site_scores__votes")
        return its.annotate(weighted_there=order).order_by("-weighted_there", "pk")
    if source == ScoreSite.MYANIMELIST:
        rated = rated.filter(score__isnull=False)
    return rated.filter(weighted_score__isnull=False).order_by("-weighted_score", "pk")


def most_popular() -> AnimeQuerySet:
    """By MyAnimeList's members, or what other figures say in their magnitude: see Anime.popularity_origin."""
    return Anime.objects.visible().filter(popularity__gt=0).order_by("-popularity", "pk")


def trending() -> AnimeQuerySet:
    """Empty where nobody measured any activity; see catalog.rankings.trends."""
    return Anime.objects.visible().filter(trend__isnull=False).order_by("-trend__score", "pk")


def airing(today: date) -> AnimeQuerySet:
    return Anime.objects.visible().filter(is_airing(today)).order_by("-popularity", "-start_date", "pk")


def upcoming(today: date) -> AnimeQuerySet:
    """Those that most people wait for, or can be expected to, first; among equals the next ones."""
    return (
        Anime.objects.visible()
        .filter(is_upcoming(today))
        .order_by("-popularity", F("start_date").asc(nulls_last=True), "pk")
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
