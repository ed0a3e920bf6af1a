"""What the search may choose, an opponent each: the table that makes the contest a fair one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import optuna

from ml.data.interactions import Interactions
from ml.evaluation.opponents.autoencoder import AutoencoderConfig, fit_autoencoder
from ml.evaluation.opponents.factors import FactorConfig, fit_factors
from ml.evaluation.opponents.linear import LinearConfig, fit_linear
from ml.evaluation.opponents.neighbours import NeighbourConfig, fit_neighbours
from ml.evaluation.references import Scorer


@dataclass(frozen=True)
class Real:
    low: float
    high: float
    log: bool = False

    def suggest(self, trial: optuna.trial.BaseTrial, name: str) -> float:
        return trial.suggest_float(name, self.low, self.high, log=self.log)


@dataclass(frozen=True)
class OneOf:
    choices: tuple[Any, ...]

    def suggest(self, trial: optuna.trial.BaseTrial, name: str) -> Any:
        return trial.suggest_categorical(name, self.choices)


Space = dict[str, Real | OneOf]


@dataclass(frozen=True)
class Opponent:
    """``begin``: the configuration of its paper or of other people's tables, and the first trial.

    ``fit`` takes rows, how many anime there are, a configuration and a seed.
    """

    begin: Any
    fit: Callable[[Interactions, int, Any, int], Scorer]
    space: Space

    def chosen(self, trial: optuna.trial.BaseTrial) -> Any:
        return replace(self.begin, **{name: axis.suggest(trial, name) for name, axis in self.space.items()})

    @property
    def beginning(self) -> dict[str, Any]:
        return {name: getattr(self.begin, name) for name in self.space}


READS = OneOf(("plain", "graded", "leaning", "watched"))
LINEAR: Space = {
    "reading": READS,
    "regularisation": Real(2.0, 1000.0, log=True),
    "row_power": Real(-0.8, 0.0),
    "column_power": Real(-0.3, 0.1),
}
OPPONENTS = {
    "EASE": Opponent(LinearConfig(), fit_linear, LINEAR),
    "EDLAE": Opponent(LinearConfig(dropout=0.2, regularisation=40.0), fit_linear, LINEAR | {"dropout": Real(0.0, 0.6)}),
    "item-kNN": Opponent(
        NeighbourConfig(),
        fit_neighbours,
        {
            "reading": READS,
            "neighbours": OneOf((20, 50, 100, 200, 400)),
            "shrinkage": Real(1.0, 500.0, log=True),
            "similarity": OneOf(("cosine", "jaccard", "conditional")),
            "power": Real(0.5, 3.0),
        },
    ),
    "iALS": Opponent(
        FactorConfig(),
        fit_factors,
        {
            "reading": READS,
            "factors": OneOf((32, 64, 128, 192)),
            "regularisation": Real(0.01, 100.0, log=True),
            "alpha": Real(0.5, 50.0, log=True),
            "iterations": OneOf((4, 8, 12)),
            "by_frequency": Real(0.0, 1.0),
        },
    ),
    "Mult-VAE": Opponent(
        AutoencoderConfig(),
        fit_autoencoder,
        {
            "reading": OneOf(("graded", "leaning", "watched")),
            "hidden": OneOf((200, 400, 600)),
            "latent": OneOf((64, 128, 200)),
            "dropout": Real(0.1, 0.7),
            "beta": Real(0.0, 1.0),
            "learning_rate": Real(3e-4, 4e-3, log=True),
            "weight_decay": Real(1e-5, 1e-1, log=True),
            "epochs": OneOf((15, 30, 60)),
        },
    ),
}
