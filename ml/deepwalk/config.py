"""The knobs of DeepWalk."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from ml.ranges import Count, LearningRate, NotNegative, Power


@dataclass(frozen=True)
class DeepWalkConfig:
    """``walks`` start at rows drawn at random; ``walk_length`` counts anime, the members between them aside.

    A walk is a sentence of anime; ``window`` 1 pairs only anime that one member has in common.
    ``rating_power`` is how much likelier a well-graded row is to be walked: step weight = grade ** rating_power.
    """

    embedding_size: Count = 64
    walks: Count = 800_000
    walk_length: Annotated[int, Ge(2), Le(1000)] = 10
    window: Count = 1
    negative: Count = 10
    negative_power: Power = 0.75
    epochs: Count = 4
    learning_rate: LearningRate = 0.05
    rating_power: NotNegative = 1.0
