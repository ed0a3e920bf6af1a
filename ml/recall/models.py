"""Everything that is fitted on interactions and answers from a list alone: the recall sources and item statistics."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from ml import grades
from ml.deepwalk.config import DeepWalkConfig
from ml.deepwalk.skipgram import Embeddings, train_skipgram
from ml.deepwalk.walks import random_walks
from ml.interactions import Floats, Interactions
from ml.recall.als import AlsConfig, fit_als
from ml.recall.linear import LinearConfig, fit_linear
from ml.recall.neighbours import NeighbourConfig, fit_cosine, fit_rp3beta

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class RecallConfig:
    linear: LinearConfig = field(default_factory=LinearConfig)
    deepwalk: DeepWalkConfig = field(default_factory=DeepWalkConfig)
    als: AlsConfig = field(default_factory=AlsConfig)
    neighbours: NeighbourConfig = field(default_factory=NeighbourConfig)
    max_anime: int = 9000


@dataclass(frozen=True)
class ItemStatistics:
    """float32[covered] each: rows, rated rows, likes, and the mean deviation from the raters' own means, shrunk."""

    rows: Floats
    rated: Floats
    likes: Floats
    bias: Floats
    mean_rating: float

    @classmethod
    def build(cls, interactions: Interactions, size: int) -> "ItemStatistics":
        anime, ratings = interactions.anime, interactions.ratings.astype(np.float32)
        rated = ratings > 0
        users = interactions.user_rows
        mean = float(ratings[rated].mean()) if rated.any() else 7.0
        per_user = np.bincount(users[rated], ratings[rated] - mean, len(interactions.user_ids))
        count = np.bincount(users[rated], minlength=len(interactions.user_ids))
        user_mean = mean + per_user / (count + 5)
        deviation = np.bincount(anime[rated], (ratings - user_mean[users])[rated], size)[:size]
        rated_rows = np.bincount(anime[rated], minlength=size)[:size]
        liked = grades.liked(interactions.ratings, interactions.statuses, interactions.favorites)
        return cls(
            rows=np.bincount(anime, minlength=size)[:size].astype(np.float32),
            rated=rated_rows.astype(np.float32),
            likes=np.bincount(anime, liked, size)[:size].astype(np.float32),
            bias=(deviation / (rated_rows + 10)).astype(np.float32),
            mean_rating=mean,
        )


@dataclass(frozen=True)
class RecallModels:
    """``covered`` anime (the most watched) by position; every matrix is covered × covered, rows gathered by a list."""

    covered: int
    linear: sp.csr_matrix
    linear_liked: sp.csr_matrix
    linear_watched: sp.csr_matrix
    cosine: sp.csr_matrix
    rp3beta: sp.csr_matrix
    factors: Floats
    embeddings: Embeddings
    statistics: ItemStatistics
    als: AlsConfig

    @classmethod
    def fit(cls, interactions: Interactions, config: RecallConfig, seed: int, progress: Progress) -> "RecallModels":
        """From the rows of ``interactions``, whose anime stand in the order of their popularity."""
        rng = np.random.default_rng(seed)
        counts = np.bincount(interactions.anime)
        covered = int(min((counts > 0).nonzero()[0].max() + 1, config.max_anime))
        rows = interactions.keep(interactions.anime < covered)
        row = (rows.ratings, rows.statuses, rows.favorites)
        graded, liked = rows.matrix(grades.graded(*row), covered), rows.matrix(grades.liked(*row), covered)
        leaning = rows.matrix(grades.leaning(*row), covered)
        seen = rows.matrix(grades.watched(*row), covered)
        progress("walks", 0.0)
        steps = grades.watched(*row) * grades.graded(*row) ** config.deepwalk.rating_power
        graph = rows.matrix(steps, covered)
        walks = random_walks(graph if graph.nnz else graded, config.deepwalk, rng)
        progress("deepwalk", 0.0)
        embeddings = train_skipgram(walks, covered, config.deepwalk, seed, lambda done: progress("deepwalk", done))
        progress("recall", 0.0)
        linear = fit_linear(graded, {"graded": graded, "liked": liked, "watched": seen}, config.linear)
        progress("recall", 0.4)
        cosine = fit_cosine(leaning, config.neighbours)
        progress("recall", 0.5)
        rp3beta = fit_rp3beta(leaning, config.neighbours)
        progress("recall", 0.6)
        factors = fit_als(leaning, config.als, rng, lambda done: progress("recall", 0.6 + 0.4 * done))
        return cls(
            covered=covered,
            linear=linear["graded"],
            linear_liked=linear["liked"],
            linear_watched=linear["watched"],
            cosine=cosine,
            rp3beta=rp3beta,
            factors=factors.astype(np.float16).astype(np.float32),
            embeddings=_half(embeddings),
            statistics=ItemStatistics.build(rows, covered),
            als=config.als,
        )


def _half(embeddings: Embeddings) -> Embeddings:
    """Rounded to what the snapshot stores, so that training and serving see the same numbers."""
    rounded = [part.astype(np.float16).astype(np.float32) for part in (embeddings.inputs, embeddings.outputs)]
    return Embeddings(*rounded)
