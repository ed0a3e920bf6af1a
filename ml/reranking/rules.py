"""The last step: the ranked list becomes a page. ``ml.evaluation.measures.prices`` measures what each rule costs."""

from dataclasses import dataclass, replace

import numpy as np

from ml.data.interactions import Floats, Ints
from ml.data.profiles import Listed
from ml.reranking.entries import Flags, admit
from ml.reranking.facts import RerankFacts
from ml.reranking.stretches import Ranked, StretchRules, fill_stretch


class RuleError(ValueError):
    """A rule's parameter lies outside what it may be; the message names it."""


@dataclass(frozen=True)
class RerankConfig:
    """Every rule is off at 0. Strengths are in nats of the ranker's logit: 0.7 weighs as much as being twice as likely
    to be liked next. A list is made of stretches of ``window`` places.

    - ``diversity``: taken from an anime that is the same (cosine 1) as one before it in the stretch, a share of it from
      one that is like it.
    - ``tail_boost``: given to anime outside the head; ``tail_share``: so many of them at least in every stretch.
    - ``per_franchise``: so many of one franchise at most in a stretch.
    - ``fresh_boost``: given to anime of the last ``fresh_months``.
    """

    window: int = 10
    diversity: float = 0.5
    tail_boost: float = 0.3
    tail_share: int = 0
    per_franchise: int = 4
    fresh_boost: float = 0.0
    fresh_months: int = 12

    def __post_init__(self) -> None:
        if not 1 <= self.window <= MOST["window"]:
            raise RuleError(f"rerank.window must lie between 1 and {MOST['window']}, not be {self.window}.")
        for name, most in MOST.items():
            if not 0 <= getattr(self, name) <= most:
                raise RuleError(f"rerank.{name} must lie between 0 and {most}, not be {getattr(self, name)}.")

    def scaled(self, factor: float) -> "RerankConfig":
        """The same rules at ``factor`` times their strength; those that count places stay as they are."""
        strengths = {
            name: round(factor * getattr(self, name), 4) for name in ("diversity", "tail_boost", "fresh_boost")
        }
        return replace(self, **strengths)


# The largest value that a parameter may have.
MOST: dict[str, int] = {
    "window": 100,
    "diversity": 10,
    "tail_boost": 10,
    "tail_share": 100,
    "per_franchise": 100,
    "fresh_boost": 10,
    "fresh_months": 240,
}


def rerank(
    ranked: Ints,
    scores: Floats,
    *,
    n: int,
    config: RerankConfig,
    facts: RerankFacts,
    listed: Listed,
    fresh: Flags | None = None,
) -> Ints:
    """The first ``n`` of ``ranked`` by the rules; a shorter list is the beginning of a longer one.

    ``ranked``: positions, best first, with their ``scores`` (logits); ``listed``: the member's list. What is closed to
    the member (see ``entries``) is left out, a later entry of a series stands after its first, whatever the rules.
    ``fresh``: bool[covered], the anime that count as new; by default those of the latest years that are known.
    """
    values = boosted(ranked, scores, config, facts, fresh)
    order = np.argsort(-values, kind="stable")
    kept, awaited = admit(ranked[order], facts.entries, listed)
    order = order[kept]
    ranked = ranked[order]
    candidates = Ranked(
        values=values[order],
        vectors=facts.vectors[ranked] if config.diversity else facts.vectors[:0],
        franchise=facts.franchise[ranked],
        tail=facts.tail[ranked],
        awaited=awaited,
    )
    rules = StretchRules(
        places=config.window,
        diversity=config.diversity,
        tail_share=config.tail_share,
        per_franchise=config.per_franchise,
    )
    left = np.ones(len(ranked), bool)
    rows: list[int] = []
    while len(rows) < min(n, len(ranked)):
        rows += fill_stretch(candidates, left, rules)
    return ranked[rows[:n]].astype(np.int32)


def boosted(ranked: Ints, scores: Floats, config: RerankConfig, facts: RerankFacts, fresh: Flags | None) -> Floats:
    """The scores with what new and little known anime are given on top, float32."""
    values: Floats = scores.astype(np.float32)
    if config.fresh_boost:
        new = facts.recent(-(-config.fresh_months // 12)) if fresh is None else fresh
        values += np.where(new[ranked], np.float32(config.fresh_boost), 0)
    if config.tail_boost:
        values += np.where(facts.tail[ranked], np.float32(config.tail_boost), 0)
    return values
