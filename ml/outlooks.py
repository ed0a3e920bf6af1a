"""What a member would make of any anime, and the values that the recommender answers with."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ml.anime import AnimeTable
from ml.candidates import CandidateConfig, merge
from ml.config import TrainingConfig
from ml.explanations import because
from ml.interactions import Floats, Ints, UserHistory
from ml.profiles import Profile
from ml.ranking.features import FeatureContext, ranking_features
from ml.ranking.network import Ranker
from ml.recall.sources import Recall
from ml.reranking.facts import RerankFacts

Features = Callable[[Ints], Floats]


@dataclass(frozen=True)
class Recommendation:
    """``probability``: calibrated chance of being among what the member watches next and gives 8 or more.

    ``like``: the chance of 8 or more if they watch it; ``predicted_score``: the rating then, 1 to 10. Each where the
    ranker gave one. ``because``: anime of the member's list that speak for it most, strongest first.
    """

    anime_id: int
    score: float
    probability: float | None = None
    sources: tuple[str, ...] = ()
    because: tuple[int, ...] = ()
    like: float | None = None
    predicted_score: float | None = None


@dataclass(frozen=True)
class Trained:
    """What a snapshot adds to a list of anime."""

    recall: Recall
    context: FeatureContext
    ranker: Ranker
    config: TrainingConfig
    rerank_facts: RerankFacts


def outlooks(
    trained: Trained,
    table: AnimeTable,
    history: UserHistory,
    asked: Ints,
    *,
    user_embedding: Floats | None,
    anime_features: Features | None,
    sources: Collection[str] | None,
) -> dict[int, Recommendation]:
    """By id, for positions ``asked``; see ``Recommender.outlooks``."""
    covered = trained.recall.models.covered
    profile = Profile.of(history, table, covered)
    asked = asked[(asked >= 0) & (asked < covered) & ~np.isin(asked, profile.listed)]
    if trained.ranker.outlook_net is None or not len(asked):
        return {}
    if user_embedding is None:
        user_embedding = trained.recall.user_embedding(profile)
    scores = trained.recall.scores(profile, user_embedding)
    among = merge(scores, profile.listed, on_quotas(trained.config.candidates, sources)).positions
    facts = anime_features(asked) if anime_features else None
    features = ranking_features(trained.context, profile, asked, of_sources(scores, sources), facts, among)
    found = answers(trained, table, profile, asked, features, trained.ranker.logits(features))
    return {answer.anime_id: answer for answer in found}


def answers(
    trained: Trained,
    table: AnimeTable,
    profile: Profile,
    positions: Ints,
    features: Floats,
    logits: Floats,
    sources: Sequence[tuple[str, ...]] | None = None,
) -> list[Recommendation]:
    """For ``positions``, whose rows ``features`` and ``logits`` are; ``sources``: which of recall's brought each."""
    if not len(positions):
        return []
    chances, outlook = trained.ranker.probabilities(logits), trained.ranker.outlook(features)
    reasons = because(trained.recall.models, profile, positions)
    return [
        Recommendation(
            anime_id=int(table.ids[position]),
            score=float(logits[i]),
            probability=float(chances[i]),
            sources=sources[i] if sources else (),
            because=tuple(table.ids[reasons[i]].tolist()),
            like=float(outlook[0][i]) if outlook else None,
            predicted_score=float(outlook[1][i]) if outlook else None,
        )
        for i, position in enumerate(positions.tolist())
    ]


def on_quotas(config: CandidateConfig, sources: Collection[str] | None) -> CandidateConfig:
    """Without the candidates of the sources that are off; what is missing comes from popularity, as ever."""
    if sources is None:
        return config
    return replace(config, quotas={name: quota * (name in sources) for name, quota in config.quotas.items()})


def of_sources(scores: dict[str, Floats], sources: Collection[str] | None) -> dict[str, Floats]:
    return {name: line for name, line in scores.items() if sources is None or name in sources}
