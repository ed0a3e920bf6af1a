"""What each rule of re-ranking costs and brings, so that an operator chooses knowingly."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ml.data.interactions import Floats, Ints
from ml.evaluation.measures.metrics import measure
from ml.reranking.facts import RerankFacts
from ml.reranking.rules import RerankConfig, rerank
from ml.serving.pipeline import RankedList

PLACES = 10
SHOWN = ("ndcg@10", "recall@10", "hr@10", "coverage", "tail")
# Each rule by the parameter that switches it off at 0, and the strength at which it is priced where it is off.
RULES: dict[str, float | int] = {
    "diversity": 0.5,
    "tail_boost": 0.5,
    "tail_share": 1,
    "per_franchise": 4,
    "fresh_boost": 0.5,
}


def prices(
    lists: Mapping[int, RankedList],
    relevant: Mapping[int, Ints],
    rows: Floats,
    facts: RerankFacts,
    config: RerankConfig,
) -> dict[str, dict[str, float]]:
    """Figures of the first ten places: ``none`` (no rule), ``all`` (as configured), ``only:RULE`` and ``without:RULE``.

    ``diversity``: one minus the mean cosine between two anime of a list. ``change``: of NDCG@10 against ``none``, as a
    share. ``value``: the strength of the rule that ``only:RULE`` was measured at. Empty without judged members.
    """
    result: dict[str, dict[str, float]] = {}
    for name, variant, value in _variants(config):
        pages = {
            user: rerank(its.positions, its.scores, n=PLACES, config=variant, facts=facts, listed=its.listed)
            for user, its in lists.items()
        }
        figures = measure(pages, relevant, rows)
        if not figures:
            return {}
        row = {key: figures[key] for key in SHOWN}
        row["diversity"] = round(list_diversity(pages, facts.vectors), 4)
        before = result.get("none", row)["ndcg@10"]
        row["change"] = round(row["ndcg@10"] / before - 1, 4) if before else 0.0
        if value is not None:
            row["value"] = value
        result[name] = row
    return result


def list_diversity(pages: Mapping[int, Ints], vectors: Floats) -> float:
    """One minus the mean cosine between two anime of one list, the mean over lists of two and more."""
    found = []
    for page in pages.values():
        n = len(page)
        if n > 1:
            total = vectors[page].sum(0)
            own = float((vectors[page] ** 2).sum())
            found.append(1 - (float(total @ total) - own) / (n * (n - 1)))
    return float(np.mean(found)) if found else 0.0


def _variants(config: RerankConfig) -> Iterator[tuple[str, RerankConfig, float | int | None]]:
    off: dict[str, Any] = dict.fromkeys(RULES, 0)
    none = replace(config, **off)
    yield "none", none, None
    yield "all", config, None
    for rule, example in RULES.items():
        value = getattr(config, rule)
        alone: dict[str, Any] = {rule: value or example}
        yield f"only:{rule}", replace(none, **alone), value or example
        if value:
            without: dict[str, Any] = {rule: 0}
            yield f"without:{rule}", replace(config, **without), None
