"""The protocol: a fifth of every member's ratings is held out, and every anime is a candidate."""

from dataclasses import dataclass

import numpy as np

from ml.interactions import RELEVANT, Interactions

MIN_RATINGS, HOLDOUT = 10, 0.2


@dataclass(frozen=True)
class Split:
    """``training``: the rows that may be learnt from. ``relevant[u]``: positions held out with 8 or more, sorted.

    ``held[u]``: every position held out, sorted, and its rating.
    """

    training: Interactions
    relevant: dict[int, np.ndarray]
    held: dict[int, tuple[np.ndarray, np.ndarray]]


def split(interactions: Interactions, rng: np.random.Generator) -> Split:
    """Holds out a fifth of the ratings of every member with at least 10; rows without a rating always stay."""
    rated = np.flatnonzero(interactions.ratings > 0)
    shuffled = rated[rng.permutation(len(rated))]
    users = interactions.user_rows[shuffled]
    order = np.argsort(users, kind="stable")
    shuffled, users = shuffled[order], users[order]
    sizes = np.bincount(users, minlength=len(interactions.user_ids))
    rank = np.arange(len(users)) - np.concatenate([[0], np.cumsum(sizes)])[users]
    held = shuffled[(sizes[users] >= MIN_RATINGS) & (rank < np.floor(sizes[users] * HOLDOUT))]
    keep = np.ones(len(interactions), bool)
    keep[held] = False
    training = interactions.keep(keep)
    still_there = np.bincount(training.anime, minlength=int(interactions.anime.max(initial=0)) + 1) > 0
    held = np.sort(held[still_there[interactions.anime[held]]])
    likes = held[interactions.ratings[held] >= RELEVANT]
    relevant = {owner: interactions.anime[rows] for owner, rows in _by_owner(interactions, likes).items()}
    both = {
        owner: (interactions.anime[rows], interactions.ratings[rows])
        for owner, rows in _by_owner(interactions, held).items()
    }
    return Split(training, relevant, both)


def _by_owner(interactions: Interactions, rows: np.ndarray) -> dict[int, np.ndarray]:
    owners, first = np.unique(interactions.user_rows[rows], return_index=True)
    return {int(owner): group for owner, group in zip(owners, np.split(rows, first[1:]), strict=True)}


@dataclass(frozen=True)
class UserParts:
    """Which rows of ``user_ids`` teach the ranker, which stop it early, and which judge it; they never mix."""

    training: np.ndarray
    validation: np.ndarray
    test: np.ndarray

    @classmethod
    def build(cls, users: int, rng: np.random.Generator, share: float) -> "UserParts":
        order = rng.permutation(users)
        n = max(1, int(users * share))
        return cls(np.sort(order[2 * n :]), np.sort(order[:n]), np.sort(order[n : 2 * n]))
