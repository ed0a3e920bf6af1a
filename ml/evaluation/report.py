"""The report of an evaluation: sources, stages, baselines, on members that taught the ranker nothing."""

from typing import Any

import numpy as np

from ml.config import TrainingConfig
from ml.data.interactions import Ints
from ml.evaluation.measures.metrics import measure
from ml.evaluation.measures.prices import RankedList, prices
from ml.evaluation.measures.shown_and_true import calibration_of
from ml.fitting.folds import JudgedUsers
from ml.ranking.network import Ranker
from ml.reranking.rules import RerankConfig, rerank

Lists = dict[int, Ints]


def build_report(
    judged: JudgedUsers, ranker: Ranker, config: TrainingConfig, baselines: dict[str, Lists]
) -> dict[str, Any]:
    """The final list's metrics, then ``stages`` and ``baselines`` {name: metrics}, ``lsh`` {"recall@200": …},
    ``prices`` of the rules, and ``calibration`` of the match that is shown.

    A baseline also says ``ours/its``: the final list's NDCG@10 over its own.
    """
    ranked = _ranked(judged, ranker)
    final = {user: _final(its, judged, config.rerank) for user, its in ranked.items()}
    stages = {
        **{f"recall:{name}": lists for name, lists in judged.source_lists.items() if name != "merged"},
        "recall": judged.source_lists["merged"],
        "rank": {user: its.positions for user, its in ranked.items()},
        "rerank": final,
    }

    def measured(lists: dict[str, Lists]) -> dict[str, dict[str, float]]:
        return {name: measure(its, judged.relevant, judged.rows) for name, its in lists.items()}

    by_stage, by_baseline = measured(stages), measured(baselines)
    for figures in by_baseline.values():
        if figures.get("ndcg@10"):
            figures["ours/its"] = round(by_stage["rerank"]["ndcg@10"] / figures["ndcg@10"], 3)
    return {
        **by_stage.pop("rerank"),
        "stages": by_stage,
        "baselines": by_baseline,
        "lsh": {"recall@200": round(judged.exact_share, 4)},
        "calibration": calibration_of(ranker, judged.data),
        "prices": prices(ranked, judged.relevant, judged.rows, judged.rerank_facts, config.rerank),
    }


def _final(its: RankedList, judged: JudgedUsers, config: RerankConfig) -> Ints:
    n, facts = len(its.positions), judged.rerank_facts
    return rerank(its.positions, its.scores, n=n, config=config, facts=facts, listed=its.listed)


def _ranked(judged: JudgedUsers, ranker: Ranker) -> dict[int, RankedList]:
    if not len(judged.users):
        return {}
    logits = ranker.logits(judged.data.features.astype(np.float32))
    result = {}
    for i, user in enumerate(judged.users.tolist()):
        rows = slice(judged.data.start[i], judged.data.start[i + 1])
        order = np.lexsort((judged.candidates[i], -logits[rows]))
        result[user] = RankedList(judged.candidates[i][order], logits[rows][order], judged.listed[i])
    return result
