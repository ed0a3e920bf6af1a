"""iALS (Hu, Koren, Volinsky 2008) with regularisation by frequency, which Rendle and others (2022) found it to need."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from ml.data.interactions import Floats, Interactions
from ml.data.profiles import Profile
from ml.evaluation.opponents.readings import READINGS
from ml.evaluation.references import Scorer

BATCH = 256


@dataclass(frozen=True)
class FactorConfig:
    """A row weighs 1 + ``alpha`` × its value, everything else 1. Regularisation grows with the weight of a member's or
    an anime's rows to the power ``by_frequency``; 0 is one regularisation for all."""

    reading: str = "leaning"
    factors: int = 64
    regularisation: float = 0.1
    alpha: float = 5.0
    iterations: int = 8
    by_frequency: float = 0.0


@dataclass(frozen=True)
class Side:
    """One side's rows are solved for against the other's factors; ``frequency``: the mean weight of a row's cells."""

    config: FactorConfig
    fixed: Floats
    gram: Floats
    frequency: float

    @classmethod
    def of(cls, config: FactorConfig, fixed: Floats, matrix: sp.csr_matrix) -> "Side":
        weight = matrix.shape[1] + config.alpha * float(np.maximum(matrix.data, 0).sum()) / max(matrix.shape[0], 1)
        return cls(config, fixed, fixed.T @ fixed, weight)

    def solved(self, positions: np.ndarray, values: Floats) -> tuple[Floats, Floats]:
        """Left float32[f, f] and right float32[f] of one row's equations."""
        chosen, more = self.fixed[positions], self.config.alpha * np.maximum(values, 0)
        weight = (len(self.fixed) + float(more.sum())) / self.frequency
        penalty = self.config.regularisation * weight**self.config.by_frequency
        left = self.gram + (chosen.T * more) @ chosen
        left[np.diag_indices_from(left)] += penalty
        return left, chosen.T @ ((1 + more) * (values > 0))

    def all_rows(self, matrix: sp.csr_matrix) -> Floats:
        size = self.config.factors
        result = np.zeros((matrix.shape[0], size), np.float32)
        for start in range(0, matrix.shape[0], BATCH):
            rows = range(start, min(start + BATCH, matrix.shape[0]))
            spans = [slice(matrix.indptr[row], matrix.indptr[row + 1]) for row in rows]
            pairs = [self.solved(matrix.indices[span], matrix.data[span]) for span in spans]
            left, right = np.stack([pair[0] for pair in pairs]), np.stack([pair[1] for pair in pairs])
            result[start : start + len(rows)] = np.linalg.solve(left, right[:, :, None])[..., 0]
        return result


def fit_factors(rows: Interactions, covered: int, config: FactorConfig, seed: int) -> Scorer:
    reading = READINGS[config.reading]
    matrix = rows.matrix(reading.of_rows(rows), covered)
    transposed = matrix.T.tocsr()
    rng = np.random.default_rng(seed)
    anime = (rng.standard_normal((covered, config.factors)) * 0.1 / np.sqrt(config.factors)).astype(np.float32)
    for _ in range(config.iterations):
        members = Side.of(config, anime, matrix).all_rows(matrix)
        anime = Side.of(config, members, transposed).all_rows(transposed)
    side = Side.of(config, anime, matrix)

    def scores(profile: Profile) -> Floats:
        left, right = side.solved(profile.positions, reading.of_list(profile))
        return anime @ np.linalg.solve(left, right).astype(np.float32)

    return scores
