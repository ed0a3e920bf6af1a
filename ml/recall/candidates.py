"""Recall's answer: what the sources found, merged."""

from dataclasses import dataclass, field

import numpy as np

from ml.data.interactions import Floats, Ints
from ml.ranges import Count, NotNegative
from ml.recall.sources import top


@dataclass(frozen=True)
class CandidateConfig:
    """How many candidates each source may bring; the merged list is ordered by weighted reciprocal ranks."""

    quotas: dict[str, int] = field(
        default_factory=lambda: {
            "linear": 260,
            "linear_watched": 210,
            "linear_liked": 150,
            "item_knn": 80,
            "rp3beta": 90,
            "als": 90,
            "deepwalk": 100,
            "popularity": 30,
        }
    )
    smoothing: NotNegative = 60.0
    minimum: Count = 340


@dataclass(frozen=True)
class Candidates:
    """``positions`` int32[c], best first by the merged order; ``origins`` bool[c, names]: which source brought it."""

    positions: Ints
    origins: np.ndarray
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.positions)

    def sources_of(self, row: int) -> tuple[str, ...]:
        """Who brought the candidate of this row; popularity where it only filled up."""
        brought = zip(self.names, self.origins[row], strict=True)
        return tuple(name for name, is_origin in brought if is_origin) or ("popularity",)


def merge(scores: dict[str, Floats], taken: Ints, config: CandidateConfig) -> Candidates:
    """The union of each source's best, refilled from popularity up to ``config.minimum``."""
    names = list(config.quotas)
    size = len(next(iter(scores.values())))
    fused = np.zeros(size, np.float64)
    origins = np.zeros((size, len(names)), bool)
    for column, name in enumerate(names):
        if name not in scores or config.quotas[name] <= 0:
            continue
        best = top(scores[name], config.quotas[name], taken)
        weight = SOURCE_WEIGHTS.get(name, 0.3)
        fused[best] += weight / (config.smoothing + np.arange(len(best)))
        origins[best, column] = True
    found = np.flatnonzero(origins.any(1))
    if len(found) < config.minimum:
        more = top(scores["popularity"], config.minimum + len(found), np.union1d(taken, found).astype(np.int32))
        more = more[: config.minimum - len(found)]
        fused[more] = 1e-6 / (1 + np.arange(len(more)))
        found = np.concatenate([found, more])
    order = np.lexsort((found, -fused[found]))
    positions = found[order].astype(np.int32)
    return Candidates(positions, origins[positions], tuple(names))


# What a source's word is worth in the merged order.
SOURCE_WEIGHTS = {"linear": 1.0, "linear_watched": 0.7, "linear_liked": 0.5, "als": 0.3, "rp3beta": 0.3}
