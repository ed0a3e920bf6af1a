"""How far converted and estimated figures are from the known ones, members hidden that are known."""

from dataclasses import dataclass, replace

import numpy as np

from catalog.popularity.conversion import convert
from catalog.popularity.estimation import estimate
from catalog.popularity.knowledge import Knowledge

_SEED = 0
_FOLDS = 5


@dataclass(frozen=True, kw_only=True)
class Errors:
    """``factor``: half of the figures are within so many times of the truth."""

    anime: int
    spearman: float
    factor: float


def errors_of_conversion(known: Knowledge) -> Errors:
    """Each fifth of those with both figures is converted by what the other four teach."""
    both = np.flatnonzero((known.collected > 0) & (known.members > 0))
    fold = np.random.default_rng(_SEED).integers(_FOLDS, size=len(both))
    found = np.full(len(known.ids), np.nan)
    for number in range(_FOLDS):
        hidden = both[fold == number]
        members = known.members.copy()
        members[hidden] = 0
        found[hidden] = convert(replace(known, members=members))[hidden]
    return _errors(found, known.members)


def errors_of_estimates(known: Knowledge, *, years: range) -> Errors:
    """Of the anime of these years, whose members and figures at Bangumi nobody is shown."""
    hidden = np.isin(known.years, list(years)) & (known.members > 0)
    members = np.where(hidden, 0, known.members)
    logs = np.where(members > 0, np.log10(np.maximum(members, 1)), np.nan)
    found = np.where(hidden, estimate(replace(known, members=members), logs), np.nan)
    return _errors(found, known.members)


def _errors(found: np.ndarray, members: np.ndarray) -> Errors:
    shown = np.isfinite(found)
    if shown.sum() < 2:
        return Errors(anime=int(shown.sum()), spearman=float("nan"), factor=float("nan"))
    truth, guess = np.log10(members[shown]), found[shown]
    spearman = float(np.corrcoef(_ranks(truth), _ranks(guess))[0, 1])
    return Errors(anime=int(shown.sum()), spearman=spearman, factor=float(10 ** np.median(np.abs(truth - guess))))


def _ranks(values: np.ndarray) -> np.ndarray:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: np.ndarray = (ends - (counts - 1) / 2)[inverse]
    return ranks
