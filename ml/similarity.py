"""相似动漫: nearest by what the same people watch, by embedding, and by genre where nobody has watched yet."""

import numpy as np

from ml.anime import AnimeTable
from ml.interactions import Floats, Ints
from ml.ranking.facts import AnimeFacts
from ml.recall.models import RecallModels

# An anime that hardly anybody has watched has an embedding of chance.
TRUSTED_ROWS = 5


def similar_positions(
    models: RecallModels, facts: AnimeFacts, table: AnimeTable, position: int, blocked: Ints, n: int
) -> tuple[Ints, Floats]:
    """Positions and scores, best first, without ``blocked``; among the covered anime."""
    return best_first(similarity_scores(models, facts, table, position), blocked, n)


def similarity_scores(models: RecallModels, facts: AnimeFacts, table: AnimeTable, position: int) -> Floats:
    """How like the anime at ``position`` every covered one is, float32[covered]; its own place says nothing."""
    genres = _genre_overlap(table, position, models.covered, facts)
    rows = models.statistics.rows
    if position < models.covered and rows[position] >= TRUSTED_ROWS:
        vectors = models.embeddings.inputs
        lengths = np.linalg.norm(vectors, axis=1) + 1e-9
        cosine = vectors @ vectors[position] / (lengths * lengths[position])
        together = np.zeros(models.covered, np.float32)
        row = models.cosine[position]
        together[row.indices] = row.data
        trust = rows / (rows + TRUSTED_ROWS)
        scores = trust * (0.5 * cosine + together) + 0.3 * genres
    else:
        scores = genres + 0.02 * np.log1p(rows)
    return scores.astype(np.float32)


def best_first(scores: Floats, blocked: Ints, n: int) -> tuple[Ints, Floats]:
    """The ``n`` best positions with their scores, without ``blocked``; ties by position."""
    left = scores.copy()
    left[blocked[blocked < len(left)]] = -np.inf
    best = np.lexsort((np.arange(len(left)), -left))[:n]
    best = best[np.isfinite(left[best])]
    return best.astype(np.int32), scores[best]


def _genre_overlap(table: AnimeTable, position: int, covered: int, facts: AnimeFacts) -> Floats:
    """Cosine of the genres' multi-hot rows, float32[covered]."""
    if position < covered:
        mine = facts.genres[position]
    else:
        names = sorted({genre for genres in table.genres[:covered] for genre in genres})
        mine = np.asarray([name in table.genres[position] for name in names], np.float32)
        mine = mine if len(mine) == facts.genres.shape[1] else np.zeros(facts.genres.shape[1], np.float32)
    lengths = np.linalg.norm(facts.genres, axis=1) * np.linalg.norm(mine)
    return facts.genres @ mine / np.maximum(lengths, 1e-9)
