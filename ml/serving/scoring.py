"""Scores candidates with the two rankers on one scale. Lists, matches and the evaluation all use these functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ml.data.interactions import Floats, Ints
from ml.data.profiles import Profile
from ml.fitting.fitted_recall import FittedRecall
from ml.ranking.rankers import Rankers
from ml.serving.explanations import because, because_alike


@dataclass(frozen=True)
class Scored:
    """Arrays of one length. ``logits``: of the ranker of the rated; ``chances``: of being liked next.

    ``likes`` and ``ratings``: what the member would make of it, NaN where no ranker says. ``rated``: bool.
    """

    positions: Ints
    logits: Floats
    chances: Floats
    likes: Floats
    ratings: Floats
    rated: np.ndarray

    @classmethod
    def join(cls, parts: Sequence["Scored"]) -> "Scored":
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in cls.__dataclass_fields__))

    def __len__(self) -> int:
        return len(self.positions)


def score_rated(rankers: Rankers, positions: Ints, features: Floats) -> Scored:
    """Scores anime that people have rated, by their ``features`` (see :meth:`FittedRecall.features`)."""
    logits = rankers.rated.logits(features)
    return _scored(positions, logits, rankers.rated.probabilities(logits), rankers.rated.outlook(features), True)


def score_unrated(
    fitted: FittedRecall, rankers: Rankers, profile: Profile, positions: Ints, scores: Mapping[str, Floats]
) -> Scored:
    """Scores anime that nobody has rated; returns no rows where the training had too little to learn this from.

    ``likes`` and ``ratings`` are NaN for an anime without known content and without its series on the list: the
    ranker would give every such anime the same figures.
    """
    if rankers.unrated is None or not len(positions):
        positions = positions[:0]
        return _scored(positions, np.zeros(0, np.float32), np.zeros(0, np.float32), None, False)
    features = fitted.unrated.of(profile, positions, scores)
    logits = rankers.on_one_scale(rankers.unrated.logits(features))
    chances = rankers.rated.probabilities(logits)
    scored = _scored(positions, logits, chances, rankers.unrated.outlook(features), False)
    context = fitted.unrated.context
    silent = ~context.told[positions] & ~np.isin(
        context.order.number[positions], context.order.number[profile.positions]
    )
    unknown = np.float32(np.nan)
    return replace(
        scored, likes=np.where(silent, unknown, scored.likes), ratings=np.where(silent, unknown, scored.ratings)
    )


def _scored(
    positions: Ints, logits: Floats, chances: Floats, outlook: tuple[Floats, Floats] | None, rated: bool
) -> Scored:
    unknown = np.full(len(positions), np.nan, np.float32)
    likes, ratings = outlook if outlook else (unknown, unknown)
    return Scored(
        positions,
        logits.astype(np.float32),
        chances.astype(np.float32),
        np.asarray(likes, np.float32),
        np.asarray(ratings, np.float32),
        np.full(len(positions), rated),
    )


def reasons_of(fitted: FittedRecall, profile: Profile, positions: Ints) -> list[Ints]:
    """Per anime up to three of the list that speak for it, strongest first."""
    rated = fitted.unrated.context.rated[positions]
    found: list[Ints] = [np.zeros(0, np.int32)] * len(positions)
    for rows, reasons in (
        (np.flatnonzero(rated), because(fitted.recall.models, profile, positions[rated])),
        (np.flatnonzero(~rated), because_alike(fitted.unrated.context, profile, positions[~rated])),
    ):
        for row, reason in zip(rows.tolist(), reasons, strict=True):
            found[row] = reason
    return found
