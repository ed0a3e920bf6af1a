"""The anime that a model knows, with the facts that features are made of."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from ml.interactions import Floats, InteractionsError, Ints


@dataclass(frozen=True)
class AnimeTable:
    """Columns of one length; a *position* in them is how all of ``ml`` speaks of an anime.

    The most watched anime stand first, so that a model of the first ``m`` anime is a slice.
    """

    ids: Ints
    titles: list[str]
    types: list[str]
    episodes: Ints
    years: Ints
    scores: Floats
    members: Ints
    genres: list[list[str]]
    tags: list[list[str]]

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, order: Ints) -> "AnimeTable":
        """The rows at ``order``."""
        columns: dict[str, Any] = {
            name: [value[i] for i in order] if isinstance(value, list) else value[order]
            for name, value in vars(self).items()
        }
        return AnimeTable(**columns)

    def positions(self, anime_ids: Ints) -> Ints:
        """Positions of public ids, int32; -1 where an id is unknown."""
        order = np.argsort(self.ids)
        at = np.searchsorted(self.ids, anime_ids, sorter=order)
        found = order[np.minimum(at, len(order) - 1)] if len(order) else np.zeros(len(anime_ids), np.int64)
        known = (self.ids[found] == anime_ids) if len(order) else np.zeros(len(anime_ids), bool)
        return np.where(known, found, -1).astype(np.int32)

    def write(self, path: Path) -> None:
        names = ("id", "title", "type", "episodes", "year", "score", "members", "genres", "tags")
        pq.write_table(pa.table(dict(zip(names, vars(self).values(), strict=True))), path, compression="zstd")

    @classmethod
    def read(cls, path: Path) -> "AnimeTable":
        if not path.is_file():
            raise InteractionsError(f"There is no anime table at {path}: export the catalogue first.")
        table = pq.read_table(path)

        def array(name: str, dtype: type) -> npt.NDArray:
            return np.asarray(table.column(name).to_numpy(), dtype=dtype)

        def text(name: str) -> list[str]:
            return [value or "" for value in table.column(name).to_pylist()]

        def lists(name: str) -> list[list[str]]:
            return [list(value or []) for value in table.column(name).to_pylist()]

        return cls(
            ids=array("id", np.int32),
            titles=text("title"),
            types=text("type"),
            episodes=array("episodes", np.int32),
            years=array("year", np.int16),
            scores=array("score", np.float32),
            members=array("members", np.int64),
            genres=lists("genres"),
            tags=lists("tags"),
        )


def placeholder(anime_ids: Ints) -> AnimeTable:
    """Rows for anime of which nothing but the id is known."""
    n = len(anime_ids)
    blank: list[list[str]] = [[] for _ in range(n)]
    return AnimeTable(
        ids=np.asarray(anime_ids, np.int32),
        titles=[""] * n,
        types=[""] * n,
        episodes=np.zeros(n, np.int32),
        years=np.zeros(n, np.int16),
        scores=np.full(n, np.nan, np.float32),
        members=np.zeros(n, np.int64),
        genres=blank,
        tags=[list(row) for row in blank],
    )
