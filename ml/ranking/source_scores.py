"""What the recall sources say of a candidate, as the ranker reads it."""

import numpy as np

from ml.data.interactions import Floats, Ints
from ml.recall.sources import SOURCE_NAMES


def source_scores(scores: dict[str, Floats], candidates: Ints, among: Ints) -> tuple[Floats, Floats]:
    """Every source's score, standardised as those of ``among`` are, and the logarithm of its rank there."""
    values = np.zeros((len(candidates), len(SOURCE_NAMES)), np.float32)
    ranks = np.full_like(values, np.log(len(among) + 1))
    if not scores:
        return values, ranks
    at = _places(candidates, among, size=max(map(len, scores.values())))
    for column, name in enumerate(SOURCE_NAMES):
        if name not in scores:
            continue
        line = scores[name][among]
        reached = np.isfinite(line)
        if not reached.any():
            continue
        least = line[reached].min()
        line = np.where(reached, line, least)
        asked = scores[name][candidates]
        asked = np.where(np.isfinite(asked), asked, least)
        values[:, column] = (asked - line.mean()) / (line.std() + 1e-6)
        order = np.argsort(-line, kind="stable")
        place = np.empty(len(line) + 1, np.int64)
        place[order] = np.arange(len(line))
        # What is not among them comes after its equals.
        beside = np.searchsorted(-line[order], -asked, side="right")
        ranks[:, column] = np.log1p(np.where(at >= 0, place[at], beside))
    return values, ranks


def ratios(scores: dict[str, Floats], candidates: Ints) -> Floats:
    nothing = np.zeros(len(candidates), np.float32)
    liked, linear, watched = (
        np.maximum(scores[name][candidates], 1e-3) if name in scores else nothing + 1e-3
        for name in ("linear_liked", "linear", "linear_watched")
    )
    return np.column_stack(
        [
            np.clip(np.log(liked / linear), -4, 4),
            np.clip(np.log(liked / watched), -4, 4),
            np.log(liked),
            np.log(linear),
        ]
    )


def _places(candidates: Ints, among: Ints, *, size: int) -> Ints:
    """Where each candidate stands in ``among``, -1 where it doesn't."""
    place = np.full(size, -1, np.int32)
    place[among] = np.arange(len(among))
    return place[candidates]
