"""Recall → rank → re-rank for one list. What serves members is what an evaluation judges and what is timed."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints
from ml.data.profiles import Listed, Profile
from ml.fitting.fitted_recall import FittedRecall
from ml.ranking.rankers import Rankers
from ml.recall.candidates import CandidateConfig, Candidates, merge
from ml.recall.models import RecallModels
from ml.recall.sources import CONTENT
from ml.reranking.leaning import leaned
from ml.reranking.rules import rerank
from ml.serving.moods import Moods
from ml.serving.requests import FINAL, NOTHING_STORED, ListRequest, Stored, marked
from ml.serving.scoring import Scored, score_rated, score_unrated

# More than any two logits lie apart.
_BEHIND = np.float32(100)


@dataclass(frozen=True)
class Recalled:
    """What recall found for a list; arrays of positions are int32.

    ``scores``: float32[fitted] of each source that was asked. ``unrated``: candidates that nobody has rated, best
    first. ``among``: what recall finds for the list whatever a filter leaves of it, since an anime is compared with
    all of that. ``blocked``: what may not be recommended, sorted.
    """

    scores: dict[str, Floats]
    candidates: Candidates
    unrated: Ints
    among: Ints
    blocked: Ints


@dataclass(frozen=True)
class Answer:
    """A list, what recall found for it, and the ranker's features of the rated candidates, float32[c, features]."""

    profile: Profile
    recalled: Recalled
    features: Floats


@dataclass(frozen=True)
class RankedList:
    """A member's ranked candidates (positions, best first), their logits, and what is on the list."""

    positions: Ints
    scores: Floats
    listed: Listed


@dataclass(frozen=True)
class Pipeline:
    """Fitted sources, the two rankers on top of them and the configuration that both were made with."""

    fitted: FittedRecall
    rankers: Rankers
    config: TrainingConfig
    table: AnimeTable

    @classmethod
    def build(cls, models: RecallModels, rankers: Rankers, table: AnimeTable, config: TrainingConfig) -> "Pipeline":
        return cls(FittedRecall.build(models, table, config), rankers, config, table)

    @property
    def covered(self) -> int:
        """How many anime the models cover, those that nobody has rated included."""
        return self.fitted.recall.models.covered

    @property
    def known(self) -> int:
        """How many anime the sources were fitted on."""
        return self.fitted.recall.models.fitted

    def recall(self, profile: Profile, request: ListRequest, stored: Stored = NOTHING_STORED) -> Recalled:
        listed, blocked = np.unique(profile.listed), request.blocked(self.table, profile.listed)
        scores = self.fitted.scores(profile, stored.user_embedding)
        config = on_quotas(self.config.candidates, request.sources)
        candidates = merge(scores, blocked, config)
        among = candidates.positions if len(blocked) == len(listed) else merge(scores, listed, config).positions
        scores = of_sources(scores, request.sources)
        unrated = blocked[:0]
        if request.sources is None or CONTENT in request.sources:
            # A filter may leave little else.
            many = max(self.config.unrated, 2 * request.n if request.allowed is not None else 0)
            unrated = self.fitted.unrated.candidates(profile, scores, many, blocked=blocked)
        return Recalled(scores, candidates, unrated, among, blocked)

    def answer(self, profile: Profile, request: ListRequest, stored: Stored = NOTHING_STORED) -> Answer:
        """Recall, and the features that the ranker will see."""
        recalled = self.recall(profile, request, stored)
        positions = recalled.candidates.positions
        facts = stored.anime_features(positions) if stored.anime_features else None
        features = self.fitted.features(profile, positions, recalled.scores, facts=facts, among=recalled.among)
        return Answer(profile, recalled, features)

    def score(self, answer: Answer) -> Scored:
        """The rated candidates in their order, then the unrated."""
        recalled = answer.recalled
        rated = score_rated(self.rankers, recalled.candidates.positions, answer.features)
        unrated = score_unrated(self.fitted, self.rankers, answer.profile, recalled.unrated, recalled.scores)
        return Scored.join([rated, unrated])

    def rank(self, profile: Profile, scored: Scored, request: ListRequest) -> RankedList:
        """Best first by the rankers and, where the final list is asked for, by mood and wishes of the member."""
        values, positions = scored.logits, scored.positions
        if request.behind:
            values = values - _BEHIND * marked(self.table, request.behind)[positions]
        if request.stage == FINAL:
            values = self._moods.sparing(values, positions, profile.positions[profile.liked > 0])
            if request.lean:
                facts, rows = self.fitted.rerank_facts, self.fitted.recall.models.statistics.rows
                values = leaned(values, positions, request.lean, facts=facts, rows=rows, listed=profile.positions)
        order = np.lexsort((positions, -values))
        return RankedList(positions[order], values[order], profile.on_list)

    def rerank(self, ranked: RankedList, request: ListRequest) -> Ints:
        """The first ``request.n`` positions of the page and of what follows it, int32."""
        return rerank(
            ranked.positions,
            ranked.scores,
            n=request.n,
            config=request.rules or self.config.rerank,
            facts=self.fitted.rerank_facts,
            listed=ranked.listed,
            fresh=request.fresh,
        )

    def estimate(
        self, profile: Profile, asked: Ints, sources: Collection[str] | None = None, stored: Stored = NOTHING_STORED
    ) -> Scored:
        """Scores these anime as a list would, whether recall finds them or not; the unrated come last."""
        scores = self.fitted.scores(profile, stored.user_embedding)
        among = merge(scores, profile.listed, on_quotas(self.config.candidates, sources)).positions
        scores = of_sources(scores, sources)
        is_rated = self.fitted.unrated.context.rated[asked]
        rated, parts = asked[is_rated], []
        if len(rated):
            facts = stored.anime_features(rated) if stored.anime_features else None
            features = self.fitted.features(profile, rated, scores, facts=facts, among=among)
            parts.append(score_rated(self.rankers, rated, features))
        return Scored.join([*parts, score_unrated(self.fitted, self.rankers, profile, asked[~is_rated], scores)])

    @cached_property
    def _moods(self) -> Moods:
        return Moods.of(self.table)


def on_quotas(config: CandidateConfig, sources: Collection[str] | None) -> CandidateConfig:
    """Sets the quotas of sources outside ``sources`` to 0; popularity fills up to ``config.minimum``."""
    if sources is None:
        return config
    return replace(config, quotas={name: quota * (name in sources) for name, quota in config.quotas.items()})


def of_sources(scores: dict[str, Floats], sources: Collection[str] | None) -> dict[str, Floats]:
    return {name: line for name, line in scores.items() if sources is None or name in sources}
