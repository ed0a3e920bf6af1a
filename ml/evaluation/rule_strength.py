"""How strong the rules of re-ranking may be: so strong that a page pays a fixed price in NDCG for them, no more.

Strengths are in nats of the ranker's logit, and the logits of a ranker that had little to learn from lie close
together: the same strength that costs a good ranker 1 % costs a weak one several times that.
"""

from dataclasses import dataclass, replace

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.interactions import Interactions
from ml.evaluation.asking import PAGES, answers_of, ranked
from ml.evaluation.measures.metrics import measure
from ml.evaluation.measures.prices import PLACES
from ml.evaluation.members import members_of, relevant_of, rows_per_anime
from ml.fitting.folds import fold_split, user_parts
from ml.reranking.rules import RerankConfig
from ml.serving.pipeline import Pipeline

# The share of NDCG@10 that all rules together may cost. It is measured on the members who stopped the ranker early; on
# members of another split the same rules have cost up to three times as much.
PRICE = 0.005
FACTORS = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3, 0.2, 0.1)


@dataclass(frozen=True)
class Affordable:
    """The rules at ``factor`` of their configured strength, and the ``change`` of NDCG@10 that they then bring."""

    rules: RerankConfig
    factor: float
    change: float


def affordable_rules(
    pipeline: Pipeline, interactions: Interactions, table: AnimeTable, config: TrainingConfig
) -> Affordable:
    """The strongest of :data:`FACTORS` within the price, else none.

    ``pipeline`` knows what inner split 0 leaves. It is measured on that split's validation members, who judge nobody;
    where there are none the rules stay as they are configured.
    """
    cut = fold_split(interactions, table, config, 0)
    members = members_of(cut, user_parts(interactions, config).validation.tolist())
    rows = rows_per_anime(cut.training, pipeline.covered)
    relevant = relevant_of(members)
    lists = {user: ranked(pipeline, answer, PAGES) for user, answer in answers_of(pipeline, members).items()}

    def quality(rules: RerankConfig) -> float:
        request = replace(PAGES, n=PLACES, rules=rules)
        pages = {user: pipeline.rerank(its, request) for user, its in lists.items()}
        return measure(pages, relevant, rows).get("ndcg@10", 0.0)

    without = quality(config.rerank.scaled(0.0))
    if not without:
        return Affordable(config.rerank, 1.0, 0.0)
    for factor in FACTORS:
        rules = config.rerank.scaled(factor)
        change = quality(rules) / without - 1
        if change >= -PRICE:
            return Affordable(rules, factor, round(change, 4))
    return Affordable(config.rerank.scaled(0.0), 0.0, 0.0)
