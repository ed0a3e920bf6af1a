"""The two rankers of a snapshot: one for what people have rated, one for what nobody has."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np

from ml.data.interactions import Floats
from ml.ranking.data import RankingData
from ml.ranking.network import Ranker, sigmoid
from ml.ranking.training import RankerConfig, train_ranker

# Fewer members who liked something hidden teach nothing but chance.
FEWEST_LEARNERS = 20
# Steps of the optimiser: a few members are gone through more often.
FEWEST_STEPS = 300
# Of a member's likes among the hidden anime all count, of the others the fifth that was held out.
HELD_OUT = 0.2
# In nats: so much likelier must an anime be that is only expected to be liked. A list of a few anime is further from
# what either ranker has learnt on, and what people are known to like together should then come first.
PRICE = 0.5


@dataclass(frozen=True)
class Rankers:
    """``unrated`` is None where a training had too little to learn it from."""

    rated: Ranker
    unrated: Ranker | None

    def silenced(self, columns: Collection[int]) -> "Rankers":
        """See :meth:`Ranker.silenced`; of the features of the rated."""
        return replace(self, rated=self.rated.silenced(columns))

    def on_one_scale(self, logits: Floats) -> Floats:
        """Logits of the ranker of the unrated as logits of the other with the same chance of being liked next, less
        PRICE."""
        assert self.unrated is not None
        slope, offset = self.unrated.calibration
        chance = np.clip(sigmoid(slope * logits + offset) * HELD_OUT, 1e-9, 1 - 1e-9)
        its_slope, its_offset = self.rated.calibration
        level = (np.log(chance / (1 - chance)) - its_offset) / max(its_slope, 0.05)
        return (level - PRICE).astype(np.float32)


def train_unrated_ranker(
    data: RankingData, validation: RankingData, config: RankerConfig, seed: int, progress: Callable[[float], None]
) -> Ranker | None:
    """See :func:`ml.ranking.training.train_ranker`; None with fewer than FEWEST_LEARNERS members."""
    if len(data) < FEWEST_LEARNERS:
        return None
    batches = -(-len(data) // config.batch_users)
    epochs = max(config.epochs, -(-FEWEST_STEPS // batches))
    return train_ranker(data, validation, replace(config, epochs=epochs), seed, progress)
