"""Learns the weights of inference.py: a logistic regression a genre, on anime whose genres are known.

Thresholds come from predictions for anime that the weights were not fitted on (folds), those of recent years alone:
MyAnimeList gives new anime fewer genres than it gave old ones.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from catalog.importing.tags.clues import WEIGHTS
from catalog.importing.tags.inference import GenreWeights

FEWEST = {"words": 25, "title": 10}  # anime that a clue must occur with; 5 for any other family
FEWEST_OF_A_GENRE = 20
HALF_LIFE = 8  # years after which an anime counts half
RECENT = 2017
PENALTY = 1.5
FOLDS = 4
LARGEST = 30_000  # weights that are kept
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Example:
    """``genres``: by vocabulary, since not every source of labels has every genre."""

    clues: frozenset[str]
    year: int
    genres: frozenset[str]
    themes: frozenset[str] | None = None


def learn_weights(examples: Sequence[Example], *, genres: Sequence[str], themes: Sequence[str] = ()) -> GenreWeights:
    """``genres`` share the threshold that makes F1 over all of them best; each of ``themes`` has its own, more careful
    one, and is learnt from the examples that have themes."""
    vocabulary = _vocabulary(examples)
    design = _design(examples, vocabulary)
    years = np.array([example.year for example in examples])
    counts = 0.5 ** ((years.max() - years) / HALF_LIFE)
    folds = np.random.default_rng(0).integers(0, FOLDS, len(examples))
    fitted: dict[str, Floats] = {}
    thresholds: dict[str, float] = {}
    held, truth = [], []
    for name in (*genres, *themes):
        known = np.array([name in genres or example.themes is not None for example in examples])
        labels = np.array([name in example.genres or name in (example.themes or ()) for example in examples], float)
        if labels[known].sum() < FEWEST_OF_A_GENRE:
            continue
        fitted[name] = _fit(design[known], labels[known], counts[known])
        logits = _held_out(design, labels, counts, np.where(known, folds, -1))
        recent = known & (years >= RECENT)
        if name in themes:
            thresholds[name] = _best_threshold(logits[recent], labels[recent] > 0, lowest=0.0)
        else:
            held.append(logits[recent])
            truth.append(labels[recent] > 0)
    shared = _best_threshold(np.concatenate(held), np.concatenate(truth), lowest=-2.0)
    return GenreWeights(
        biases={name: float(weights[-1]) for name, weights in fitted.items()},
        thresholds={name: thresholds.get(name, shared) for name in fitted},
        clues=_largest(fitted, vocabulary, design),
    )


def _vocabulary(examples: Sequence[Example]) -> dict[str, int]:
    counts = Counter(clue for example in examples for clue in example.clues)
    kept = sorted(clue for clue, count in counts.items() if count >= FEWEST.get(clue.partition(":")[0], 5))
    return {clue: place for place, clue in enumerate(kept)}


def _design(examples: Sequence[Example], vocabulary: dict[str, int]) -> csr_matrix:
    rows, columns, values = [], [], []
    for row, example in enumerate(examples):
        for clue in sorted(example.clues & vocabulary.keys()):
            rows.append(row)
            columns.append(vocabulary[clue])
            values.append(WEIGHTS.get(clue.partition(":")[0], 1.0))
    matrix = csr_matrix((values, (rows, columns)), shape=(len(examples), len(vocabulary)))
    return hstack([matrix, np.ones((len(examples), 1))]).tocsr()


def _fit(design: csr_matrix, labels: Floats, counts: Floats) -> Floats:
    """The last weight is the bias, hardly held back."""
    penalty = np.full(design.shape[1], PENALTY)
    penalty[-1] = 1e-3

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = design @ weights
        error = 1 / (1 + np.exp(-logits)) - labels
        value = (counts * (np.logaddexp(0, logits) - labels * logits)).sum() + 0.5 * (penalty * weights**2).sum()
        return float(value), design.T @ (counts * error) + penalty * weights

    return np.asarray(
        minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    )


def _held_out(design: csr_matrix, labels: Floats, counts: Floats, folds: NDArray[np.int64]) -> Floats:
    """Logits of each example by weights fitted without its fold; fold −1 takes no part."""
    logits = np.zeros(len(labels))
    for fold in range(FOLDS):
        inside, outside = folds == fold, (folds != fold) & (folds >= 0)
        logits[inside] = design[inside] @ _fit(design[outside], labels[outside], counts[outside])
    return logits


def _best_threshold(logits: Floats, labels: NDArray[np.bool_], *, lowest: float) -> float:
    candidates = np.arange(lowest, 2.0, 0.05)
    scores = [2 * (labels & (logits > at)).sum() / max(1, labels.sum() + (logits > at).sum()) for at in candidates]
    return float(candidates[int(np.argmax(scores))])


def _largest(fitted: dict[str, Floats], vocabulary: dict[str, int], design: csr_matrix) -> dict[str, dict[str, float]]:
    """Those that move the most logits the furthest; scaled by family here, so that inference only adds."""
    often = np.sqrt(np.asarray((design[:, :-1] > 0).sum(axis=0)).ravel())
    scales = np.array([WEIGHTS.get(clue.partition(":")[0], 1.0) for clue in vocabulary])
    table = np.stack([weights[:-1] * scales for weights in fitted.values()])
    telling = np.abs(table) * often
    floor = np.partition(telling.ravel(), -LARGEST)[-LARGEST] if telling.size > LARGEST else 0.0
    names, clues = list(fitted), list(vocabulary)
    kept: dict[str, dict[str, float]] = {}
    for genre, clue in zip(*np.nonzero((telling >= floor) & (np.abs(table) >= 0.02)), strict=True):
        kept.setdefault(clues[clue], {})[names[genre]] = float(table[genre, clue])
    return kept
