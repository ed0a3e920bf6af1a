"""``manage.py evaluate``: the metrics of a snapshot, stage by stage, beside the baselines'."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommend.choosing import UnknownDataset, UnknownSnapshot, dataset_to_train_on, snapshot_named
from recommend.evaluating import EvaluationFailed, evaluate_snapshot
from recommend.metrics_table import metrics_table
from recommend.progress import StageBars, interruptible


class Command(BaseCommand):
    help = "Measures a snapshot on held-out ratings: every recall source, the merged candidates, the final list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--snapshot", help="a snapshot's name; by default the active one")
        parser.add_argument("--dataset", help="a dataset's name; not needed where there is one or none")
        parser.add_argument("--baselines", action="store_true", help="train and measure the reference recommenders too")
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")

    def handle(self, *, snapshot: str | None, dataset: str | None, baselines: bool, json: bool, **options: Any) -> None:
        try:
            chosen, data = snapshot_named(snapshot), dataset_to_train_on(dataset)
            with interruptible(), StageBars(disable=json or not sys.stderr.isatty()) as bars:
                report = evaluate_snapshot(chosen, dataset=data, baselines=baselines, progress=bars.show)
        except (UnknownDataset, UnknownSnapshot, EvaluationFailed) as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt as stop:
            raise CommandError("Interrupted.", returncode=130) from stop
        self.stdout.write(_as_json(report) if json else metrics_table(report))


def _as_json(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False)
