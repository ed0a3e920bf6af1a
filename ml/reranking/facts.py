"""What the rules know of each anime, made once for a snapshot."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ml.anime import AnimeTable
from ml.franchises import Franchises
from ml.interactions import Floats, Ints

Flags = npt.NDArray[np.bool_]
# Where the most popular anime end: those that hold this share of all rows are the head, the others the long tail.
HEAD_SHARE = 0.8
SERIES = ("TV", "ONA")


@dataclass(frozen=True)
class RerankFacts:
    """Arrays by position, of the anime that the models cover.

    ``vectors``: float32[covered, size], whose inner product says how alike two anime are, 1 at most. ``franchise``: its
    number. ``earlier``: the series of the same franchise that comes before it, -1 where there is none. ``tail``:
    outside the head. ``years``: 0 = unknown.
    """

    vectors: Floats
    franchise: Ints
    earlier: Ints
    tail: Flags
    years: Ints

    @classmethod
    def build(
        cls, table: AnimeTable, franchises: Franchises, rows: Floats, embeddings: Floats, genres: Floats
    ) -> "RerankFacts":
        """``rows``: how often each covered anime occurs.

        Alike is, one half each, what the same people watch (the cosine of ``embeddings``) and what has the same genres.
        """
        covered = len(rows)
        earlier = _series_before(table, franchises.number)[:covered]
        return cls(
            vectors=np.concatenate([_unit(embeddings), _unit(genres)], axis=1) * np.float32(np.sqrt(0.5)),
            franchise=franchises.number[:covered],
            # An anime that nobody has watched can't be a candidate.
            earlier=np.where(earlier < covered, earlier, -1).astype(np.int32),
            tail=outside_head(rows),
            years=table.years[:covered].astype(np.int32),
        )

    def recent(self, years: int) -> Flags:
        """Begun in the last ``years`` years, counted from the latest anime that is known."""
        return self.years > int(self.years.max(initial=0)) - years if years > 0 else np.zeros(len(self.years), bool)


def _unit(vectors: Floats) -> Floats:
    """Rows of length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)


def outside_head(rows: Floats) -> Flags:
    """The long tail: everything but the most popular anime that together hold 80 % of all rows."""
    order = np.argsort(-rows, kind="stable")
    tail = np.ones(len(rows), bool)
    tail[order[np.cumsum(rows[order]) <= HEAD_SHARE * rows.sum()]] = False
    return tail


def _series_before(table: AnimeTable, franchise: Ints) -> Ints:
    """By year, then id. Films, specials and the like follow a series, but nothing need be seen after them.

    Without a year nothing is before or after.
    """
    before = np.full(len(table), -1, np.int32)
    series = np.isin(np.asarray(table.types, dtype=object).astype(str), SERIES)
    order = np.lexsort((table.ids, table.years, franchise))
    order = order[table.years[order] > 0]
    last, of = -1, -1
    for position, its in zip(order.tolist(), franchise[order].tolist(), strict=True):
        if its != of:
            last, of = -1, its
        before[position] = last
        if series[position]:
            last = position
    return before
