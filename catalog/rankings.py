"""高分 by weighted score and 热门 by members.

The weighted score is m-estimate shrinkage, ``v / (v + m) * R + m / (v + m) * C``: R an anime's mean score, v the number
of members who keep it on a list, C the mean score of the catalogue and m the members that four of five scored anime
don't reach. Few opinions pull an anime towards C. Hidden and unscored anime count for nothing.
"""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Avg, Case, F, FloatField, Value, When
from django.db.models.functions import Cast

from catalog.models import Anime
from catalog.models.anime import AnimeQuerySet
from catalog.selectors import cards_in_order

PER_PAGE = 24
_THRESHOLD_QUANTILE = 0.8


class RankingKind(models.TextChoices):
    TOP = "top", "高分"
    POPULAR = "popular", "热门"


@dataclass(frozen=True, kw_only=True)
class WeightingFormula:
    """The live m and C; None while no anime has a score."""

    m: int | None
    C: float | None


@dataclass(frozen=True, kw_only=True)
class Ranking:
    kind: RankingKind
    page: Page
    formula: WeightingFormula


def weighting_formula() -> WeightingFormula:
    scored = Anime.objects.visible().filter(score__isnull=False)
    mean = scored.aggregate(mean=Avg("score"))["mean"]
    if mean is None:
        return WeightingFormula(m=None, C=None)
    position = int(scored.count() * _THRESHOLD_QUANTILE)
    m = scored.order_by("members", "pk").values_list("members", flat=True)[position]
    # At least 1: the formula has no value for an anime without members where m is 0.
    return WeightingFormula(m=max(m, 1), C=mean)


def refresh_weighted_scores() -> None:
    """All at once, in one statement: a reader meets the old ranking or the new one, never a mixture."""
    formula = weighting_formula()
    if formula.m is None:
        Anime.objects.filter(weighted_score__isnull=False).update(weighted_score=None)
        return
    v, m = Cast("members", FloatField()), Value(float(formula.m))
    weighted = v / (v + m) * F("score") + m / (v + m) * Value(formula.C)
    Anime.objects.update(
        weighted_score=Case(
            When(is_hidden=False, score__isnull=False, then=weighted), default=None, output_field=FloatField()
        )
    )


def top_rated() -> AnimeQuerySet:
    """Best first; a stable order."""
    scored = Anime.objects.visible().filter(weighted_score__isnull=False)
    return scored.order_by("-weighted_score", "-members", "pk")


def most_popular() -> AnimeQuerySet:
    return Anime.objects.visible().filter(members__gt=0).order_by("-members", "pk")


_ORDERS = {RankingKind.TOP: top_rated, RankingKind.POPULAR: most_popular}


def ranking(*, kind: RankingKind, page: int | str | None, language: str) -> Ranking:
    """A page of cards; a page that doesn't exist is the nearest one that does."""
    found = Paginator(_ORDERS[kind]().values_list("pk", flat=True), PER_PAGE).get_page(page or 1)
    cards = cards_in_order(list(found.object_list), language=language)
    return Ranking(kind=kind, page=Page(cards, found.number, found.paginator), formula=weighting_formula())
