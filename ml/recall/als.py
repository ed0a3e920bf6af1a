"""Implicit-feedback alternating least squares (Hu, Koren, Volinsky 2008), with fold-in of a list never seen before."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from ml.data.interactions import Floats, Ints
from ml.ranges import Count, NotNegative, Positive

BATCH = 256


@dataclass(frozen=True)
class AlsConfig:
    """Confidence of a row is 1 + alpha × its value."""

    factors: Count = 64
    regularisation: Positive = 0.1
    alpha: NotNegative = 5.0
    iterations: Count = 12


def fit_als(
    matrix: sp.csr_matrix, config: AlsConfig, rng: np.random.Generator, progress: Callable[[float], None]
) -> Floats:
    """Anime factors, float32[anime, factors]."""
    items = (rng.standard_normal((matrix.shape[1], config.factors)) * 0.1).astype(np.float32)
    transposed = matrix.T.tocsr()
    for done in range(config.iterations):
        users = _solve(matrix, items, config)
        items = _solve(transposed, users, config)
        progress((done + 1) / config.iterations)
    return items


def fold_in(positions: Ints, values: Floats, items: Floats, gram: Floats, config: AlsConfig) -> Floats:
    """The factors of one list, float32[factors]; ``gram`` is itemsᵀ·items."""
    if not len(positions):
        return np.zeros(items.shape[1], np.float32)
    chosen = items[positions]
    left = gram + config.regularisation * np.eye(len(gram), dtype=np.float32)
    left = left + (chosen.T * (config.alpha * values)) @ chosen
    return np.linalg.solve(left, chosen.T @ (1 + config.alpha * values)).astype(np.float32)


def _solve(matrix: sp.csr_matrix, fixed: Floats, config: AlsConfig) -> Floats:
    """The other side's factors; rows are solved together in batches."""
    factors = fixed.shape[1]
    base = fixed.T @ fixed + config.regularisation * np.eye(factors, dtype=np.float32)
    left = np.empty((BATCH, factors, factors), np.float32)
    right = np.empty((BATCH, factors), np.float32)
    result = np.zeros((matrix.shape[0], factors), np.float32)
    for start in range(0, matrix.shape[0], BATCH):
        end = min(start + BATCH, matrix.shape[0])
        for row in range(start, end):
            span = slice(matrix.indptr[row], matrix.indptr[row + 1])
            chosen, confidence = fixed[matrix.indices[span]], config.alpha * matrix.data[span]
            left[row - start] = base + (chosen.T * confidence) @ chosen
            right[row - start] = chosen.T @ (1 + confidence)
        result[start:end] = np.linalg.solve(left[: end - start], right[: end - start, :, None])[..., 0]
    return result
