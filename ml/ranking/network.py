"""The ranker's forward pass in numpy: serving needs no torch."""

from dataclasses import dataclass

import numpy as np

from ml.interactions import Floats

CLIP = 6.0


@dataclass(frozen=True)
class Ranker:
    """A multilayer perceptron: inputs standardised and clipped, GELU between layers, one logit out.

    ``weights[i]`` float32[out, in], ``biases[i]`` float32[out]. ``calibration`` (a, b): P(like) = σ(a·logit + b).
    """

    mean: Floats
    scale: Floats
    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    calibration: tuple[float, float] = (1.0, 0.0)

    def logits(self, features: Floats) -> Floats:
        """float32[rows] from float32[rows, features]; larger is better."""
        layer = standardise(features, self.mean, self.scale)
        for weight, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            layer = _gelu(layer @ weight.T + bias)
        return (layer @ self.weights[-1].T + self.biases[-1]).ravel()

    def probabilities(self, logits: Floats) -> Floats:
        """Calibrated chance that the member would give 8 or more."""
        slope, offset = self.calibration
        return 1 / (1 + np.exp(-np.clip(slope * logits + offset, -30, 30)))


def standardise(features: Floats, mean: Floats, scale: Floats) -> Floats:
    return np.clip((features - mean) / scale, -CLIP, CLIP).astype(np.float32)


def _gelu(x: Floats) -> Floats:
    """The tanh form, as torch computes with ``approximate="tanh"``."""
    return 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
