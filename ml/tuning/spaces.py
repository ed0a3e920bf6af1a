"""What is searched: ranges of hyperparameters, and the configuration that a choice makes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from ml.config import TrainingConfig

HIDDEN: dict[str, tuple[int, ...]] = {
    "128-64": (128, 64),
    "256-128": (256, 128),
    "384-128": (384, 128),
    "512-256": (512, 256),
}


class Trial(Protocol):
    """Optuna's trial, as far as a space needs it."""

    def suggest_float(self, name: str, low: float, high: float, *, log: bool = False) -> float: ...
    def suggest_int(self, name: str, low: int, high: int) -> int: ...
    def suggest_categorical(self, name: str, choices: Any) -> Any: ...


def linear(trial: Trial, config: TrainingConfig) -> TrainingConfig:
    """The linear item-item models: they bring most candidates, and most of the evidence."""
    chosen = replace(
        config.recall.linear,
        regularisation=trial.suggest_float("regularisation", 5.0, 500.0, log=True),
        row_power=trial.suggest_float("row_power", -0.8, 0.0),
        column_power=trial.suggest_float("column_power", -0.3, 0.1),
    )
    return replace(config, recall=replace(config.recall, linear=chosen))


def ranker(trial: Trial, config: TrainingConfig) -> TrainingConfig:
    chosen = replace(
        config.ranker,
        hidden=HIDDEN[trial.suggest_categorical("hidden", list(HIDDEN))],
        learning_rate=trial.suggest_float("learning_rate", 5e-4, 5e-3, log=True),
        weight_decay=trial.suggest_float("weight_decay", 1e-6, 1e-2, log=True),
        dropout=trial.suggest_float("dropout", 0.0, 0.3),
        epochs=trial.suggest_int("epochs", 3, 20),
    )
    return replace(config, ranker=chosen)


def of_config(part: str, config: TrainingConfig) -> dict[str, Any]:
    """The choice that makes ``config``: the first trial, so that nothing worse than today's is ever the best."""
    if part == "linear":
        model = config.recall.linear
        return {name: getattr(model, name) for name in ("regularisation", "row_power", "column_power")}
    chosen = {name: getattr(config.ranker, name) for name in ("learning_rate", "weight_decay", "dropout", "epochs")}
    sizes = {hidden: name for name, hidden in HIDDEN.items()}
    return chosen | {"hidden": sizes.get(config.ranker.hidden, "256-128")}


@dataclass(frozen=True)
class Part:
    """``space`` turns a trial into a configuration; ``measures`` says what the objective is."""

    name: str
    space: Callable[[Trial, TrainingConfig], TrainingConfig]
    measures: str


PARTS = {
    "linear": Part("linear", linear, "NDCG@10 of the linear source on the validation members"),
    "ranker": Part("ranker", ranker, "NDCG@10 of the ranked candidates on the validation members"),
}
