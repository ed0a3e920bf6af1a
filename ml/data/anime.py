"""The anime that a model knows, with the facts that features are made of."""

from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from ml.data.interactions import Floats, InteractionsError, Ints


@dataclass(frozen=True)
class AnimeTable:
    """Columns of one length; a *position* in them is how all of ``ml`` speaks of an anime.

    The most watched anime stand first, so that a model of the first ``m`` anime is a slice.

    ``members``: how many people of MyAnimeList have it, 0 = unknown; ``popularity``: the same known or estimated, for
    every anime. ``series``: a number that the entries of a series share, each other anime has its own;
    ``series_place``: from 1, the order to watch its main entries in; ``series_role``: main, side, recap or promo.
    ``staff``: directors and original creators.
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
    popularity: Floats
    series: Ints
    series_place: Ints
    series_role: list[str]
    studios: list[list[str]]
    staff: list[list[str]]
    source: list[str]
    country: list[str]

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, order: Ints) -> "AnimeTable":
        """The rows at ``order``."""
        columns: dict[str, Any] = {
            name: [value[i] for i in order] if isinstance(value, list) else value[order]
            for name, value in self._columns().items()
        }
        return AnimeTable(**columns)

    def joined(self, other: "AnimeTable") -> "AnimeTable":
        """The rows of both, this one's first."""
        columns: dict[str, Any] = {
            name: value + getattr(other, name)
            if isinstance(value, list)
            else np.concatenate([value, getattr(other, name)])
            for name, value in self._columns().items()
        }
        return AnimeTable(**columns)

    def _columns(self) -> dict[str, Any]:
        return {column.name: getattr(self, column.name) for column in fields(self)}

    @cached_property
    def _by_id(self) -> Ints:
        return np.argsort(self.ids)

    def positions(self, anime_ids: Ints) -> Ints:
        """Positions of public ids, int32; -1 where an id is unknown."""
        order = self._by_id
        at = np.searchsorted(self.ids, anime_ids, sorter=order)
        found = order[np.minimum(at, len(order) - 1)] if len(order) else np.zeros(len(anime_ids), np.int64)
        known = (self.ids[found] == anime_ids) if len(order) else np.zeros(len(anime_ids), bool)
        return np.where(known, found, -1).astype(np.int32)

    def write(self, path: Path) -> None:
        pq.write_table(pa.table(dict(zip(_NAMES, self._columns().values(), strict=True))), path, compression="zstd")

    @classmethod
    def read(cls, path: Path) -> "AnimeTable":
        if not path.is_file():
            raise InteractionsError(f"There is no anime table at {path}: export the catalogue first.")
        table = pq.read_table(path)
        if missing := set(_NAMES) - set(table.column_names):
            raise InteractionsError(
                f"{path} lacks the columns {', '.join(sorted(missing))}: export the catalogue anew."
            )

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
            popularity=array("popularity", np.float32),
            series=array("series", np.int32),
            series_place=array("series_place", np.int16),
            series_role=text("series_role"),
            studios=lists("studios"),
            staff=lists("staff"),
            source=text("source"),
            country=text("country"),
        )


_NAMES = (
    "id", "title", "type", "episodes", "year", "score", "members", "genres", "tags", "popularity", "series",
    "series_place", "series_role", "studios", "staff", "source", "country",
)  # fmt: skip


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
        popularity=np.zeros(n, np.float32),
        series=np.arange(n, dtype=np.int32),
        series_place=np.ones(n, np.int16),
        series_role=["main"] * n,
        studios=[list(row) for row in blank],
        staff=[list(row) for row in blank],
        source=[""] * n,
        country=[""] * n,
    )
