"""``manage.py train``: a training in the foreground."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from tqdm import tqdm

from catalog.management.progress import interruptible
from recommend.management.choosing import UnknownDataset, add_dataset_options, datasets_to_train_on
from recommend.model_card.metrics_table import metrics_table
from recommend.models import RunState, TrainingRun
from recommend.training.requests import TrainingAlreadyActive, request_cancel, request_training_run

CONFIGS = ("default", "small")


class Command(BaseCommand):
    help = "Trains a model on datasets and the members' lists, and registers it as a snapshot. Ctrl-C cancels."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--config", default="default", help="default, small or a TOML file")
        add_dataset_options(parser)
        parser.add_argument(
            "--activate",
            action="store_true",
            help="serve from it where members who judged both models show that it is no worse",
        )
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(
        self, *, config: str, datasets: list[str], all_datasets: bool, activate: bool, json: bool, **options: Any
    ) -> None:
        from recommend.training.running import execute_training_run

        try:
            chosen = datasets_to_train_on(datasets, all_datasets=all_datasets)
            run = request_training_run(config=_config(config), datasets=chosen, activate=activate, publish=False)
        except (UnknownDataset, TrainingAlreadyActive) as refusal:
            raise CommandError(_in_words(refusal)) from refusal
        try:
            # Commands speak English, and the outcome is a sentence.
            with translation.override("en"), interruptible(), _Bar(disable=json or not sys.stderr.isatty()) as bar:
                finished = execute_training_run(run_id=run.pk, listener=bar.show)
        except KeyboardInterrupt as stop:
            request_cancel(run)
            raise CommandError("Cancelled. Nothing was left behind.", returncode=130) from stop
        self._report(finished, as_json=json)

    def _report(self, run: TrainingRun | None, *, as_json: bool) -> None:
        if run is None or run.state == RunState.CANCELLED:
            raise CommandError("Cancelled. Nothing was left behind.", returncode=130)
        if run.state == RunState.FAILED:
            raise CommandError(f"{run.error} {run.advice}\n{run.log_tail[-3000:]}".rstrip())
        assert run.snapshot is not None
        seconds = round((run.finished_at - run.started_at).total_seconds(), 1)  # type: ignore[operator]
        result = {
            "snapshot": run.snapshot.name,
            "path": str(run.snapshot.path),
            "active": bool(run.snapshot.is_active),
            "datasets": run.snapshot.dataset_names,
            "outcome": run.outcome,
            "seconds": seconds,
            "metrics": run.snapshot.metrics,
        }
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        self.stdout.write(f"Snapshot {run.snapshot.name} in {seconds:.0f} s. {run.outcome}".rstrip())
        self.stdout.write(metrics_table(run.snapshot.metrics))


def _config(text: str) -> str:
    """A file's path is made absolute, since the training runs elsewhere."""
    if text in CONFIGS:
        return text
    if not Path(text).is_file():
        raise CommandError(f"There is no configuration {text}: choose default, small or a TOML file.")
    return str(Path(text).resolve())


def _in_words(refusal: Exception) -> str:
    if isinstance(refusal, TrainingAlreadyActive) and refusal.run is not None:
        return f"{refusal} Wait for it, or cancel it in the admin under training runs."
    return str(refusal)


class _Bar:
    """The whole training as one bar."""

    def __init__(self, *, disable: bool) -> None:
        layout = "{desc} {percentage:3.0f}%|{bar}| {postfix}"
        self._bar = tqdm(total=1.0, disable=disable, leave=False, bar_format=layout)

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.close()

    def show(self, run: TrainingRun) -> None:
        place = f"{run.stage_index}/{run.stage_count} " if run.stage_count else ""
        self._bar.set_description_str(f"{place}{run.stage_label} {run.fraction:.0%}", refresh=False)
        self._bar.set_postfix_str("" if run.eta_seconds is None else f"{run.eta_seconds} s left", refresh=False)
        self._bar.n = run.overall
        self._bar.refresh()
