"""The recommenders to beat, as published: popularity, item-kNN, RP3beta, iALS, EASE. Each answers from a list alone."""

from collections.abc import Callable, Collection, Mapping

import numpy as np
import scipy.linalg
import scipy.sparse as sp

from ml.data import grades
from ml.data.interactions import Floats, Interactions, Ints
from ml.data.profiles import Profile
from ml.evaluation.members import Members
from ml.recall.als import AlsConfig, fit_als, fold_in
from ml.recall.neighbours import NeighbourConfig, fit_cosine, fit_rp3beta
from ml.recall.sources import top

DEPTH = 200
Scorer = Callable[[Profile], Floats]
Lists = dict[int, Ints]
NAMES = ("popularity", "item-kNN", "RP3beta", "iALS", "EASE-200", "EASE-80")


def fit_references(
    training: Interactions,
    covered: int,
    seed: int,
    progress: Callable[[float], None],
    names: Collection[str] = NAMES,
) -> dict[str, Scorer]:
    """From the rows of ``training``; a scorer turns a list into float32[covered]."""
    rows = training.keep(training.anime < covered)
    leaning = rows.matrix(grades.leaning(rows.ratings, rows.statuses, rows.favorites), covered)
    fits: dict[str, Callable[[], Scorer]] = {
        "popularity": lambda: _constant(np.bincount(rows.anime, minlength=covered).astype(np.float32)),
        "item-kNN": lambda: _sparse(fit_cosine(leaning, NeighbourConfig(top_k=200, shrinkage=20))),
        "RP3beta": lambda: _sparse(fit_rp3beta(leaning, NeighbourConfig(top_k=200))),
        "iALS": lambda: _als(leaning, seed),
        "EASE-200": lambda: _ease(rows, covered, 200.0),
        "EASE-80": lambda: _ease(rows, covered, 80.0),
    }
    result = {}
    for done, name in enumerate(names):
        progress(done / len(names))
        result[name] = fits[name]()
    return result


def reference_lists(references: Mapping[str, Scorer], members: Members, covered: int) -> dict[str, Lists]:
    """The best 200 of every member, a reference each."""
    result: dict[str, Lists] = {name: {} for name in references}
    for user, member in members.items():
        profile = member.profile(covered)
        for name, scorer in references.items():
            result[name][user] = top(scorer(profile), DEPTH, member.taken)
    return result


def _constant(line: Floats) -> Scorer:
    return lambda profile: line


def _sparse(weights: sp.csr_matrix) -> Scorer:
    def scores(profile: Profile) -> Floats:
        return np.asarray(weights[profile.positions].T @ profile.leaning, np.float32)

    return scores


def ease_weights(matrix: sp.csr_matrix, penalty: float | Floats) -> Floats:
    """The closed form of Steck 2019, float32[anime, anime]; ``penalty``: one for all, or each anime's own."""
    gram = (matrix.T @ matrix).toarray().astype(np.float32)
    gram[np.diag_indices_from(gram)] += penalty
    factor, _ = scipy.linalg.lapack.spotrf(gram, lower=1, overwrite_a=1, clean=1)
    inverse, failed = scipy.linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ArithmeticError("The Gram matrix of the reference EASE can't be inverted.")
    weights = np.tril(inverse) + np.tril(inverse, -1).T
    weights /= -np.diag(weights).copy()
    weights[np.diag_indices_from(weights)] = 0
    return weights


def plain_grades(ratings: Ints) -> Floats:
    """1 for 8 and more, 0.4 for 6 and 7, −0.2 for less, 0.3 for watched without a rating."""
    return np.select([ratings >= 8, ratings >= 6, ratings > 0], [1.0, 0.4, -0.2], 0.3).astype(np.float32)


def _ease(rows: Interactions, covered: int, penalty: float) -> Scorer:
    weights = ease_weights(rows.matrix(plain_grades(rows.ratings), covered), penalty)
    return lambda profile: plain_grades(profile.ratings) @ weights[profile.positions]


def _als(leaning: sp.csr_matrix, seed: int) -> Scorer:
    config = AlsConfig(factors=64, regularisation=0.1, alpha=5.0, iterations=15)
    factors = fit_als(leaning, config, np.random.default_rng(seed), lambda done: None)
    gram = factors.T @ factors

    def scores(profile: Profile) -> Floats:
        said = profile.leaning > 0
        return factors @ fold_in(profile.positions[said], profile.leaning[said], factors, gram, config)

    return scores
