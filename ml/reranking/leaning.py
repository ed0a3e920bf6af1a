"""What a member wishes of the order: the well known or the little known first, the familiar or the surprising."""

from dataclasses import dataclass

import numpy as np

from ml.data.interactions import Floats, Ints
from ml.reranking.facts import RerankFacts

# In nats of the ranker's logit for one standard deviation, at the end of a scale.
STRENGTH = 1.2


@dataclass(frozen=True)
class Lean:
    """-1 to 1 each: ``obscure`` 1 wants the little known, ``surprise`` 1 what is least like the list; 0 neither."""

    obscure: float = 0.0
    surprise: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.obscure or self.surprise)


NO_LEAN = Lean()


def leaned(logits: Floats, candidates: Ints, lean: Lean, *, facts: RerankFacts, rows: Floats, listed: Ints) -> Floats:
    """``logits`` of ``candidates`` (positions) with what the member wishes on top; ``rows``: how often each occurs."""
    values = logits.astype(np.float32)
    if lean.obscure:
        values -= np.float32(STRENGTH * lean.obscure) * _standardised(np.log1p(rows[candidates]))
    if lean.surprise and len(listed):
        alike = (facts.vectors[candidates] @ facts.vectors[listed].T).max(axis=1)
        values -= np.float32(STRENGTH * lean.surprise) * _standardised(alike)
    return values


def _standardised(values: Floats) -> Floats:
    return ((values - values.mean()) / (values.std() + 1e-6)).astype(np.float32)
