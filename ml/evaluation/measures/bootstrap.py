"""How sure a figure is: confidence intervals from drawing the judged members again, with replacement."""

from typing import NamedTuple

import numpy as np

from ml.data.interactions import Floats
from ml.evaluation.measures.metrics import Judgement

DRAWS, LEVEL = 1000, 0.95


class Interval(NamedTuple):
    """A figure and the interval that holds it with 95 % confidence."""

    point: float
    low: float
    high: float

    def rounded(self) -> "Interval":
        return Interval(*(round(float(value), 4) for value in self))


class Bootstrap:
    """The same draws of members for everything that is asked of it, so that recommenders are compared pairwise."""

    def __init__(self, members: int, seed: int, draws: int = DRAWS) -> None:
        rng = np.random.default_rng([seed, 7])
        self._counts = np.zeros((draws, members))
        if members:
            self._counts += rng.multinomial(members, np.full(members, 1 / members), size=draws)

    def mean(self, values: Floats) -> Interval:
        """Of one value a member."""
        return self.ratio(values, np.ones(len(values)))

    def ratio(self, above: Floats, below: Floats) -> Interval:
        """Of two sums over the members, such as one recommender's NDCG by another's; 0 where ``below`` has nothing."""
        drawn_below = self._counts @ below
        drawn = np.divide(self._counts @ above, drawn_below, out=np.zeros(len(drawn_below)), where=drawn_below != 0)
        total = below.sum()
        return _percentiles(float(above.sum() / total) if total else 0.0, drawn)

    def figures(self, judgement: Judgement) -> dict[str, Interval]:
        """Every metric of the judged members, coverage and tail included."""
        result = {name: self.mean(values) for name, values in judgement.values.items()}
        result["coverage"] = self._coverage(judgement)
        result["tail"] = self.ratio(judgement.tail, judgement.slots)
        return {name: interval.rounded() for name, interval in result.items()}

    def _coverage(self, judgement: Judgement) -> Interval:
        """A draw holds fewer different members, hence fewer anime: only its spread is used, about the figure itself."""
        anime, where = np.unique(np.concatenate(judgement.shown), return_inverse=True)
        present = np.zeros((len(judgement), len(anime)))
        present[np.repeat(np.arange(len(judgement)), [len(items) for items in judgement.shown]), where] = 1
        drawn = ((self._counts > 0) @ present > 0).sum(1) / max(judgement.anime, 1)
        point, half = len(anime) / max(judgement.anime, 1), 1.96 * float(drawn.std())
        return Interval(point, max(point - half, 0.0), min(point + half, 1.0))


def _percentiles(point: float, drawn: Floats) -> Interval:
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    # With a handful of members the point can fall outside by rounding.
    return Interval(point, min(float(low), point), max(float(high), point))
