"""``manage.py evaluate``: the metrics of a snapshot, stage by stage, beside the baselines'."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.management.progress import StageBars, interruptible
from recommend.management.choosing import (
    UnknownDataset,
    UnknownSnapshot,
    add_dataset_options,
    datasets_to_train_on,
    snapshot_named,
)
from recommend.model_card.metrics_table import metrics_table
from recommend.serving.snapshots import SnapshotUnusable
from recommend.training.evaluating import EvaluationFailed, evaluate_snapshot, record_figures
from recommend.training.similar_page import write_similar_page


class Command(BaseCommand):
    help = "Measures a snapshot on held-out ratings: every recall source, the merged candidates, the final list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--snapshot", help="a snapshot's name; by default the active one")
        add_dataset_options(parser)
        parser.add_argument("--baselines", action="store_true", help="train and measure the reference recommenders too")
        parser.add_argument(
            "--report", type=Path, metavar="FILE.html", help="write tables and plots of everything as one HTML file"
        )
        parser.add_argument(
            "--new-members",
            action="store_true",
            help="train anew on four fifths of the members, judge by the others; with --report beside all the rest",
        )
        parser.add_argument(
            "--unrated",
            action="store_true",
            help="train anew without the newest tenth of anime, and rank members' likes among them",
        )
        parser.add_argument(
            "--similar-page",
            type=Path,
            metavar="FILE.md",
            help="only write well-known anime with their neighbours, to be read by a person",
        )
        parser.add_argument(
            "--record", action="store_true", help="show these figures in the admin and on the page 关于 from now on"
        )
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")

    def handle(
        self,
        *,
        snapshot: str | None,
        datasets: list[str],
        all_datasets: bool,
        baselines: bool,
        report: Path | None,
        new_members: bool,
        unrated: bool,
        similar_page: Path | None,
        record: bool,
        json: bool,
        **options: Any,
    ) -> None:
        try:
            chosen = snapshot_named(snapshot)
            if similar_page is not None:
                count = write_similar_page(chosen, similar_page)
                self.stdout.write(f"{similar_page}: {count} anime with their neighbours")
                return
            data = datasets_to_train_on(datasets, all_datasets=all_datasets)
            with interruptible(), StageBars(disable=json or not sys.stderr.isatty()) as bars:
                figures = evaluate_snapshot(
                    chosen,
                    datasets=data,
                    baselines=baselines,
                    report=report,
                    new_members=new_members,
                    unrated=unrated,
                    progress=bars.show,
                )
        except (UnknownDataset, UnknownSnapshot, EvaluationFailed, SnapshotUnusable) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename} can't be written: {error.strerror}.") from error
        except KeyboardInterrupt as stop:
            raise CommandError("Interrupted.", returncode=130) from stop
        if record and "ndcg@10" in figures:
            record_figures(chosen, figures)
        self.stdout.write(_as_json(figures) if json else metrics_table(figures))
        if report is not None and not json:
            self.stdout.write(f"Report: {report}")


def _as_json(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False)
