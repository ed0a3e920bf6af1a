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
CLUES = 1_300  # the most telling of a genre, which alone it is learnt from in the end
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Example:
    clues: frozenset[str]
    year: int
    genres: frozenset[str]


def learn_weights(examples: Sequence[Example], *, genres: Sequence[str]) -> GenreWeights:
    """All share the threshold that makes F1 over all of them best; a genre of too few examples is left out."""
    vocabulary = _vocabulary(examples)
    design = _design(examples, vocabulary)
    years = np.array([example.year for example in examples])
    counts = 0.5 ** ((years.max() - years) / HALF_LIFE)
    folds = np.random.default_rng(0).integers(0, FOLDS, len(examples))
    recent = years >= min(RECENT, int(years.max()))
    fitted: dict[str, dict[str, float]] = {}
    biases: dict[str, float] = {}
    held, truth = [], []
    for name in genres:
        labels = np.array([name in example.genres for example in examples], float)
        if labels.sum() < FEWEST_OF_A_GENRE:
            continue
        columns = _telling(design, labels, counts)
        narrow = design[:, columns]
        weights = _fit(narrow, labels, counts)
        biases[name] = float(weights[-1])
        fitted[name] = _named(weights, columns, vocabulary)
        held.append(_held_out(narrow, labels, counts, folds)[recent])
        truth.append(labels[recent] > 0)
    threshold = _best_threshold(np.concatenate(held), np.concatenate(truth)) if held else 0.0
    clues: dict[str, dict[str, float]] = {}
    for name, weights_of in fitted.items():
        for clue, weight in weights_of.items():
            clues.setdefault(clue, {})[name] = weight
    return GenreWeights(biases=biases, thresholds=dict.fromkeys(biases, threshold), clues=clues)


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

    return np.asarray(minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x)


def _held_out(design: csr_matrix, labels: Floats, counts: Floats, folds: NDArray[np.int64]) -> Floats:
    """Logits of each example by weights fitted without its fold."""
    logits = np.zeros(len(labels))
    for fold in range(FOLDS):
        inside, outside = folds == fold, folds != fold
        logits[inside] = design[inside] @ _fit(design[outside], labels[outside], counts[outside])
    return logits


def _best_threshold(logits: Floats, labels: NDArray[np.bool_]) -> float:
    candidates = np.arange(-2.0, 2.0, 0.05)
    scores = [2 * (labels & (logits > at)).sum() / max(1, labels.sum() + (logits > at).sum()) for at in candidates]
    return float(candidates[int(np.argmax(scores))])


def _telling(design: csr_matrix, labels: Floats, counts: Floats) -> NDArray[np.int64]:
    """Columns of the clues that move the most logits the furthest, and of the bias."""
    weights = _fit(design, labels, counts)[:-1]
    often = np.sqrt(np.asarray(design[:, :-1].power(2).sum(axis=0)).ravel())
    chosen = np.sort(np.argsort(-np.abs(weights) * often)[:CLUES])
    return np.append(chosen, design.shape[1] - 1)


def _named(weights: Floats, columns: NDArray[np.int64], vocabulary: dict[str, int]) -> dict[str, float]:
    """Scaled by family here, so that inference only adds."""
    clues = list(vocabulary)
    own = {clues[column]: float(weight) for column, weight in zip(columns[:-1], weights[:-1], strict=True)}
    scaled = {clue: weight * WEIGHTS.get(clue.partition(":")[0], 1.0) for clue, weight in own.items()}
    return {clue: weight for clue, weight in scaled.items() if abs(weight) >= 0.005}
