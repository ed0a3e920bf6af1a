"""``manage.py tune``: a better configuration for this site's ratings."""

import re
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.management.progress import StageBars, interruptible
from recommend.management.choosing import UnknownDataset, add_dataset_options, datasets_to_train_on
from recommend.training.tuning import TuningFailed, tune


class Command(BaseCommand):
    help = (
        "Searches hyperparameters on held-out ratings of members who judge no snapshot. Stop it when you like: the "
        "same command goes on with the trials that are there. Train with the file it names: train --config FILE."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--study", default="default", help="its trials are kept under this name")
        add_dataset_options(parser)
        parser.add_argument("--config", default="default", help="where to begin: default, small, or a TOML file")
        parser.add_argument("--linear-trials", type=int, default=30, help="of the linear model; 0 leaves it")
        parser.add_argument("--ranker-trials", type=int, default=20, help="of the ranker; 0 leaves it")

    def handle(self, *, study: str, datasets: list[str], all_datasets: bool, config: str, **options: Any) -> None:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", study):
            raise CommandError("--study must be letters, digits, - and _.")
        trials = {name: options[f"{name}_trials"] for name in ("linear", "ranker")}
        if min(trials.values()) < 0 or not any(trials.values()):
            raise CommandError("Give --linear-trials or --ranker-trials a number above 0.")
        try:
            data = datasets_to_train_on(datasets, all_datasets=all_datasets)
            with interruptible(), StageBars(disable=not sys.stderr.isatty()) as bars:
                tuned = tune(
                    study=study,
                    datasets=data,
                    config=config,
                    trials=trials,
                    progress=bars.show,
                    on_trial=self._show,
                )
        except (UnknownDataset, TuningFailed) as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt as stop:
            raise CommandError("Interrupted; run the same command to go on.", returncode=130) from stop
        self.stdout.write(f"Best configuration: {tuned.config}\nTrials: {tuned.report}")

    def _show(self, trial: dict[str, Any]) -> None:
        choice = ", ".join(
            f"{key} {value:.4g}" if isinstance(value, float) else f"{key} {value}"
            for key, value in trial["choice"].items()
        )
        line = f"{trial['part']} {trial['number']}: {trial['value']:.4f} (best {trial['best']:.4f}) with {choice}"
        self.stdout.write(line)
        self.stdout.flush()
