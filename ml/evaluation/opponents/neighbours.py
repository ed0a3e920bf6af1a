"""Item-kNN: an anime is worth what its nearest anime on the list are worth."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from ml.data.interactions import Floats, Interactions
from ml.evaluation.opponents.readings import READINGS
from ml.evaluation.references import Scorer
from ml.recall.weights import keep_top

# Weights are kept in half precision, which holds nothing below 6e-8.
PARTS = 1000


@dataclass(frozen=True)
class NeighbourConfig:
    """``similarity``: cosine, Jaccard, or conditional: the dot product over the list's anime alone. ``power`` sharpens
    the similarity; ``shrinkage`` lowers that of pairs with little evidence."""

    reading: str = "leaning"
    neighbours: int = 200
    shrinkage: float = 20.0
    similarity: str = "cosine"
    power: float = 1.0


# Of square sums |a|², of the candidates |b|², and products ab.
DENOMINATORS: dict[str, Callable[[Floats, Floats, Floats], Floats]] = {
    "cosine": lambda a, b, product: np.sqrt(a * b),
    "jaccard": lambda a, b, product: a + b - product,
    "conditional": lambda a, b, product: a + 0 * b,
}


def fit_neighbours(rows: Interactions, covered: int, config: NeighbourConfig, seed: int) -> Scorer:
    """Counted, not drawn: ``seed`` changes nothing."""
    reading = READINGS[config.reading]
    weights = _weights(rows.matrix(reading.of_rows(rows), covered), config)
    return lambda profile: np.asarray(weights[profile.positions].T @ reading.of_list(profile), np.float32)


def _weights(matrix: sp.csr_matrix, config: NeighbourConfig) -> sp.csr_matrix:
    columns, transposed = matrix.tocsc(), matrix.T.tocsr()
    squares = np.asarray(matrix.multiply(matrix).sum(0), np.float32).ravel()
    below = DENOMINATORS[config.similarity]

    def block(start: int, end: int) -> Floats:
        product = (transposed @ columns[:, start:end]).toarray()
        line = below(squares[:, None], squares[None, start:end], product) + config.shrinkage
        product /= np.maximum(line, 1e-6)
        product = np.maximum(product, 0) ** config.power * PARTS
        product[np.arange(start, end), np.arange(end - start)] = 0
        return np.minimum(product, 6e4).astype(np.float32)

    return keep_top(block, matrix.shape[1], config.neighbours)
