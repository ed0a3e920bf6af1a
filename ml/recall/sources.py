"""The recall sources: each turns a list into a score for every covered anime."""

import numpy as np
import scipy.sparse as sp

from ml.data.interactions import Floats, Ints
from ml.data.profiles import Profile
from ml.recall.als import fold_in
from ml.recall.lsh import LSHIndex
from ml.recall.models import RecallModels

NOTHING = -np.inf


class Recall:
    """``RecallModels`` with what a request would otherwise compute anew."""

    def __init__(self, models: RecallModels, index: LSHIndex) -> None:
        self.models, self.index = models, index
        fitted = models.fitted
        self._factors = models.factors[:fitted]
        self._gram = self._factors.T @ self._factors
        self._popularity = np.log1p(models.statistics.rows[:fitted])
        # In an inner split, anime are hidden whose rows others would have.
        self._silent = np.flatnonzero(models.statistics.rows[:fitted] == 0)

    def user_embedding(self, profile: Profile) -> Floats | None:
        """Mean input vector of the list by grade, float32[size]; None where the list says nothing."""
        return user_embedding(self.models, profile)

    def scores(self, profile: Profile, user_embedding: Floats | None) -> dict[str, Floats]:
        """float32[fitted] a source; -inf what a source does not reach. Sources that have nothing to say stay out."""
        result = self._lines(profile, user_embedding)
        if len(self._silent):
            for line in result.values():
                line[self._silent] = NOTHING
        return result

    def _lines(self, profile: Profile, user_embedding: Floats | None) -> dict[str, Floats]:
        models, result = self.models, {}
        if len(profile.positions):
            result["linear"] = self._gathered(models.linear, profile, profile.graded)
            result["linear_liked"] = self._gathered(models.linear_liked, profile, profile.graded)
            result["linear_watched"] = self._gathered(models.linear_watched, profile, profile.graded)
            result["item_knn"] = self._gathered(models.cosine, profile, profile.leaning)
            result["rp3beta"] = self._gathered(models.rp3beta, profile, profile.leaning)
            mine = fold_in(profile.positions, profile.leaning, models.factors, self._gram, models.als)
            result["als"] = self._factors @ mine
        if user_embedding is not None:
            result["deepwalk"] = self._deepwalk(user_embedding)
        result["popularity"] = self._popularity.copy()
        return result

    def _gathered(self, weights: sp.csr_matrix, profile: Profile, values: Floats) -> Floats:
        return _gather(weights, profile.positions, values)[: self.models.fitted]

    def _deepwalk(self, user_embedding: Floats) -> Floats:
        """Inner product with the output vectors of what the hash finds."""
        scores = np.full(self.models.fitted, NOTHING, np.float32)
        found = self.index.query(user_embedding)
        scores[found] = self.models.embeddings.outputs[found] @ user_embedding
        return scores


SOURCE_NAMES = (
    "linear",
    "linear_liked",
    "linear_watched",
    "item_knn",
    "rp3beta",
    "als",
    "deepwalk",
    "popularity",
)

# How anime that nobody has rated are found: no source of the ranker's, but one of candidates.
CONTENT = "content"
CANDIDATE_SOURCES = (*SOURCE_NAMES, CONTENT)


# What everybody has says less of a member.
_POPULARITY_POWER = -0.1


def user_embedding(models: RecallModels, profile: Profile) -> Floats | None:
    """Mean input vector of the list, what was graded higher and what is rarer counting for more."""
    rows = np.maximum(models.statistics.rows[profile.positions], 1)
    weights = np.maximum(profile.graded, 0) * rows**_POPULARITY_POWER
    total = float(weights.sum())
    if total <= 0:
        return None
    return (weights @ models.embeddings.inputs[profile.positions] / total).astype(np.float32)


def top(scores: Floats, n: int, taken: Ints) -> Ints:
    """The ``n`` best positions by score, best first, without ``taken`` and what a source doesn't reach."""
    line = scores.copy()
    line[taken[taken < len(line)]] = NOTHING
    n = min(n, len(line))
    best = np.argpartition(-line, n - 1)[:n]
    best = best[np.lexsort((best, -line[best]))]
    return best[line[best] > NOTHING].astype(np.int32)


def _gather(weights: sp.csr_matrix, positions: Ints, values: Floats) -> Floats:
    """values · weights[positions], the product of a sparse list with sparse rows, float32[anime]."""
    rows = weights[positions]
    return np.bincount(
        rows.indices, rows.data * np.repeat(values, np.diff(rows.indptr)), minlength=weights.shape[1]
    ).astype(np.float32)
