"""Ridge regression on standardised columns: small, exact, the same on every machine up to rounding."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Ridge:
    means: np.ndarray  # (k,)
    scales: np.ndarray  # (k,)
    weights: np.ndarray  # (k,)
    intercept: float

    def predict(self, features: np.ndarray) -> np.ndarray:
        """Of (n, k) features: (n,)."""
        found: np.ndarray = ((features - self.means) / self.scales) @ self.weights + self.intercept
        return found


def fit_ridge(features: np.ndarray, targets: np.ndarray, *, penalty: float) -> Ridge:
    """Of (n, k) and (n,), n at least 1. A column that never changes gets no weight."""
    means, scales = features.mean(axis=0), features.std(axis=0)
    scales = np.where(scales > 1e-9, scales, 1.0)
    scaled = (features - means) / scales
    gram = scaled.T @ scaled + penalty * np.eye(features.shape[1])
    intercept = float(targets.mean())
    return Ridge(means, scales, np.linalg.solve(gram, scaled.T @ (targets - intercept)), intercept)
