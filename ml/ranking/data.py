"""What rankers are trained on and judged by."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ml.data.interactions import Floats


@dataclass(frozen=True)
class RankingData:
    """Candidates of many members, one after another: ``start[u]:start[u + 1]`` are the rows of member ``u``.

    ``features`` float16[rows, features]; ``labels`` bool[rows]: held out, and liked; ``ratings`` int8[rows]: 1 to 10 if
    held out, else 0.
    """

    features: Floats
    labels: np.ndarray
    start: np.ndarray
    ratings: np.ndarray

    @classmethod
    def join(cls, parts: Sequence["RankingData"]) -> "RankingData":
        sizes = np.concatenate([np.diff(part.start) for part in parts])
        return cls(
            np.concatenate([part.features for part in parts]),
            np.concatenate([part.labels for part in parts]),
            np.concatenate([[0], np.cumsum(sizes)]),
            np.concatenate([part.ratings for part in parts]),
        )

    @classmethod
    def empty(cls) -> "RankingData":
        return cls(np.zeros((0, 0), np.float16), np.zeros(0, bool), np.zeros(1, np.int64), np.zeros(0, np.int8))

    def __len__(self) -> int:
        return len(self.start) - 1
