"""Logits into chances: Platt's two numbers."""

import numpy as np

from ml.data.interactions import Floats
from ml.ranking.network import sigmoid


def platt(logits: Floats, labels: np.ndarray) -> tuple[float, float]:
    """(a, b) for P = σ(a·logit + b), by Newton's method; the slope stays near 1 where there is little to learn from."""
    logits, labels = logits.astype(np.float64), labels.astype(np.float64)
    slope, offset = 1.0, float(np.log((labels.mean() + 1e-6) / (1 - labels.mean() + 1e-6)))
    design = np.column_stack([logits, np.ones_like(logits)])
    for _ in range(25):
        chance = sigmoid(slope * logits + offset)
        gradient = design.T @ (chance - labels) + 1e-3 * np.asarray([slope - 1, 0])
        weight = chance * (1 - chance)
        hessian = (design.T * weight) @ design + 1e-3 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        slope, offset = slope - step[0], offset - step[1]
        if np.abs(step).max() < 1e-8:
            break
    return float(slope), float(offset)
