"""Linear item-to-item models with a closed form (EASE, Steck 2019), for several targets over one inverse.

For inputs X and targets Y (users × anime), weights B minimise ‖Y − X B‖² + λ‖B‖² where no anime may speak for itself:
with P = (XᵀX + λI)⁻¹ and Q = P XᵀY, B = Q − P·diag(Q_jj / P_jj). Y = X gives EASE.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
import scipy.linalg
import scipy.sparse as sp

from ml.data.interactions import Floats
from ml.ranges import Count, Positive, Power
from ml.recall.weights import keep_top


@dataclass(frozen=True)
class LinearConfig:
    """A member with n rows weighs n ** row_power, an anime with c rows c ** column_power."""

    regularisation: Positive = 80.0
    row_power: Power = -0.35
    column_power: Power = -0.1
    top_k: Count = 128


def fit_linear(
    inputs: sp.csr_matrix, targets: dict[str, sp.csr_matrix], config: LinearConfig
) -> dict[str, sp.csr_matrix]:
    """Weights [anime × anime] a target, ``config.top_k`` a column; a list's row times them is its scores.

    Memory: two to three dense float32 matrices of anime × anime.
    """
    rows = np.maximum(np.diff(inputs.indptr), 1).astype(np.float32)
    weight = (rows / np.median(rows)) ** config.row_power
    counts = np.maximum(np.bincount(inputs.indices, minlength=inputs.shape[1]), 1).astype(np.float32)
    scale = counts**config.column_power
    scaled = (sp.diags(np.sqrt(weight)) @ inputs @ sp.diags(scale)).tocsr().astype(np.float32)
    inverse = _inverse((scaled.T @ scaled).toarray(), config.regularisation)
    diagonal = np.diag(inverse).copy()
    result = {}
    for name, target in targets.items():
        columns = (sp.diags(np.sqrt(weight)) @ target @ sp.diags(scale)).tocsr().astype(np.float32)
        cross = (scaled.T @ columns).toarray()
        solution = inverse @ cross
        del cross
        solution -= inverse * (np.diag(solution) / diagonal)[None, :]
        np.fill_diagonal(solution, 0)
        # Back from scaled columns: x·diag(scale)·B·diag(1/scale).
        solution *= scale[:, None]
        solution /= scale[None, :]
        result[name] = keep_top(partial(_columns, solution), len(solution), config.top_k)
        del solution
    return result


def _columns(matrix: Floats, start: int, end: int) -> Floats:
    return matrix[:, start:end]


def _inverse(gram: Floats, regularisation: float) -> Floats:
    """(gram + λI)⁻¹ by Cholesky, in place where LAPACK can; the matrix is symmetric and positive."""
    gram[np.diag_indices_from(gram)] += regularisation
    factor, _ = scipy.linalg.lapack.spotrf(gram, lower=1, overwrite_a=1, clean=1)
    inverse, failed = scipy.linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ArithmeticError("The Gram matrix can't be inverted: raise linear.regularisation.")
    lower = np.tril(inverse)
    return lower + np.tril(lower, -1).T
