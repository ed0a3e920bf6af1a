"""「像 A 和 B，不像 C」: near to all of some anime and far from others.

Each given anime says of every other how like it that is, on a scale of its own on which 1 is as near as its nearest.
What is asked for is near to *all* of the liked, so their likenesses are averaged geometrically; from that goes a part
of the likeness to the nearest of the unliked. Nothing of a given anime's own series is an answer, and of any other only
what it is entered by.
"""

from dataclasses import dataclass

import numpy as np

from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints
from ml.reranking.entries import Flags
from ml.serving.similarity import Similarity, best_first

AVERSION = 0.7
# So many nearest make the 1 of a scale: a single twin would make everything else look strange.
NEAREST = 20
_HARDLY = 1e-3


@dataclass(frozen=True)
class Blend:
    """An answer: its likeness, 0 to 1, to each of the liked and of the unliked anime, in their order."""

    anime_id: int
    score: float
    like: tuple[float, ...]
    unlike: tuple[float, ...]


def blend_positions(
    similarity: Similarity, table: AnimeTable, *, liked: Ints, unliked: Ints, blocked: Ints, n: int
) -> list[Blend]:
    """The ``n`` best, best first; the order of the given anime doesn't matter."""
    if not len(liked):
        return []
    allowed = similarity.answers(np.concatenate([liked, unliked]), mild=liked)
    near = _likenesses(similarity, liked, allowed)
    far = _likenesses(similarity, unliked, allowed)
    scores = np.exp(np.log(np.maximum(near, _HARDLY)).mean(axis=0))
    if len(far):
        scores = scores - AVERSION * far.max(axis=0)
    closed = np.union1d(np.flatnonzero(~allowed), blocked).astype(np.int32)
    order, _ = best_first(scores.astype(np.float32), closed, n)
    return [
        Blend(
            anime_id=int(table.ids[position]),
            score=float(scores[position]),
            like=tuple(near[:, position].tolist()),
            unlike=tuple(far[:, position].tolist()),
        )
        for position in order
    ]


def _likenesses(similarity: Similarity, given: Ints, allowed: Flags) -> Floats:
    """float32[given, anime], 0 to 1."""
    rows = np.zeros((len(given), len(similarity)), np.float32)
    for row, position in zip(rows, given.tolist(), strict=True):
        row[:] = similarity.likeness(position)
        others = row[allowed]
        nearest = np.partition(others, -min(NEAREST, len(others)))[-NEAREST:] if len(others) else row
        row /= max(float(nearest.mean()), _HARDLY)
    return np.clip(rows, 0.0, 1.0)
