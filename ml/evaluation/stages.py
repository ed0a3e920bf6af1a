"""The pipeline for one member, a stage at a time, so that a part of it can be taken out."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints
from ml.data.profiles import Listed
from ml.evaluation.measures.prices import RankedList
from ml.evaluation.members import Member, Members
from ml.fitting.fitted_recall import FittedRecall
from ml.ranking.features import ranking_features
from ml.ranking.network import Ranker
from ml.recall.candidates import Candidates, merge
from ml.recall.models import RecallModels
from ml.reranking.rules import rerank

Lists = dict[int, Ints]


@dataclass(frozen=True)
class Answer:
    """What recall found for a member, and the ranker's features of it, rounded as those that it was trained on."""

    scores: dict[str, Floats]
    candidates: Candidates
    features: Floats
    listed: Listed


@dataclass(frozen=True)
class Stages:
    fitted: FittedRecall
    ranker: Ranker
    config: TrainingConfig
    table: AnimeTable

    @classmethod
    def build(cls, models: RecallModels, ranker: Ranker, table: AnimeTable, config: TrainingConfig) -> "Stages":
        return cls(FittedRecall.build(models, table, config), ranker, config, table)

    @property
    def covered(self) -> int:
        return self.fitted.recall.models.covered

    @property
    def known(self) -> int:
        """How many anime the sources were fitted on."""
        return self.fitted.recall.models.fitted

    def answer(self, member: Member, config: TrainingConfig | None = None) -> Answer:
        """``config``: by default the snapshot's; another one may give a source no quota."""
        profile = member.profile(self.covered)
        recall = self.fitted.recall
        scores = recall.scores(profile, recall.user_embedding(profile))
        candidates = merge(scores, member.taken, (config or self.config).candidates)
        features = ranking_features(self.fitted.context, profile, candidates.positions, scores)
        return Answer(scores, candidates, features.astype(np.float16).astype(np.float32), member.on_list)

    def answers(self, members: Members) -> dict[int, Answer]:
        return {user: self.answer(member) for user, member in members.items()}

    def rank(self, answer: Answer, neutral: Collection[int] = ()) -> RankedList:
        """``neutral``: columns of the features that are given the mean they had in training, which says nothing."""
        features = answer.features
        if neutral:
            columns = np.asarray(sorted(neutral))
            features = features.copy()
            features[:, columns] = self.ranker.mean[columns]
        logits = self.ranker.logits(features)
        positions = answer.candidates.positions
        order = np.lexsort((positions, -logits))
        return RankedList(positions[order], logits[order], answer.listed)

    def final(self, ranked: RankedList) -> Ints:
        """The page, and what follows it."""
        return rerank(
            ranked.positions,
            ranked.scores,
            n=len(ranked.positions),
            config=self.config.rerank,
            facts=self.fitted.rerank_facts,
            listed=ranked.listed,
        )

    def final_lists(self, members: Members) -> Lists:
        return {user: self.final(self.rank(self.answer(member))) for user, member in members.items()}
