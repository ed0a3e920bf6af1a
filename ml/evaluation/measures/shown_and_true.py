"""A chance that is shown beside how often it came true, in tenths of the scale."""

from typing import Any

import numpy as np

from ml.data.interactions import RELEVANT, Floats, Ints

BUCKETS = 10


def bucketed(chance: Floats, true: np.ndarray) -> list[list]:
    """A row a tenth: its name, count, mean chance shown, share that came true (0 each where it is empty)."""
    of = np.minimum((np.asarray(chance, np.float64) * BUCKETS).astype(int), BUCKETS - 1)
    count = np.bincount(of, minlength=BUCKETS)
    means = [np.bincount(of, values, BUCKETS) / np.maximum(count, 1) for values in (chance, true)]
    step = 100 // BUCKETS
    return [
        [f"{i * step}–{(i + 1) * step} %", int(count[i]), *(round(float(mean[i]), 4) for mean in means)]
        for i in range(BUCKETS)
    ]


def quality(chance: Floats, true: np.ndarray, rows: list[list]) -> dict[str, float]:
    total = max(len(true), 1)
    return {
        "error": round(sum(row[1] * abs(row[2] - row[3]) for row in rows) / total, 4),
        "Brier": round(float(((chance - true) ** 2).mean()), 4) if len(true) else 0.0,
        "Brier of the mean": round(float(true.var()), 4) if len(true) else 0.0,
    }


def like_calibration(chance: Floats, ratings: Ints) -> dict[str, Any]:
    """The shown match beside what members gave: ``ratings`` counts them, then the quality, and ``buckets`` as above."""
    liked = ratings >= RELEVANT
    rows = bucketed(chance, liked)
    return {"ratings": len(ratings), **quality(chance, liked, rows), "buckets": rows}
