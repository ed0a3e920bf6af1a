"""What a member would make of any anime, and the values that the recommender answers with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints, UserHistory
from ml.data.profiles import Profile
from ml.fitting.fitted_recall import FittedRecall
from ml.ranking.features import FeatureContext
from ml.ranking.network import Ranker
from ml.ranking.rankers import Rankers
from ml.recall.candidates import CandidateConfig, merge
from ml.recall.sources import Recall
from ml.reranking.facts import RerankFacts
from ml.serving.scoring import Features, Scored, reasons_of, score_all

BY_POPULARITY = ("popularity",)


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

    fitted: FittedRecall
    rankers: Rankers
    config: TrainingConfig

    @property
    def recall(self) -> Recall:
        return self.fitted.recall

    @property
    def context(self) -> FeatureContext:
        return self.fitted.context

    @property
    def ranker(self) -> Ranker:
        return self.rankers.rated

    @property
    def rerank_facts(self) -> RerankFacts:
        return self.fitted.rerank_facts


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
    profile = Profile.of(history, table, trained.recall.models.covered)
    asked = asked[(asked >= 0) & ~np.isin(asked, profile.listed)]
    if trained.ranker.outlook_net is None or not len(asked):
        return {}
    if user_embedding is None:
        user_embedding = trained.recall.user_embedding(profile)
    scores = trained.recall.scores(profile, user_embedding)
    among = merge(scores, profile.listed, on_quotas(trained.config.candidates, sources)).positions
    scores = of_sources(scores, sources)
    scored = score_all(
        trained.fitted, trained.rankers, profile, asked, scores, among=among, anime_features=anime_features
    )
    found = answers(trained, table, profile, scored, np.arange(len(scored)))
    return {answer.anime_id: answer for answer in found}


def answers(
    trained: Trained,
    table: AnimeTable,
    profile: Profile,
    scored: Scored,
    rows: Ints,
    sources: Sequence[tuple[str, ...]] | None = None,
) -> list[Recommendation]:
    """For the ``rows`` of ``scored``, in their order; ``sources``: which of recall's brought each.

    What popularity alone brought is given no reasons: nothing on the list brought it.
    """
    reasons = reasons_of(trained.fitted, profile, scored.positions[rows])
    return [
        Recommendation(
            anime_id=int(table.ids[scored.positions[row]]),
            score=float(scored.logits[row]),
            probability=float(scored.chances[row]),
            sources=sources[i] if sources else (),
            because=() if sources and sources[i] == BY_POPULARITY else tuple(table.ids[reasons[i]].tolist()),
            like=_known(scored.likes[row]),
            predicted_score=_known(scored.ratings[row]),
        )
        for i, row in enumerate(rows.tolist())
    ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def on_quotas(config: CandidateConfig, sources: Collection[str] | None) -> CandidateConfig:
    """Without the candidates of the sources that are off; what is missing comes from popularity, as ever."""
    if sources is None:
        return config
    return replace(config, quotas={name: quota * (name in sources) for name, quota in config.quotas.items()})


def of_sources(scores: dict[str, Floats], sources: Collection[str] | None) -> dict[str, Floats]:
    return {name: line for name, line in scores.items() if sources is None or name in sources}
