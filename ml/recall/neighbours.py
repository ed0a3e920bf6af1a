"""Neighbourhoods: cosine of co-occurrence, and popularity-discounted walks of three steps (RP3beta, Paudel 2017)."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from ml.ranges import Count, NotNegative
from ml.recall.weights import keep_top


@dataclass(frozen=True)
class NeighbourConfig:
    """``shrinkage`` pulls the cosine of pairs with little evidence to zero; ``alpha``, ``beta`` are RP3beta's."""

    top_k: Count = 100
    shrinkage: NotNegative = 20.0
    alpha: NotNegative = 0.8
    beta: NotNegative = 0.5


def fit_cosine(matrix: sp.csr_matrix, config: NeighbourConfig) -> sp.csr_matrix:
    """Cosine of the anime's columns, the ``top_k`` nearest of each."""
    columns, transposed = matrix.tocsc(), matrix.T.tocsr()
    norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(0)).ravel())

    def block(start: int, end: int) -> np.ndarray:
        gram = (transposed @ columns[:, start:end]).toarray()
        gram /= np.outer(norm, norm[start:end]) + config.shrinkage
        gram[np.arange(start, end), np.arange(end - start)] = 0
        return gram.astype(np.float32)

    return keep_top(block, matrix.shape[1], config.top_k)


def fit_rp3beta(matrix: sp.csr_matrix, config: NeighbourConfig) -> sp.csr_matrix:
    """Weights of walks anime → member → anime, divided by the goal's popularity ** beta."""
    per_user = np.maximum(np.asarray(matrix.sum(1)).ravel(), 1)
    per_item = np.maximum(np.asarray(matrix.sum(0)).ravel(), 1)
    forth = (sp.diags(per_item**-config.alpha) @ matrix.T).tocsr()
    back = (sp.diags(per_user**-config.alpha) @ matrix @ sp.diags(per_item**-config.beta)).tocsc()

    def block(start: int, end: int) -> np.ndarray:
        weights = (forth @ back[:, start:end]).toarray()
        weights[np.arange(start, end), np.arange(end - start)] = 0
        # Half precision holds five digits from 6e-5 on: walks are rarer than that.
        return (weights * 1000).astype(np.float32)

    return keep_top(block, matrix.shape[1], config.top_k)
