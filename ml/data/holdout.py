"""The protocol: a fifth of every member's ratings is held out, and every anime is a candidate.

Members and rows go into parts by a stable hash of the seed and public ids, so that another member, or another order of
the rows, changes nothing for anybody else, and who taught on one set of data never judges on another.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ml.data.interactions import RELEVANT, Interactions, Ints

MIN_RATINGS, HOLDOUT = 10, 0.2
# What is hashed beside the ids, so that two uses of one seed have nothing to do with each other.
MEMBERS, ROWS = 1, 2


@dataclass(frozen=True)
class Split:
    """``training``: the rows that may be learnt from. ``relevant[u]``: positions held out with 8 or more, sorted.

    ``held[u]``: every position held out, sorted, and its rating.
    """

    training: Interactions
    relevant: dict[int, np.ndarray]
    held: dict[int, tuple[np.ndarray, np.ndarray]]

    def without_anime(self, hidden: np.ndarray) -> "Split":
        """The same where nobody has ever had the anime of ``hidden``, bool[anime]."""
        held = {}
        for owner, (anime, ratings) in self.held.items():
            left = ~hidden[anime]
            if left.any():
                held[owner] = (anime[left], ratings[left])
        relevant = {owner: anime[~hidden[anime]] for owner, anime in self.relevant.items()}
        return Split(
            self.training.keep(~hidden[self.training.anime]),
            {owner: anime for owner, anime in relevant.items() if len(anime)},
            held,
        )


def stable_hash(*keys: int | Ints) -> npt.NDArray[np.uint64]:
    """uint64[n] of whole numbers and arrays of one length n: the same on every machine, version and order of rows.

    Each key goes through the finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
    Generators, 2014) on top of those before it.
    """
    state = np.zeros(1, np.uint64)
    for key in keys:
        value = np.atleast_1d(np.asarray(key, np.int64)).view(np.uint64)
        mixed = (state ^ value) + np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state = mixed ^ (mixed >> np.uint64(31))
    return state


def stable_fraction(*keys: int | Ints) -> npt.NDArray[np.float64]:
    """float64[n] in [0, 1) from :func:`stable_hash`."""
    return (stable_hash(*keys) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def split(interactions: Interactions, anime_ids: Ints, seed: int, number: int) -> Split:
    """Holds out a fifth of the ratings of every member with at least 10; rows without a rating always stay.

    ``anime_ids``: int32[anime], the public id of every position. Held out are a member's ratings with the smallest
    hash of (``seed``, ``number``, user id, public anime id).
    """
    rated = np.flatnonzero(interactions.ratings > 0)
    users = interactions.user_rows[rated]
    keys = stable_hash(
        seed, ROWS, number, interactions.user_ids[users], np.asarray(anime_ids)[interactions.anime[rated]]
    )
    order = np.lexsort((keys, users))
    rated, users = rated[order], users[order]
    sizes = np.bincount(users, minlength=len(interactions.user_ids))
    rank = np.arange(len(users)) - np.concatenate([[0], np.cumsum(sizes)])[users]
    held = rated[(sizes[users] >= MIN_RATINGS) & (rank < np.floor(sizes[users] * HOLDOUT))]
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
    def build(cls, user_ids: Ints, seed: int, share: float) -> "UserParts":
        """Each member by a hash of ``seed`` and the own id: ``share`` of them stop, about as many judge."""
        at = stable_fraction(seed, MEMBERS, user_ids)
        stop, judge = at < share, (at >= share) & (at < 2 * share)
        return cls(np.flatnonzero(at >= 2 * share), np.flatnonzero(stop), np.flatnonzero(judge))


def data_digest(interactions: Interactions, anime_ids: Ints) -> str:
    """The first 16 hex digits of the SHA-256 of every row by public ids: two sets of data are the same or they aren't.

    ``anime_ids``: int32[anime], the public id of every position.
    """
    users, anime = interactions.user_ids[interactions.user_rows], np.asarray(anime_ids)[interactions.anime]
    order = np.lexsort((anime, users))
    digest = hashlib.sha256()
    columns = (users, anime, interactions.ratings, interactions.statuses, interactions.favorites)
    for column, kind in zip(columns, ("<i8", "<i4", "i1", "i1", "?"), strict=True):
        digest.update(np.ascontiguousarray(column[order], np.dtype(kind)).tobytes())
    return digest.hexdigest()[:16]
