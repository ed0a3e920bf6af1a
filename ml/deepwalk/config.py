"""The knobs of DeepWalk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DeepWalkConfig:
    """``walks`` start at rows drawn at random; ``walk_length`` counts anime, the members between them aside.

    A walk is a sentence of anime; ``window`` 1 pairs only anime that one member has in common.
    ``rating_power`` is how much likelier a well-graded row is to be walked: step weight = grade ** rating_power.
    """

    embedding_size: int = 64
    walks: int = 800_000
    walk_length: int = 10
    window: int = 1
    negative: int = 10
    negative_power: float = 0.75
    epochs: int = 4
    learning_rate: float = 0.05
    rating_power: float = 1.0
