"""「像 A 和 B，不像 C」: near to all of some anime and far from others.

Each given anime says of every other how like it that is, on a scale of its own on which 1 is as near as its nearest.
What is asked for is near to *all* of the liked, so their likenesses are averaged geometrically; from that goes a part
of the likeness to the nearest of the unliked. Nothing of a given anime's own franchise is an answer, and of any other
only the best.
"""

from dataclasses import dataclass

import numpy as np

from ml.anime import AnimeTable
from ml.franchises import Franchises
from ml.interactions import Floats, Ints
from ml.ranking.facts import AnimeFacts
from ml.recall.models import RecallModels
from ml.similarity import best_first, similarity_scores

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
    models: RecallModels,
    facts: AnimeFacts,
    table: AnimeTable,
    franchises: Franchises,
    *,
    liked: Ints,
    unliked: Ints,
    blocked: Ints,
    n: int,
) -> list[Blend]:
    """The ``n`` best, best first; the order of the given anime doesn't matter."""
    if not len(liked):
        return []
    numbers = franchises.number[: models.covered]
    own = np.flatnonzero(np.isin(numbers, franchises.number[np.concatenate([liked, unliked])]))
    near = _likenesses(models, facts, table, liked, own)
    far = _likenesses(models, facts, table, unliked, own)
    scores = np.exp(np.log(np.maximum(near, _HARDLY)).mean(axis=0))
    if len(far):
        scores = scores - AVERSION * far.max(axis=0)
    order, _ = best_first(scores.astype(np.float32), np.union1d(own, blocked).astype(np.int32), models.covered)
    _, first = np.unique(numbers[order], return_index=True)
    return [
        Blend(
            anime_id=int(table.ids[position]),
            score=float(scores[position]),
            like=tuple(near[:, position].tolist()),
            unlike=tuple(far[:, position].tolist()),
        )
        for position in order[np.sort(first)][:n]
    ]


def _likenesses(models: RecallModels, facts: AnimeFacts, table: AnimeTable, given: Ints, own: Ints) -> Floats:
    """float32[given, covered], 0 to 1."""
    rows = np.zeros((len(given), models.covered), np.float32)
    for row, position in zip(rows, given.tolist(), strict=True):
        row[:] = similarity_scores(models, facts, table, position)
        others = np.delete(row, own)
        nearest = np.partition(others, -min(NEAREST, len(others)))[-NEAREST:] if len(others) else row
        row /= max(float(nearest.mean()), _HARDLY)
    return np.clip(rows, 0.0, 1.0)
