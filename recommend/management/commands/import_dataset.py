"""``manage.py import_dataset``: other people's ratings, cleaned by Spark, into the database."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.management.progress import StageBars, interruptible
from catalog.selectors import catalogue_is_empty


class Command(BaseCommand):
    help = (
        "Imports a set of ratings: a folder or file in the layout of anime.csv + rating.csv[.gz], of the 2020 crawl "
        "(rating_complete.csv, animelist.csv), of 2023 (users-score-2023.csv, anime-dataset-2023.csv), or any CSV with "
        "--columns. Spark cleans it; what can't be used is counted and set aside in a file. People's names are dropped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="folder or file")
        parser.add_argument("--name", required=True, help="what the dataset is called here")
        parser.add_argument(
            "--columns",
            metavar="user=A,anime=B,rating=C[,status=D]",
            help="which columns of a file of another layout are which: their names, or their numbers from 1",
        )
        parser.add_argument("--replace", action="store_true", help="put it in the place of the dataset of that name")
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")

    def handle(self, *, path: Path, name: str, columns: str | None, replace: bool, json: bool, **options: Any) -> None:
        from recommend.datasets.columns import ColumnChoice
        from recommend.datasets.errors import DatasetError
        from recommend.datasets.importing import import_dataset
        from recommend.datasets.source import open_source

        try:
            with interruptible(), StageBars(disable=json or not sys.stderr.isatty()) as bars:
                bars.show("checking", 0, 1)
                source = open_source(path, columns=ColumnChoice.parse(columns) if columns else None)
                if source.anime is None and catalogue_is_empty():
                    self.stderr.write(
                        "The catalogue is empty and there is no list of anime beside it: importing it first."
                    )
                    call_command("import_catalogue", stdout=self.stderr)
                result = import_dataset(source=source, name=name, replace=replace, progress=bars.show)
        except DatasetError as refusal:
            raise CommandError(f"Nothing was imported. {refusal}") from refusal
        except KeyboardInterrupt as stop:
            raise CommandError("Interrupted. Nothing was imported.", returncode=130) from stop
        report = {"dataset": result.dataset, "unchanged": result.unchanged, **result.report}
        self.stdout.write(_as_json(report) if json else _as_text(report))


def _as_json(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False)


def _as_text(report: dict[str, Any]) -> str:
    if report["unchanged"]:
        return f"Dataset {report['dataset']}: unchanged, {report['rows_out']:,} rows as before."
    lines = [
        f"Dataset {report['dataset']}: {report['rows_in']:,} rows in, {report['rows_out']:,} rows out, "
        f"{report['seconds']:.0f} s.",
        *(f"  set aside: {count:,} × {reason}" for reason, count in report["set_aside"].items()),
    ]
    if report["unknown_anime"]:
        most = ", ".join(f"{anime} ({rows:,})" for anime, rows in report["unknown_most"])
        lines.append(f"  {report['unknown_anime']:,} anime that the catalogue lacks, most rows: {most}")
    if report["set_aside"]:
        lines.append(f"  they are in {report['set_aside_file']}")
    lines.append(f"  {report['users']:,} users, {report['anime']:,} anime, density {report['density']:.2%}")
    if report["anime_added"]:
        lines.append(f"  {report['anime_added']:,} anime added to the catalogue from the list beside the ratings")
    if report["anime_list_note"]:
        lines.append(f"  {report['anime_list_note']}")
    highest = max(report["histogram"].values()) or 1
    for rating, count in report["histogram"].items():
        label = "unrated" if rating == "0" else rating
        lines.append(f"  {label:>8} {'█' * round(30 * count / highest):<30} {count:,}")
    return "\n".join(lines)
