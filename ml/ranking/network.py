"""The ranker's forward pass in numpy: serving needs no torch."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from ml.data.interactions import Floats

CLIP = 6.0


@dataclass(frozen=True)
class Outlook:
    """What a member would make of an anime that they watch: a perceptron of its own beside the ranker.

    Two outputs: the logit of a rating of 8 or more, and the rating. ``calibration`` (a, b): P(like) = σ(a·logit + b).
    """

    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    calibration: tuple[float, float] = (1.0, 0.0)

    def of(self, inputs: Floats) -> tuple[Floats, Floats]:
        """P(8 or more | watched, rated) and the expected rating (1 to 10), float32[rows] each, of standardised rows."""
        logit, score = _forward(inputs, self.weights, self.biases).T
        return sigmoid(self.calibration[0] * logit + self.calibration[1]), np.clip(score, 1, 10)


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
    outlook_net: Outlook | None = None

    def silenced(self, columns: Collection[int]) -> "Ranker":
        """The same ranker to whom these columns of the features say nothing: as if each had its mean in training."""
        net = self.outlook_net
        return replace(
            self,
            weights=_deaf(self.weights, columns),
            outlook_net=replace(net, weights=_deaf(net.weights, columns)) if net else None,
        )

    def logits(self, features: Floats) -> Floats:
        """float32[rows] from float32[rows, features]; larger is better."""
        return _forward(standardise(features, self.mean, self.scale), self.weights, self.biases).ravel()

    def probabilities(self, logits: Floats) -> Floats:
        """Calibrated chance that the anime is among what the member watches next and gives 8 or more."""
        return sigmoid(self.calibration[0] * logits + self.calibration[1])

    def outlook(self, features: Floats) -> tuple[Floats, Floats] | None:
        """See :meth:`Outlook.of`; None where the training had no ratings to learn it from."""
        if self.outlook_net is None:
            return None
        return self.outlook_net.of(standardise(features, self.mean, self.scale))


def _deaf(weights: tuple[Floats, ...], columns: Collection[int]) -> tuple[Floats, ...]:
    first = weights[0].copy()
    first[:, sorted(columns)] = 0
    return (first, *weights[1:])


def sigmoid(x: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def _forward(layer: Floats, weights: tuple[Floats, ...], biases: tuple[Floats, ...]) -> Floats:
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        layer = _gelu(layer @ weight.T + bias)
    return layer @ weights[-1].T + biases[-1]


def standardise(features: Floats, mean: Floats, scale: Floats) -> Floats:
    return np.clip((features - mean) / scale, -CLIP, CLIP).astype(np.float32)


def _gelu(x: Floats) -> Floats:
    """The tanh form, as torch computes with ``approximate="tanh"``."""
    return 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
