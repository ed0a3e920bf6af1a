"""How much a row of a list says: the one place that turns ratings and statuses into numbers."""

import numpy as np
import numpy.typing as npt

from ml.data.interactions import DROPPED, PLAN_TO_WATCH, RELEVANT, Floats, Ints

Flags = npt.NDArray[np.bool_]


def graded(ratings: Ints, statuses: Ints, favorites: Flags) -> Floats:
    """Strength of a row, float32: a like 1, a half-like 0.6, a dislike 0.2 (it was watched all the same), unrated 0.5.

    A favourite without a rating counts as a like; what was only planned or was dropped counts less than watched.
    """
    grade = np.select(
        [ratings >= RELEVANT, ratings >= 6, ratings > 0, favorites, statuses == DROPPED, statuses == PLAN_TO_WATCH],
        [1.0, 0.6, 0.2, 1.0, 0.1, 0.3],
        0.5,
    )
    return grade.astype(np.float32)


def liked(ratings: Ints, statuses: Ints, favorites: Flags) -> Floats:
    """1 for a rating of 8 or more, or a favourite without a rating; else 0."""
    return ((ratings >= RELEVANT) | (favorites & (ratings == 0))).astype(np.float32)


def watched(ratings: Ints, statuses: Ints, favorites: Flags) -> Floats:
    """1 for everything but what is merely planned."""
    return ((ratings > 0) | (statuses != PLAN_TO_WATCH)).astype(np.float32)


def leaning(ratings: Ints, statuses: Ints, favorites: Flags) -> Floats:
    """1 for a like or anything watched without a rating that was not dropped: the broad reading of 'liked'."""
    unrated = (ratings == 0) & (statuses != DROPPED) & (statuses != PLAN_TO_WATCH)
    return ((ratings >= RELEVANT) | favorites | unrated).astype(np.float32)
