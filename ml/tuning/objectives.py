"""What a trial is measured by: the validation members of inner split 0. Those who judge a snapshot are never asked."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ml.config import TrainingConfig
from ml.data import grades
from ml.data.anime import AnimeTable
from ml.data.interactions import Interactions
from ml.data.profiles import Profile
from ml.evaluation.measures.metrics import measure
from ml.fitting.folds import fold_split, make_fold, user_parts
from ml.ranking.data import RankingData
from ml.ranking.training import ranked_quality, train_ranker
from ml.recall.linear import fit_linear
from ml.recall.sources import top

Progress = Callable[[str, float], None]


def linear_quality(interactions: Interactions, table: AnimeTable, config: TrainingConfig) -> float:
    """NDCG@10 of the linear model alone, fitted without what is held out."""
    cut = fold_split(interactions, table, config, 0)
    covered = int(min(cut.training.anime.max() + 1, config.recall.max_anime))
    rows = cut.training.keep(cut.training.anime < covered)
    graded = rows.matrix(grades.graded(rows.ratings, rows.statuses, rows.favorites), covered)
    weights = fit_linear(graded, {"graded": graded}, config.recall.linear)["graded"]
    lists = {}
    for user in user_parts(interactions, config).validation.tolist():
        if user not in cut.relevant:
            continue
        profile = Profile.of_row(cut.training, user, covered)
        scores = np.asarray(weights[profile.positions].T @ profile.graded, np.float32)
        lists[user] = top(scores, 10, profile.listed)
    counts = np.bincount(rows.anime, minlength=covered).astype(np.float32)
    return measure(lists, cut.relevant, counts).get("ndcg@10", 0.0)


@dataclass(frozen=True)
class RankerObjective:
    """Sources, candidates and features are made once; a trial trains the network alone."""

    training: RankingData
    validation: RankingData

    @classmethod
    def prepare(
        cls, interactions: Interactions, table: AnimeTable, config: TrainingConfig, progress: Progress
    ) -> "RankerObjective":
        fold = make_fold(interactions, table, config, 0, progress)
        return cls(fold.training, fold.validation)

    def quality(self, config: TrainingConfig, progress: Callable[[float], None]) -> float:
        ranker = train_ranker(self.training, self.validation, config.ranker, config.seed, progress)
        return ranked_quality(ranker, self.validation)
