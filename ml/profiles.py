"""A member's list in the terms of a model: positions instead of ids, grades instead of ratings."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ml import grades
from ml.anime import AnimeTable
from ml.interactions import PLAN_TO_WATCH, Floats, Interactions, Ints, UserHistory


@dataclass(frozen=True)
class Profile:
    """``listed``: positions of everything on the list, what the model knows little of included; the arrays after it,
    of one length, speak only of the anime that the models cover (position < ``covered``)."""

    listed: Ints
    positions: Ints
    ratings: Ints
    planned: npt.NDArray[np.bool_]
    graded: Floats
    liked: Floats
    leaning: Floats

    @classmethod
    def of(cls, history: UserHistory, table: AnimeTable, covered: int) -> "Profile":
        positions = table.positions(history.anime_ids)
        known = positions >= 0
        return cls.at(
            positions[known], history.ratings[known], history.statuses[known], history.favorites[known], covered
        )

    @classmethod
    def at(
        cls, listed: Ints, ratings: Ints, statuses: Ints, favorites: npt.NDArray[np.bool_], covered: int
    ) -> "Profile":
        use = listed < covered
        row = (ratings[use], statuses[use], favorites[use])
        return cls(
            listed=listed,
            positions=listed[use],
            ratings=row[0].astype(np.int8),
            planned=row[1] == PLAN_TO_WATCH,
            graded=grades.graded(*row),
            liked=grades.liked(*row),
            leaning=grades.leaning(*row),
        )

    @classmethod
    def of_row(cls, interactions: Interactions, row: int, covered: int) -> "Profile":
        """The list of the user at ``row`` of the training table."""
        span = slice(int(interactions.start[row]), int(interactions.start[row + 1]))
        return cls.at(
            interactions.anime[span],
            interactions.ratings[span],
            interactions.statuses[span],
            interactions.favorites[span],
            covered,
        )
