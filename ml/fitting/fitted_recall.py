"""What answers from a list once the sources are fitted: recall, the context of features, the facts of the rules."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ml.config import TrainingConfig
from ml.content.context import ContentContext
from ml.content.unrated import UnratedFeatures
from ml.data.anime import AnimeTable
from ml.data.franchises import Franchises
from ml.data.interactions import Floats
from ml.data.profiles import Profile
from ml.ranking.facts import AnimeFacts
from ml.ranking.features import FeatureContext, expected_reach
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

    def candidates(self, profile: Profile, config: TrainingConfig) -> tuple[Candidates, dict[str, Floats]]:
        scores = self.recall.scores(profile, self.recall.user_embedding(profile))
        return merge(scores, profile.listed, config.candidates), scores


def _index(models: RecallModels, config: TrainingConfig, lsh_storage: dict[str, Any] | None) -> LSHIndex:
    rng = np.random.default_rng(config.seed)
    return LSHIndex.build(models.embeddings.outputs[: models.fitted], config.lsh, rng, lsh_storage)
