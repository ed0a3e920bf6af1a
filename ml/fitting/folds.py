"""One inner split: sources fitted on what is left, candidates and features from them, labels from what was held out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ml.config import TrainingConfig
from ml.content.hiding import hidden_anime
from ml.data.anime import AnimeTable
from ml.data.holdout import MEMBERS, Split, UserParts, split, stable_hash
from ml.data.interactions import Interactions, Ints
from ml.data.profiles import Profile
from ml.fitting.fitted_recall import FittedRecall
from ml.fitting.hidden_likes import HiddenLikes
from ml.ranking.data import RankingData
from ml.recall.models import RecallModels

# What is hashed for who keeps the hidden anime on the list.
KEEPING = 1000


@dataclass(frozen=True)
class Fold:
    """The rankers' data of one split.

    ``unrated`` and ``unrated_validation``: of the anime that the split hides, for the ranker of unrated anime.
    ``models``: the split's sources where members judge by them, which is split 0.
    """

    training: RankingData
    validation: RankingData
    unrated: RankingData
    unrated_validation: RankingData
    models: RecallModels | None


FOLD_PARTS = ("training", "validation", "unrated", "unrated_validation")


def make_fold(
    interactions: Interactions,
    table: AnimeTable,
    config: TrainingConfig,
    number: int,
    progress: Callable[[str, float], None],
) -> Fold:
    """Split ``number``. Split 0 hides no anime, and its models are kept for the members who judge."""
    parts = user_parts(interactions, config)
    whole = fold_split(interactions, table, config, number)
    hidden = hidden_anime(table.ids, np.bincount(interactions.anime, minlength=len(table)), number)
    cut = whole.without_anime(hidden) if hidden.any() else whole
    models = RecallModels.fit(cut.training, config.recall, config.seed + number, progress)
    fitted = FittedRecall.build(models, table, config, hidden=hidden)
    learners = _having_likes(parts.training, cut)
    if len(learners) > config.max_users:
        keys = stable_hash(config.seed, MEMBERS, number + 1, interactions.user_ids[learners])
        learners = np.sort(learners[np.argsort(keys, kind="stable")[: config.max_users]])
    validators = _having_likes(parts.validation, cut)
    if number:
        validators = validators[:0]
    # Every second member keeps the hidden anime on the list, as whoever comes with anime of today does.
    keeping = stable_hash(config.seed, MEMBERS, KEEPING + number, interactions.user_ids) % np.uint64(2) == 0
    training = _ranking_data(
        fitted,
        cut,
        learners,
        config,
        whole=(whole.training, keeping),
        progress=lambda done: progress("features", 0.7 * done),
    )
    validation = _ranking_data(fitted, cut, validators, config)
    teach = HiddenLikes(fitted, cut.training, whole.training, hidden, (config.seed, number))
    progress("features", 0.7)
    unrated = teach.of(parts.training if len(parts.training) <= config.max_users else learners)
    watching = teach.of(parts.validation) if number == 1 else teach.of(parts.validation[:0])
    return Fold(training, validation, unrated, watching, models if number == 0 else None)


def user_parts(interactions: Interactions, config: TrainingConfig) -> UserParts:
    return UserParts.build(interactions.user_ids, config.seed, config.held_out_users)


def fold_split(interactions: Interactions, table: AnimeTable, config: TrainingConfig, number: int) -> Split:
    return split(interactions, table.ids, config.seed, number)


def _having_likes(users: Ints, cut: Split) -> Ints:
    return np.asarray([user for user in users.tolist() if user in cut.relevant], np.int64)


def _ranking_data(
    fitted: FittedRecall,
    cut: Split,
    users: Ints,
    config: TrainingConfig,
    *,
    whole: tuple[Interactions, np.ndarray] | None = None,
    progress: Callable[[float], None] | None = None,
) -> RankingData:
    """Candidates of ``users`` with their features and labels, made as serving makes them and kept in half precision.

    ``whole``: rows with the hidden anime, and whose lists are made of those, bool[users]; everybody else's are made of
    the split's.
    """
    covered = fitted.recall.models.covered
    features, labels, ratings, sizes = [], [], [], [0]
    for done, user in enumerate(users.tolist()):
        rows = whole[0] if whole is not None and whole[1][user] else cut.training
        profile = Profile.of_row(rows, user, covered)
        candidates, scores = fitted.candidates(profile, config)
        features.append(fitted.features(profile, candidates.positions, scores).astype(np.float16))
        labels.append(np.isin(candidates.positions, cut.relevant[user]))
        ratings.append(_ratings_of(candidates.positions, *cut.held[user]))
        sizes.append(len(candidates))
        if progress and done % 50 == 0:
            progress(done / len(users))
    stacked = np.concatenate(ratings) if ratings else np.zeros(0, np.int8)
    return RankingData(_stack(features), _stack(labels), np.cumsum(sizes), stacked)


def _ratings_of(positions: Ints, held: np.ndarray, ratings: np.ndarray) -> np.ndarray:
    """int8[positions]: the rating with which each was held out, else 0."""
    order = np.argsort(held)
    at = np.minimum(np.searchsorted(held, positions, sorter=order), len(held) - 1)
    return np.where(held[order][at] == positions, ratings[order][at], 0).astype(np.int8)


def _stack(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.zeros((0, 0), np.float16)


def save_fold(fold: Fold, folder: Path) -> None:
    """The ranker's data of a fold as arrays, so that a child process can hand them over."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in FOLD_PARTS:
        data: RankingData = getattr(fold, part)
        for name in ("features", "labels", "start", "ratings"):
            np.save(folder / f"{part}.{name}.npy", getattr(data, name))


def load_ranking_data(folder: Path, part: str) -> RankingData:
    return RankingData(*(np.load(folder / f"{part}.{name}.npy") for name in ("features", "labels", "start", "ratings")))
