"""Everything that is fitted on interactions and answers from a list alone: the recall sources and item statistics."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse as sp

from ml.data import grades
from ml.data.interactions import Floats, Interactions
from ml.deepwalk.config import DeepWalkConfig
from ml.deepwalk.skipgram import Embeddings, train_skipgram
from ml.deepwalk.walks import random_walks
from ml.ranges import Count
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
    max_anime: Count = 9000


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
    """``covered`` anime by position; every matrix is covered × covered, rows gathered by a list.

    As fitted, these are the most watched, and ``fitted`` of them. ``widened``, all of the table are covered: those
    from ``fitted`` on have no rows, so that nothing can speak *for* them, while they speak for others.
    """

    covered: int
    fitted: int
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
            fitted=covered,
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

    def widened(self, size: int, near: sp.csr_matrix) -> "RecallModels":
        """The same for ``size`` anime. What has no rows speaks as its relatives do, less loudly.

        ``near`` float32[size, size]: the weights of the rated relatives of each anime without rows (see
        ``ml.content.neighbours.nearest_rated``).
        """
        close = strongest(near, RELATIVES) * np.float32(HEARSAY)

        def wide(matrix: sp.csr_matrix) -> sp.csr_matrix:
            start = np.concatenate([matrix.indptr, np.full(size - self.fitted, matrix.indptr[-1])])
            padded = sp.csr_matrix((matrix.data, matrix.indices, start), shape=(size, size))
            heard = (close @ padded).tocsr()
            if heard.nnz:
                # Whispers of everybody's relatives would only cost time.
                heard.data[np.abs(heard.data) < np.quantile(np.abs(matrix.data), QUIET)] = 0
                heard.eliminate_zeros()
            return (padded + heard).tocsr().astype(np.float32)

        def tall(values: Floats, *, by_hearsay: bool = True) -> Floats:
            longer = np.zeros((size, *values.shape[1:]), np.float32)
            longer[: self.fitted] = values
            return longer + np.asarray(close @ longer, np.float32) / HEARSAY if by_hearsay else longer

        statistics = self.statistics
        return replace(
            self,
            covered=size,
            linear=wide(self.linear),
            linear_liked=wide(self.linear_liked),
            linear_watched=wide(self.linear_watched),
            cosine=wide(self.cosine),
            rp3beta=wide(self.rp3beta),
            factors=tall(self.factors),
            embeddings=Embeddings(tall(self.embeddings.inputs), tall(self.embeddings.outputs, by_hearsay=False)),
            statistics=replace(
                statistics,
                rows=tall(statistics.rows, by_hearsay=False),
                rated=tall(statistics.rated, by_hearsay=False),
                likes=tall(statistics.likes, by_hearsay=False),
                bias=tall(statistics.bias),
            ),
        )


def padded(values: Floats, size: int) -> Floats:
    """``values`` and zeros, float32[size]."""
    longer = np.zeros(size, np.float32)
    longer[: len(values)] = values
    return longer


# An anime without rows speaks through so many relatives, this loudly; the quietest words of a matrix are left out.
RELATIVES, HEARSAY, QUIET = 6, 0.5, 0.3


def strongest(matrix: sp.csr_matrix, k: int) -> sp.csr_matrix:
    """The ``k`` largest values of each row, scaled to sum to 1; for rows that are all of one length or empty."""
    lengths = np.diff(matrix.indptr)
    full = np.flatnonzero(lengths)
    if not len(full):
        return matrix
    values = matrix.data.reshape(len(full), -1)
    columns = matrix.indices.reshape(len(full), -1)
    k = min(k, values.shape[1])
    best = np.argpartition(-values, k - 1, axis=1)[:, :k]
    kept = np.take_along_axis(values, best, axis=1)
    kept = kept / np.maximum(kept.sum(1, keepdims=True), 1e-9)
    start = np.concatenate([[0], np.cumsum(np.where(lengths > 0, k, 0))])
    return sp.csr_matrix((kept.ravel(), np.take_along_axis(columns, best, axis=1).ravel(), start), shape=matrix.shape)


def _half(embeddings: Embeddings) -> Embeddings:
    """Rounded to what the snapshot stores, so that training and serving see the same numbers."""
    rounded = [part.astype(np.float16).astype(np.float32) for part in (embeddings.inputs, embeddings.outputs)]
    return Embeddings(*rounded)
