"""``manage.py study``: questions about the method, answered by fitting anew; the answer is Markdown."""

import json
import sys
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
from recommend.training.studying import StudyFailed, study

OPPONENTS = ("EASE", "EDLAE", "item-kNN", "iALS", "Mult-VAE")


class Command(BaseCommand):
    help = (
        "opponents: tunes other recommenders, each by the same number of trials, on members who judge nobody, and "
        "judges them beside the snapshot. series: the snapshot's ranker where whole series are held out. curve: what "
        "more members would bring, and the ranker without the catalogue's members and score."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=("opponents", "series", "curve"))
        parser.add_argument("--snapshot", help="a snapshot's name; by default the active one")
        parser.add_argument(
            "--without-snapshot", action="store_true", help="the opponents alone, or a curve from scratch"
        )
        add_dataset_options(parser)
        parser.add_argument("--trials", type=int, default=20, help="of each opponent")
        parser.add_argument("--only", nargs="+", choices=OPPONENTS, default=[], help="these opponents alone")
        parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")

    def handle(
        self,
        *,
        kind: str,
        snapshot: str | None,
        without_snapshot: bool,
        datasets: list[str],
        all_datasets: bool,
        trials: int,
        only: list[str],
        **options: Any,
    ) -> None:
        if trials < 1:
            raise CommandError("--trials must be at least 1.")
        try:
            chosen = None if without_snapshot else snapshot_named(snapshot)
            data = datasets_to_train_on(datasets, all_datasets=all_datasets)
            with interruptible(), StageBars(disable=not sys.stderr.isatty()) as bars:
                found = study(
                    kind,
                    snapshot=chosen,
                    datasets=data,
                    trials=trials,
                    opponents=only,
                    progress=bars.show,
                    on_trial=self._show,
                )
        except (UnknownDataset, UnknownSnapshot, StudyFailed) as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt as stop:
            raise CommandError("Interrupted.", returncode=130) from stop
        self.stdout.write(json.dumps(found["figures"], ensure_ascii=False) if options["json"] else found["text"])

    def _show(self, trial: dict[str, Any]) -> None:
        choice = ", ".join(
            f"{key} {value:.3g}" if isinstance(value, float) else f"{key} {value}"
            for key, value in trial["choice"].items()
        )
        line = f"{trial['part']} {trial['number']}: {trial['value']:.4f} with {choice}\n"
        # Standard output is for the answer alone.
        self.stderr.write(line, style_func=str)
