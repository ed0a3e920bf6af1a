"""What answers from a list once the sources are fitted: recall, the context of features, the facts of the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ml.config import TrainingConfig
from ml.content.context import ContentContext
from ml.content.unrated import UnratedFeatures
from ml.data.anime import AnimeTable
from ml.data.franchises import Franchises
from ml.data.interactions import Floats, Ints
from ml.data.profiles import Profile
from ml.ranking.facts import AnimeFacts
from ml.ranking.features import FeatureContext, expected_reach, ranking_features
from ml.recall.candidates import Candidates, merge
from ml.recall.lsh import LSHIndex
from ml.recall.models import RecallModels, padded
from ml.recall.sources import Recall
from ml.reranking.facts import RerankFacts


@dataclass(frozen=True)
class FittedRecall:
    """The sources, and the context that features are made in."""

    recall: Recall
    context: FeatureContext
    rerank_facts: RerankFacts
    unrated: UnratedFeatures

    @classmethod
    def build(
        cls,
        models: RecallModels,
        table: AnimeTable,
        config: TrainingConfig,
        *,
        hidden: np.ndarray | None = None,
        lsh_storage: dict[str, Any] | None = None,
    ) -> "FittedRecall":
        """``models`` as fitted; ``hidden`` bool[len(table)]: anime whose figures may teach nothing.

        ``lsh_storage``: datasketch's ``storage_config``; by default the hash tables are in memory.
        """
        content = ContentContext.build(table, padded(models.statistics.rows, len(table)), hidden=hidden)
        models = models.widened(len(table), content.near)
        franchises = Franchises.build(table)
        index = _index(models, config, lsh_storage)
        facts = AnimeFacts.build(table, models.statistics, franchises.size)
        rows, vectors = models.statistics.rows, models.embeddings.inputs
        rerank_facts = RerankFacts.build(table, franchises, rows, vectors, facts.genres)
        reach = expected_reach(rows, content.popularity.known)
        context = FeatureContext(models, facts, franchises, reach)
        return cls(Recall(models, index), context, rerank_facts, UnratedFeatures(content, models.statistics))

    def with_tables(self, config: TrainingConfig, lsh_storage: dict[str, Any] | None) -> "FittedRecall":
        """The same with hash tables elsewhere; see :meth:`build`."""
        models = self.recall.models
        return replace(self, recall=Recall(models, _index(models, config, lsh_storage)))

    def scores(self, profile: Profile, user_embedding: Floats | None = None) -> dict[str, Floats]:
        """See :meth:`ml.recall.sources.Recall.scores`; ``user_embedding`` is computed where none is given."""
        if user_embedding is None:
            user_embedding = self.recall.user_embedding(profile)
        return self.recall.scores(profile, user_embedding)

    def candidates(self, profile: Profile, config: TrainingConfig) -> tuple[Candidates, dict[str, Floats]]:
        """What recall finds for a list, and the sources' scores."""
        scores = self.scores(profile)
        return merge(scores, profile.listed, config.candidates), scores

    def features(
        self,
        profile: Profile,
        positions: Ints,
        scores: Mapping[str, Floats],
        *,
        facts: Floats | None = None,
        among: Ints | None = None,
    ) -> Floats:
        """float32[positions, features], see :func:`ml.ranking.features.ranking_features`: of training and serving."""
        return ranking_features(self.context, profile, positions, dict(scores), facts, among)


def _index(models: RecallModels, config: TrainingConfig, lsh_storage: dict[str, Any] | None) -> LSHIndex:
    rng = np.random.default_rng(config.seed)
    return LSHIndex.build(models.embeddings.outputs[: models.fitted], config.lsh, rng, lsh_storage)
