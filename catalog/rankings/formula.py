"""高分: the weighted score, on each site's own figures, and one scale for both.

The weighted score is m-estimate shrinkage, ``v / (v + m) * R + m / (v + m) * C``: R an anime's mean score, v how many
people stand behind it (of MyAnimeList those who keep it on a list, of Bangumi those who voted), C the mean score of the
site's anime here and m the people that four of five of them don't reach. Few opinions pull an anime towards C.

Where MyAnimeList has a score, that is the one that counts (``Anime.weighted_score``); elsewhere Bangumi's, converted so
that the anime that both sites know have the same mean and spread on both. Hidden and unscored anime count for nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from django.core.cache import cache
from django.db import transaction
from django.db.models import Case, F, FloatField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from catalog.models import Anime, ScoreSite, SiteScore

_THRESHOLD_QUANTILE = 0.8
# Fewer anime in common say nothing of how two scales differ.
_FEWEST_IN_COMMON = 30
_CACHED, _CACHED_SECONDS = "catalog:weighting-formulas", 3600


@dataclass(frozen=True, kw_only=True)
class WeightingFormula:
    """The live m and C of a site; None while none of its anime has a score."""

    m: int | None = None
    C: float | None = None


@dataclass(frozen=True, kw_only=True)
class Formulas:
    """``slope`` and ``shift``: a weighted score of Bangumi's times the one plus the other is one of MyAnimeList's."""

    by_site: dict[ScoreSite, WeightingFormula] = field(default_factory=dict)
    slope: float = 1.0
    shift: float = 0.0

    def of(self, site: ScoreSite) -> WeightingFormula:
        return self.by_site.get(site, WeightingFormula())

    def converted(self, score: float) -> float:
        return self.slope * score + self.shift


def weighting_formulas() -> Formulas:
    """Those in force: they are made anew with the weighted scores, and at least once an hour."""
    found: Formulas | None = cache.get(_CACHED)
    if found is None:
        found = _calculate()
        cache.set(_CACHED, found, _CACHED_SECONDS)
    return found


def refresh_weighted_scores() -> None:
    """All at once, in one statement: a reader meets the old ranking or the new one, never a mixture."""
    formulas = _calculate()
    _write(formulas)
    # Whoever asks before the transaction is through would keep the old one.
    cache.delete(_CACHED)
    transaction.on_commit(lambda: cache.delete(_CACHED))


def bangumi_scores() -> QuerySet[SiteScore]:
    """Rows of Bangumi's that have a score."""
    return SiteScore.objects.filter(site=ScoreSite.BANGUMI, score__isnull=False)


def weighted(formula: WeightingFormula, *, score: str, people: str) -> Combinable:
    """The expression over these columns; the formula must have its m."""
    v, m = Cast(people, FloatField()), Value(float(formula.m or 1))
    return v / (v + m) * F(score) + m / (v + m) * Value(formula.C)


def _calculate() -> Formulas:
    own = {
        pk: (score, members)
        for pk, score, members in Anime.objects.visible()
        .filter(score__isnull=False)
        .order_by()
        .values_list("pk", "score", "members")
        if score is not None
    }
    theirs = {
        pk: (score, votes)
        for pk, score, votes in bangumi_scores()
        .filter(anime__is_hidden=False)
        .order_by()
        .values_list("anime_id", "score", "votes")
        if score is not None
    }
    formulas = {
        site: formula
        for site, rows in ((ScoreSite.MYANIMELIST, own), (ScoreSite.BANGUMI, theirs))
        if (formula := _formula(list(rows.values()))).m is not None
    }
    if len(formulas) < 2:
        return Formulas(by_site=formulas)
    common = sorted(own.keys() & theirs.keys())
    slope, shift = _conversion(
        _weights([own[pk] for pk in common], formulas[ScoreSite.MYANIMELIST]),
        _weights([theirs[pk] for pk in common], formulas[ScoreSite.BANGUMI]),
    )
    return Formulas(by_site=formulas, slope=slope, shift=shift)


def _formula(rows: Sequence[tuple[float, int]]) -> WeightingFormula:
    if not rows:
        return WeightingFormula()
    people = sorted(count for _score, count in rows)
    # At least 1: the formula has no value for an anime without anybody where m is 0.
    m = max(people[int(len(people) * _THRESHOLD_QUANTILE)], 1)
    return WeightingFormula(m=m, C=sum(score for score, _count in rows) / len(rows))


def _weights(rows: Sequence[tuple[float, int]], formula: WeightingFormula) -> np.ndarray:
    if not rows:
        return np.zeros(0)
    scores, people = np.asarray(rows, np.float64).T
    shares = people / (people + float(formula.m or 1))
    return shares * scores + (1 - shares) * float(formula.C or 0.0)


def _conversion(own: np.ndarray, theirs: np.ndarray) -> tuple[float, float]:
    if len(own) < _FEWEST_IN_COMMON or theirs.std() == 0:
        return 1.0, 0.0
    slope = float(own.std() / theirs.std())
    return slope, float(own.mean() - slope * theirs.mean())


def _write(formulas: Formulas) -> None:
    cases = []
    own, theirs = formulas.of(ScoreSite.MYANIMELIST), formulas.of(ScoreSite.BANGUMI)
    if own.m is not None:
        cases.append(When(is_hidden=False, score__isnull=False, then=weighted(own, score="score", people="members")))
    if theirs.m is not None:
        converted = Value(formulas.slope) * weighted(theirs, score="score", people="votes") + Value(formulas.shift)
        rows = bangumi_scores().filter(anime=OuterRef("pk")).annotate(converted=converted).order_by()
        cases.append(When(is_hidden=False, then=Subquery(rows.values("converted")[:1])))
    if not cases:
        Anime.objects.filter(weighted_score__isnull=False).update(weighted_score=None)
        return
    Anime.objects.update(weighted_score=Case(*cases, default=None, output_field=FloatField()))
