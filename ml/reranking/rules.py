"""The last step: the ranked list becomes a page. Each rule says what it costs in docs/evaluation.md."""

from dataclasses import dataclass

import numpy as np

from ml.interactions import Ints


@dataclass(frozen=True)
class RerankConfig:
    """Within every stretch of ``window`` places at most ``per_franchise`` of one franchise; 0 switches the rule off."""

    per_franchise: int = 4
    window: int = 10


def rerank(ranked: Ints, franchises: Ints, n: int, config: RerankConfig) -> Ints:
    """The first ``n`` of ``ranked`` (positions, best first), those over the limit moved to the next stretch."""
    if config.per_franchise <= 0:
        return ranked[:n]
    waiting: list[int] = ranked.tolist()
    result: list[int] = []
    while waiting and len(result) < n:
        count: dict[int, int] = {}
        taken: list[int] = []
        left: list[int] = []
        for i, position in enumerate(waiting):
            franchise = int(franchises[position])
            if len(taken) == config.window:
                left.extend(waiting[i:])
                break
            if count.get(franchise, 0) < config.per_franchise:
                count[franchise] = count.get(franchise, 0) + 1
                taken.append(position)
            else:
                left.append(position)
        result.extend(taken)
        waiting = left
    return np.asarray(result[:n], np.int32)
