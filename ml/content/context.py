"""What is known of all anime before anybody rates them, made once for a snapshot or an inner split."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from ml.content.neighbours import latent_vectors, nearest_rated
from ml.content.popularity import TYPES, Popularity
from ml.content.vectors import ContentVectors
from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints
from ml.data.series import SeriesOrder

TELLING_FIELDS = ("genre", "tag", "studio", "staff")
LATENT_SIZE = 96
NEIGHBOURS = 24
# An anime with this many rows is half trusted as a neighbour.
TRUSTED_ROWS = 15.0
TASTE_FIELDS = ("genre", "tag", "studio", "staff", "source", "type", "country")


@dataclass(frozen=True)
class ContentContext:
    """Arrays by position of the whole table.

    ``latent`` float32[anime, 96]: content in few dimensions, rows of length 1. ``fields``: the terms of TASTE_FIELDS
    side by side, each field's part of a row of length 1; ``field_of`` int[terms]: which field a term is of. ``usual``
    float32[terms]: the mean row, weighed by popularity. ``near``: see ``nearest_rated``, rows of the unrated.
    ``rated`` bool: has rows; ``told`` bool: genres, tags, studios or staff are known. ``kinds`` float32[anime, types].
    """

    vectors: ContentVectors
    latent: Floats
    fields: sp.csr_matrix
    field_of: np.ndarray
    usual: Floats
    near: sp.csr_matrix
    rated: np.ndarray
    told: np.ndarray
    unrated: Ints
    popularity: Popularity
    order: SeriesOrder
    episodes: Floats
    scores: Floats
    kinds: Floats

    @classmethod
    def build(cls, table: AnimeTable, rows: Floats, *, hidden: np.ndarray | None = None) -> "ContentContext":
        """``rows`` float32[len(table)]: how often each anime occurs among the interactions.

        ``hidden`` bool[len(table)]: anime whose figures may teach nothing; None outside of inner splits.
        """
        vectors = ContentVectors.build(table)
        order = SeriesOrder.build(table)
        popularity = Popularity.learn(table, vectors, order, hidden=hidden)
        latent = latent_vectors(vectors.without("era"), LATENT_SIZE)
        rated = rows > 0
        known = np.flatnonzero(rated).astype(np.int32)
        unrated = np.flatnonzero(~rated).astype(np.int32)
        trust = (rows[known] / (rows[known] + TRUSTED_ROWS)).astype(np.float32)
        parts = [vectors.of_field(name) for name in TASTE_FIELDS]
        fields = sp.hstack(parts).tocsr().astype(np.float32)
        weights = np.sqrt(np.maximum(rows, 0)) + 1e-3
        kinds = np.asarray(table.types, dtype=object).astype(str)
        scored = ~np.isnan(table.scores)
        average = float(table.scores[scored].mean()) if scored.any() else 7.0
        return cls(
            vectors=vectors,
            latent=latent,
            fields=fields,
            field_of=np.repeat(np.arange(len(parts)), [part.shape[1] for part in parts]),
            usual=np.asarray(fields.T @ weights / weights.sum(), np.float32),
            near=nearest_rated(latent, unrated, known, trust, NEIGHBOURS),
            rated=rated,
            told=np.diff(vectors.of_field(*TELLING_FIELDS).indptr) > 0,
            unrated=unrated,
            popularity=popularity,
            order=order,
            episodes=np.log1p(np.maximum(table.episodes, 0)).astype(np.float32),
            scores=np.where(scored, table.scores, average).astype(np.float32),
            kinds=np.column_stack([kinds == name for name in TYPES]).astype(np.float32),
        )
