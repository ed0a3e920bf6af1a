"""A search that can be stopped and gone on with: Optuna's trials in a journal file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.interactions import Interactions
from ml.progress import Reporter
from ml.tuning.objectives import RankerObjective, linear_quality
from ml.tuning.spaces import PARTS, Part, of_config


@dataclass(frozen=True)
class TuningResult:
    """``trials``: (number, value, choice) of every finished trial of each part, best first."""

    config: TrainingConfig
    trials: dict[str, list[tuple[int, float, dict[str, Any]]]]


def tune(
    interactions: Interactions,
    table: AnimeTable,
    config: TrainingConfig,
    *,
    journal: Path,
    trials: dict[str, int],
    reporter: Reporter,
) -> TuningResult:
    """Searches each part in turn, the later with the earlier one's best; ``trials``: how many of each in all.

    Trials in ``journal`` count: a stopped search goes on where it was.
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    journal.parent.mkdir(parents=True, exist_ok=True)
    storage = JournalStorage(JournalFileBackend(str(journal)))
    found: dict[str, list[tuple[int, float, dict[str, Any]]]] = {}
    wanted = {name: count for name, count in trials.items() if count}
    total, done = max(sum(wanted.values()), 1), 0
    for name, count in wanted.items():
        part = PARTS[name]
        study = optuna.create_study(
            storage=storage,
            study_name=name,
            direction="maximize",
            load_if_exists=True,
            sampler=optuna.samplers.TPESampler(seed=config.seed, n_startup_trials=5),
        )
        if not study.trials:
            study.enqueue_trial(of_config(name, config))
        left = count - len(_finished(study))
        if left > 0:
            measure = _measure(name, interactions, table, config, reporter)
            for _ in range(left):
                trial = study.ask()
                reporter.stage("trial", len(_finished(study)) / count, (done + len(_finished(study))) / total)
                study.tell(trial, measure(part.space(trial, config)))
                reporter.line({"trial": _as_data(part, study, trial)})
        done += count
        finished = sorted(_finished(study), key=lambda one: -float(one.value or 0))
        found[name] = [(one.number, float(one.value or 0), dict(one.params)) for one in finished]
        config = part.space(optuna.trial.FixedTrial(finished[0].params), config)
    return TuningResult(config, found)


def _measure(
    name: str, interactions: Interactions, table: AnimeTable, config: TrainingConfig, reporter: Reporter
) -> Callable[[TrainingConfig], float]:
    if name == "linear":
        return lambda chosen: linear_quality(interactions, table, chosen)
    objective = RankerObjective.prepare(
        interactions, table, config, lambda stage, fraction: reporter.stage(stage, fraction, 0.0)
    )
    return lambda chosen: objective.quality(chosen, lambda done: None)


def _finished(study: optuna.Study) -> list[optuna.trial.FrozenTrial]:
    return [one for one in study.trials if one.state == optuna.trial.TrialState.COMPLETE]


def _as_data(part: Part, study: optuna.Study, trial: optuna.Trial) -> dict[str, Any]:
    value = study.trials[trial.number].value
    return {"part": part.name, "number": trial.number, "value": value, "choice": trial.params, "best": study.best_value}
