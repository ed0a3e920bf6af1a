"""Linear autoencoders with a closed form: EASE (Steck 2019), and EDLAE, which also forgets inputs (Steck 2020)."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from ml.data.interactions import Floats, Interactions
from ml.evaluation.opponents.readings import READINGS
from ml.evaluation.references import Scorer, ease_weights


@dataclass(frozen=True)
class LinearConfig:
    """A member with n rows weighs n ** ``row_power``, an anime with c rows c ** ``column_power``.

    ``dropout``: the chance that an input is forgotten in training; with 0 the model is EASE.
    """

    reading: str = "plain"
    regularisation: float = 80.0
    row_power: float = 0.0
    column_power: float = 0.0
    dropout: float = 0.0


def fit_linear(rows: Interactions, covered: int, config: LinearConfig, seed: int) -> Scorer:
    """The solution is exact: ``seed`` changes nothing."""
    reading = READINGS[config.reading]
    weights = linear_weights(rows.matrix(reading.of_rows(rows), covered), config)
    return lambda profile: reading.of_list(profile) @ weights[profile.positions]


def linear_weights(matrix: sp.csr_matrix, config: LinearConfig) -> Floats:
    """float32[anime, anime]. What inputs are forgotten in training adds p / (1 - p) of an anime's own square sum to
    its regularisation, which is all that EDLAE differs by."""
    lengths = np.maximum(np.diff(matrix.indptr), 1).astype(np.float32)
    weight = (lengths / np.median(lengths)) ** config.row_power
    counts = np.maximum(np.bincount(matrix.indices, minlength=matrix.shape[1]), 1).astype(np.float32)
    scale = counts**config.column_power
    scaled = (sp.diags(np.sqrt(weight)) @ matrix @ sp.diags(scale)).tocsr().astype(np.float32)
    squares = np.asarray(scaled.multiply(scaled).sum(0)).ravel()
    forgotten = config.dropout / (1 - config.dropout)
    weights = ease_weights(scaled, config.regularisation + forgotten * squares)
    weights *= scale[:, None]
    weights /= scale[None, :]
    return weights
