"""A member's list in the terms of a model: positions instead of ids, grades instead of ratings."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ml.data import grades
from ml.data.anime import AnimeTable
from ml.data.interactions import COMPLETED, DROPPED, ON_HOLD, PLAN_TO_WATCH, Floats, Interactions, Ints, UserHistory

# From this rating on a member has taken an anime in; below it they have given it up.
TAKEN_IN = 5


@dataclass(frozen=True)
class Listed:
    """What stands on a list, and what became of it: three arrays of one length.

    ``positions`` int32; ``taken_in``: watched to the end, as far as is known, and not disliked; ``refused``: dropped,
    or rated 4 or less. What is planned or being watched is neither.
    """

    positions: Ints
    taken_in: npt.NDArray[np.bool_]
    refused: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, positions: Ints, ratings: Ints, statuses: Ints) -> "Listed":
        refused = (statuses == DROPPED) | ((ratings > 0) & (ratings < TAKEN_IN))
        watched = np.isin(statuses, (0, COMPLETED)) | ((statuses == ON_HOLD) & (ratings >= TAKEN_IN))
        return cls(positions, watched & ~refused, refused)

    @classmethod
    def of_history(cls, history: UserHistory, table: AnimeTable) -> "Listed":
        """What the table knows of a list."""
        positions = table.positions(history.anime_ids)
        known = positions >= 0
        return cls.of(positions[known], history.ratings[known], history.statuses[known])

    @classmethod
    def nothing(cls) -> "Listed":
        return cls(np.zeros(0, np.int32), np.zeros(0, bool), np.zeros(0, bool))


@dataclass(frozen=True)
class Profile:
    """``on_list``: everything on the list, what the model knows little of included; the arrays after it, of one length,
    speak only of the anime that the models cover (position < ``covered``)."""

    on_list: Listed
    positions: Ints
    ratings: Ints
    planned: npt.NDArray[np.bool_]
    graded: Floats
    liked: Floats
    leaning: Floats

    @property
    def listed(self) -> Ints:
        """Positions of everything on the list."""
        return self.on_list.positions

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
            on_list=Listed.of(listed, ratings, statuses),
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
