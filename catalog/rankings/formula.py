"""高分: the weighted score.

The weighted score is m-estimate shrinkage, ``v / (v + m) * R + m / (v + m) * C``: R an anime's mean score, v the number
of members who keep it on a list, C the mean score of the catalogue and m the members that four of five scored anime
don't reach. Few opinions pull an anime towards C. Hidden and unscored anime count for nothing.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django.db.models import Avg, Case, F, FloatField, Value, When
from django.db.models.functions import Cast

from catalog.models import Anime

_THRESHOLD_QUANTILE = 0.8
_CACHED, _CACHED_SECONDS = "catalog:weighting-formula", 3600


@dataclass(frozen=True, kw_only=True)
class WeightingFormula:
    """The live m and C; None while no anime has a score."""

    m: int | None
    C: float | None


def weighting_formula() -> WeightingFormula:
    """The one in force: it is made anew with the weighted scores, and at least once an hour."""
    found: WeightingFormula | None = cache.get(_CACHED)
    if found is None:
        found = _calculate()
        cache.set(_CACHED, found, _CACHED_SECONDS)
    return found


def refresh_weighted_scores() -> None:
    """All at once, in one statement: a reader meets the old ranking or the new one, never a mixture."""
    formula = _calculate()
    _write(formula)
    # Whoever asks before the transaction is through would keep the old one.
    cache.delete(_CACHED)
    transaction.on_commit(lambda: cache.delete(_CACHED))


def _calculate() -> WeightingFormula:
    scored = Anime.objects.visible().filter(score__isnull=False)
    mean = scored.aggregate(mean=Avg("score"))["mean"]
    if mean is None:
        return WeightingFormula(m=None, C=None)
    position = int(scored.count() * _THRESHOLD_QUANTILE)
    m = scored.order_by("members", "pk").values_list("members", flat=True)[position]
    # At least 1: the formula has no value for an anime without members where m is 0.
    return WeightingFormula(m=max(m, 1), C=mean)


def _write(formula: WeightingFormula) -> None:
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
