"""Everything that a training learns: the sources, and the two rankers on top of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.interactions import Interactions
from ml.fitting.parallel import FittedParts, fit_parts
from ml.ranking.rankers import Rankers, train_unrated_ranker
from ml.ranking.training import train_ranker


@dataclass(frozen=True)
class FittedRanking:
    parts: FittedParts
    rankers: Rankers


def fit_ranking(
    interactions: Interactions,
    table: AnimeTable,
    config: TrainingConfig,
    work: Path,
    progress: Callable[[str, float, float], None],
) -> FittedRanking:
    """Files of the way lie in ``work``; ``progress`` takes a stage, its fraction and the training's."""
    parts = fit_parts(
        interactions, table, config, work, lambda stage, done, share: progress(stage, done, 0.04 + 0.66 * share)
    )
    rated = train_ranker(
        parts.training,
        parts.validation,
        config.ranker,
        config.seed,
        lambda done: progress("ranker", 0.9 * done, 0.7 + 0.23 * done),
    )
    unrated = train_unrated_ranker(
        parts.unrated,
        parts.unrated_validation,
        config.unrated_ranker,
        config.seed,
        lambda done: progress("ranker", 0.9 + 0.1 * done, 0.93 + 0.02 * done),
    )
    return FittedRanking(parts, Rankers(rated, unrated))
