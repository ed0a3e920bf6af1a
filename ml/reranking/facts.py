"""What the rules know of each anime, made once for a snapshot."""

from dataclasses import dataclass

import numpy as np

from ml.data.anime import AnimeTable
from ml.data.franchises import Franchises
from ml.data.interactions import Floats, Ints
from ml.reranking.entries import Flags, SeriesEntries

# Where the most popular anime end: those that hold this share of all rows are the head, the others the long tail.
HEAD_SHARE = 0.8


@dataclass(frozen=True)
class RerankFacts:
    """Arrays by position, of the anime that the models cover.

    ``vectors``: float32[covered, size], whose inner product says how alike two anime are, 1 at most. ``franchise``: its
    number. ``tail``: outside the head. ``years``: 0 = unknown. ``entries``: where series are entered, in all of the
    table.
    """

    vectors: Floats
    franchise: Ints
    tail: Flags
    years: Ints
    entries: SeriesEntries

    @classmethod
    def build(
        cls, table: AnimeTable, franchises: Franchises, rows: Floats, embeddings: Floats, genres: Floats
    ) -> "RerankFacts":
        """``rows``: how often each covered anime occurs.

        Alike is, one half each, what the same people watch (the cosine of ``embeddings``) and what has the same genres.
        """
        covered = len(rows)
        return cls(
            vectors=np.concatenate([_unit(embeddings), _unit(genres)], axis=1) * np.float32(np.sqrt(0.5)),
            franchise=franchises.number[:covered],
            tail=outside_head(rows),
            years=table.years[:covered].astype(np.int32),
            entries=SeriesEntries.build(table),
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
