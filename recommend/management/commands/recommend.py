"""``manage.py recommend``: recommendations for a dataset's users, into a file, one JSON object a line."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.management.progress import StageBars, interruptible
from recommend.management.choosing import UnknownDataset, UnknownSnapshot, dataset_named, snapshot_for
from recommend.serving.batch import BatchError, BatchRequest, recommend_batch

SHOWN = 20  # ids that are named


class Command(BaseCommand):
    help = 'Writes {"user_id": 7, "items": [5114, …]} for every user of a file: what the snapshot serves, best first.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dataset", required=True, help="whose users, with the lists they have in it")
        parser.add_argument("--users", required=True, type=Path, help="a file with one user id a line")
        parser.add_argument("--output", required=True, type=Path, help="the .jsonl file to write")
        parser.add_argument("--n", type=int, default=200, help="how many for each")
        parser.add_argument("--stage", default="rerank", help="recall, recall:SOURCE, rank or rerank (default)")
        parser.add_argument(
            "--among",
            type=Path,
            metavar="FILE",
            help="a file with one anime id a line: only these are recommended, ranked as ever",
        )
        parser.add_argument("--snapshot", help="a snapshot's name; by default the active one")
        parser.add_argument(
            "--site-settings",
            action="store_true",
            help="with the rules, sources, pinned and buried anime that operators set; without it as the snapshot was "
            "configured",
        )
        parser.add_argument(
            "--newer",
            action="store_true",
            help="also anime that came after the dataset was collected, which its lists can't hold",
        )
        parser.add_argument("--processes", type=int, default=2, help="how many to use")

    def handle(self, **options: Any) -> None:
        try:
            dataset = dataset_named(options["dataset"])
            snapshot = snapshot_for(options["snapshot"], dataset)
            with interruptible(), StageBars(disable=not sys.stderr.isatty()) as bars:
                asked = {name: options[name] for name in ("users", "n", "stage", "site_settings", "newer", "among")}
                result = recommend_batch(
                    BatchRequest(dataset=dataset, snapshot=snapshot, **asked),
                    output=options["output"],
                    processes=options["processes"],
                    progress=bars.show,
                )
        except (UnknownDataset, UnknownSnapshot, BatchError) as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt as stop:
            raise CommandError("Interrupted. Nothing was written.", returncode=130) from stop
        if result.unknown_users:
            self.stderr.write(f"{result.unknown_users} users have no row in {dataset.name}: they get what is popular.")
        if result.unknown_anime:
            ids, more = result.unknown_anime[:SHOWN], len(result.unknown_anime) - SHOWN
            shown = ", ".join(map(str, ids)) + (f" and {more} more" if more > 0 else "")
            self.stderr.write(f"{options['among']}: {len(result.unknown_anime)} ids that this site lacks: {shown}.")
        at_most = "at most " if options["among"] else ""
        self.stdout.write(
            f"{result.users} users, {at_most}{options['n']} items each from {snapshot.name}: {options['output']}"
        )
