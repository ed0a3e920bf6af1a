"""The recommenders to beat, as published, fitted on the same rows: popularity, item-kNN, iALS, EASE."""

from collections.abc import Callable, Iterable

import numpy as np
import scipy.sparse as sp

from ml import grades
from ml.interactions import Interactions, Ints
from ml.recall.als import AlsConfig, fit_als, fold_in
from ml.recall.linear import LinearConfig, fit_linear
from ml.recall.neighbours import NeighbourConfig, fit_cosine

DEPTH = 200


def baseline_lists(
    training: Interactions, covered: int, users: Iterable[int], seed: int, progress: Callable[[float], None]
) -> dict[str, dict[int, Ints]]:
    """The best 200 unseen anime of every user, a baseline each; ``users`` are rows of ``training.user_ids``."""
    rows = training.keep(training.anime < covered)
    row = (rows.ratings, rows.statuses, rows.favorites)
    leaning = rows.matrix(grades.leaning(*row), covered)
    graded = rows.matrix(_plain_grades(rows), covered)
    counts = np.bincount(rows.anime, minlength=covered).astype(np.float32)
    chosen = np.asarray(list(users))
    result: dict[str, dict[int, Ints]] = {"popularity": _best(lambda u: counts, rows, chosen)}
    progress(0.1)
    cosine = fit_cosine(leaning, NeighbourConfig(top_k=200, shrinkage=20))
    result["item-kNN"] = _best(_linear_scores(leaning, cosine), rows, chosen)
    progress(0.3)
    for penalty in (80, 200):
        plain = LinearConfig(regularisation=penalty, row_power=0.0, column_power=0.0, top_k=covered)
        weights = fit_linear(graded, {"graded": graded}, plain)["graded"]
        result[f"EASE-{penalty}"] = _best(_linear_scores(graded, weights), rows, chosen)
        progress(0.5 if penalty == 80 else 0.7)
    config = AlsConfig(factors=64, regularisation=0.1, alpha=5.0, iterations=15)
    factors = fit_als(leaning, config, np.random.default_rng(seed), lambda done: progress(0.7 + 0.3 * done))
    gram = factors.T @ factors

    def als(user: int) -> np.ndarray:
        span = slice(leaning.indptr[user], leaning.indptr[user + 1])
        return factors @ fold_in(leaning.indices[span], leaning.data[span], factors, gram, config)

    result["iALS"] = _best(als, rows, chosen)
    return result


def _plain_grades(rows: Interactions) -> np.ndarray:
    """1 for 8 and more, 0.4 for 6 and 7, −0.2 for less, 0.3 for watched without a rating."""
    rating = rows.ratings
    return np.select([rating >= 8, rating >= 6, rating > 0], [1.0, 0.4, -0.2], 0.3).astype(np.float32)


def _linear_scores(matrix: sp.csr_matrix, weights: sp.csr_matrix) -> Callable[[int], np.ndarray]:
    return lambda user: np.asarray((matrix[user] @ weights).todense()).ravel()


def _best(scores: Callable[[int], np.ndarray], rows: Interactions, users: np.ndarray) -> dict[int, Ints]:
    result: dict[int, Ints] = {}
    for user in users.tolist():
        line = np.array(scores(user), dtype=np.float32)
        line[rows.anime[rows.start[user] : rows.start[user + 1]]] = -np.inf
        best = np.argpartition(-line, min(DEPTH, len(line) - 1))[:DEPTH]
        best = best[np.argsort(-line[best], kind="stable")]
        result[user] = best[line[best] > -np.inf]
    return result
