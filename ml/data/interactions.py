"""What people did with anime: the table that training reads, and one member's list."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
import scipy.sparse as sp

Ints = npt.NDArray[np.integer]
Floats = npt.NDArray[np.floating]

WATCHING, COMPLETED, ON_HOLD, DROPPED, PLAN_TO_WATCH = 1, 2, 3, 4, 6
RELEVANT = 8
# What an export writes beside the interactions.
DATASETS_FILE = "datasets.json"


class InteractionsError(Exception):
    """The interactions can't be used; the message says why and what to do."""


@dataclass(frozen=True)
class UserHistory:
    """One member's list, by public anime id; four arrays of one length.

    ``ratings``: 1..10, 0 = watched or listed without a rating. ``statuses``: MyAnimeList's codes, 0 = unknown.
    """

    anime_ids: Ints
    ratings: Ints
    statuses: Ints
    favorites: npt.NDArray[np.bool_]

    @classmethod
    def empty(cls) -> "UserHistory":
        return cls.of([])

    @classmethod
    def of(
        cls,
        anime_ids: object,
        ratings: object = None,
        statuses: object = None,
        favorites: object = None,
    ) -> "UserHistory":
        """From sequences of one length; what is left out is 0 (unrated, unknown status, no favourite)."""
        ids = np.asarray(anime_ids, dtype=np.int32)

        def column(values: object, dtype: type) -> npt.NDArray:
            return np.zeros(len(ids), dtype) if values is None else np.asarray(values, dtype)

        return cls(ids, column(ratings, np.int8), column(statuses, np.int8), column(favorites, np.bool_))

    def __len__(self) -> int:
        return len(self.anime_ids)


@dataclass(frozen=True)
class Interactions:
    """Rows sorted by user, then anime: ``rows[start[u]:start[u + 1]]`` belong to ``user_ids[u]``.

    ``anime`` holds positions in ``AnimeTable`` order, not public ids.
    """

    user_ids: Ints
    start: Ints
    anime: Ints
    ratings: Ints
    statuses: Ints
    favorites: npt.NDArray[np.bool_]

    @classmethod
    def build(
        cls, users: Ints, anime: Ints, ratings: Ints, statuses: Ints, favorites: npt.NDArray[np.bool_]
    ) -> "Interactions":
        """From unsorted columns. A user's second row for one anime replaces the first."""
        order = np.lexsort((np.arange(len(users)), anime, users))
        users, anime = users[order], anime[order]
        last = np.ones(len(users), bool)
        last[:-1] = (users[1:] != users[:-1]) | (anime[1:] != anime[:-1])
        order, users, anime = order[last], users[last], anime[last]
        user_ids, first = np.unique(users, return_index=True)
        start = np.append(first, len(users)).astype(np.int64)
        return cls(user_ids, start, anime.astype(np.int32), ratings[order], statuses[order], favorites[order])

    @property
    def user_rows(self) -> Ints:
        """The position of the user of each row, int32[rows]."""
        return np.repeat(np.arange(len(self.user_ids), dtype=np.int32), np.diff(self.start))

    def __len__(self) -> int:
        return len(self.anime)

    def keep(self, mask: npt.NDArray[np.bool_]) -> "Interactions":
        """The rows of the mask; every user stays, be it with no row."""
        counts = np.bincount(self.user_rows[mask], minlength=len(self.user_ids))
        start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return Interactions(
            self.user_ids, start, self.anime[mask], self.ratings[mask], self.statuses[mask], self.favorites[mask]
        )

    def matrix(self, values: Floats, anime_count: int) -> sp.csr_matrix:
        """Users × anime with one value a row; zeros are left out."""
        shape = (len(self.user_ids), anime_count)
        # A copy: leaving zeros out works in place, and the columns are shared.
        matrix = sp.csr_matrix((np.asarray(values, np.float32), self.anime, self.start), shape=shape, copy=True)
        matrix.eliminate_zeros()
        return matrix


def read_columns(folder: Path) -> dict[str, npt.NDArray]:
    """The columns user, anime (public ids), rating, status, favorite, dataset of ``folder/interactions/*.parquet``.

    ``dataset``: -1 for the site's own members.
    """
    source = folder / "interactions"
    if not source.is_dir():
        raise InteractionsError(f"There are no interactions in {folder}: export them first.")
    table = pq.read_table(source, columns=["user", "anime", "rating", "status", "favorite", "dataset"])
    return {name: table.column(name).to_numpy() for name in table.column_names}


def read_datasets(folder: Path) -> list[dict[str, Any]]:
    """``name``, ``rows`` and ``users`` of every dataset among the interactions, in the order of their numbers."""
    described = folder / DATASETS_FILE
    return list(json.loads(described.read_text(encoding="utf-8"))) if described.is_file() else []
