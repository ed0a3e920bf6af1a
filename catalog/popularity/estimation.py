"""An estimate of members where no site's are known: from the series, the studio, and all else that is known.

In logarithms, so that it is about a median; shrunk by the ridge; never beyond the 99th percentile of its type.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np

from catalog.models import AnimeSource, AnimeType, Season
from catalog.popularity.knowledge import Knowledge
from catalog.popularity.regression import fit_ridge

_FEWEST = 100
_PENALTY = 30.0
_HIGHEST = 0.99
# Where too few teach: what a catalogue's unknown half has.
_WITHOUT_TEACHERS = 3.0
# How many average anime a studio or series is mixed with.
_SHRINKING = 2.0
_OLDEST, _NEWEST = 1985, 2020


def estimate(known: Knowledge, logs: np.ndarray) -> np.ndarray:
    """log10 of members for all n; ``logs`` (n,) those that are known or converted, else nan."""
    teachers = np.isfinite(logs)
    if teachers.sum() < _FEWEST:
        return np.full(len(logs), float(np.median(logs[teachers])) if teachers.any() else _WITHOUT_TEACHERS)
    features = _features(known, logs)
    found = fit_ridge(features[teachers], logs[teachers], penalty=_PENALTY).predict(features)
    for kind in np.unique(known.types):
        of_type = known.types == kind
        similar = teachers & of_type
        bounds = logs[similar] if similar.sum() >= _FEWEST else logs[teachers]
        found[of_type] = np.clip(found[of_type], bounds.min(), np.quantile(bounds, _HIGHEST))
    return found


def _features(known: Knowledge, logs: np.ndarray) -> np.ndarray:
    """(n, k); what comes from other anime leaves the anime itself out, so that it teaches what it will meet."""
    deviations = logs - _means_of_types(known.types, logs)
    series = [(name,) if name else () for name in known.series]
    series_mean, series_size = _of_others(series, deviations)
    studio_mean, studio_size = _of_others(known.studios, deviations)
    years = np.clip(np.where(np.isfinite(known.years), known.years, 2000), _OLDEST, _NEWEST) - 2000
    episodes = np.log1p(np.where(np.isfinite(known.episodes), known.episodes, 0))
    columns = [
        _one_hot(known.types, len(AnimeType.values)),
        _one_hot(known.seasons, len(Season.values)),
        _one_hot(known.sources, len(AnimeSource.values)),
        known.genres,
        known.tags,
        known.going_on,
        known.counts,
        series_mean[:, None],
        np.log1p(series_size)[:, None],
        studio_mean[:, None],
        np.log1p(studio_size)[:, None],
        years[:, None] / 10,
        (years[:, None] / 10) ** 2,
        np.isfinite(known.years)[:, None],
        episodes[:, None],
        np.isfinite(known.episodes)[:, None],
    ]
    return np.hstack([column.astype(float) for column in columns])


def _means_of_types(types: np.ndarray, logs: np.ndarray) -> np.ndarray:
    means = np.full(len(types), float(np.nanmean(logs)))
    for kind in np.unique(types):
        its = logs[(types == kind) & np.isfinite(logs)]
        if len(its):
            means[types == kind] = its.mean()
    return means


def _of_others(groups: Sequence[Sequence[Hashable]], deviations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The shrunken mean deviation of the known others in an anime's groups (n,), and how many there are (n,)."""
    sums: dict[Hashable, float] = defaultdict(float)
    sizes: dict[Hashable, int] = defaultdict(int)
    is_known = np.isfinite(deviations)
    for position in np.flatnonzero(is_known).tolist():
        for group in groups[position]:
            sums[group] += deviations[position]
            sizes[group] += 1
    means, counts = np.zeros(len(groups)), np.zeros(len(groups))
    for position, its in enumerate(groups):
        own, one = (deviations[position], 1) if is_known[position] else (0.0, 0)
        total = sum(sums.get(group, 0.0) - own for group in its)
        counts[position] = sum(sizes.get(group, 0) - one for group in its)
        means[position] = total / (counts[position] + _SHRINKING)
    return means, counts


def _one_hot(positions: np.ndarray, size: int) -> np.ndarray:
    return (positions[:, None] == np.arange(size)[None, :]).astype(float)
