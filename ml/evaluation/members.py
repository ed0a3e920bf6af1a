"""The members who judge: what recommenders are given of them, and what was held out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ml.data.holdout import Split
from ml.data.interactions import Floats, Interactions, Ints
from ml.data.profiles import Listed, Profile


@dataclass(frozen=True)
class Member:
    """``listed`` and the three arrays after it are the rows that recommenders are given; ``taken``: what may not be
    recommended, which stays the whole list when only a part of it is given. ``relevant``: held out with 8 or more."""

    listed: Ints
    ratings: Ints
    statuses: Ints
    favorites: npt.NDArray[np.bool_]
    taken: Ints
    relevant: Ints

    @classmethod
    def at(cls, interactions: Interactions, row: int, relevant: Ints) -> "Member":
        """The member at ``row``, who is given the rows of ``interactions``."""
        span = slice(int(interactions.start[row]), int(interactions.start[row + 1]))
        listed = interactions.anime[span]
        columns = (interactions.ratings[span], interactions.statuses[span], interactions.favorites[span])
        return cls(listed, *columns, taken=listed, relevant=relevant)

    def given(self, rows: Ints) -> "Member":
        """Returns the member with only the rows at ``rows`` for recommenders to see."""
        rows = np.sort(rows)
        return replace(
            self,
            listed=self.listed[rows],
            ratings=self.ratings[rows],
            statuses=self.statuses[rows],
            favorites=self.favorites[rows],
        )

    def without_ratings(self) -> "Member":
        """The list as of somebody who never rates."""
        return replace(self, ratings=np.zeros_like(self.ratings))

    @property
    def on_list(self) -> Listed:
        """Returns the list with all of ``taken``; rows that recommenders aren't given count as watched, no more."""
        known = Listed.of(self.listed, self.ratings, self.statuses)
        rest = np.setdiff1d(self.taken, self.listed)
        return Listed(
            positions=np.concatenate([known.positions, rest]).astype(np.int32),
            taken_in=np.concatenate([known.taken_in, np.ones(len(rest), bool)]),
            refused=np.concatenate([known.refused, np.zeros(len(rest), bool)]),
        )

    def profile(self, covered: int) -> Profile:
        """What recommenders are given; nothing of ``taken`` is recommended."""
        given = Profile.at(self.listed, self.ratings, self.statuses, self.favorites, covered)
        return replace(given, on_list=self.on_list)


Members = dict[int, Member]


def members_of(cut: Split, users: Iterable[int]) -> Members:
    """By their rows of ``user_ids``; those with nothing relevant are left out."""
    return {
        user: Member.at(cut.training, user, cut.relevant[user]) for user in users if len(cut.relevant.get(user, ())) > 0
    }


def relevant_of(members: Members) -> dict[int, Ints]:
    return {user: member.relevant for user, member in members.items()}


def shortened(members: Members, n: int, seed: int, *, ratings_only: bool = False) -> Members:
    """Everyone's ``n`` random rows (or rated rows), those with fewer left out."""
    result = {}
    for user, member in members.items():
        rows = np.flatnonzero(member.ratings > 0) if ratings_only else np.arange(len(member.listed))
        if len(rows) >= n:
            rng = np.random.default_rng([seed, n, user])
            result[user] = member.given(rng.choice(rows, n, replace=False))
    return result


def rows_per_anime(interactions: Interactions, covered: int) -> Floats:
    return np.bincount(interactions.anime, minlength=covered).astype(np.float32)
