"""``manage.py series_benchmark FILE``: which labelled series are right here, and what is wrong with others."""

import json
import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.models import Anime
from catalog.series import Placed
from catalog.series.benchmark import find_faults, read_labels


class Command(BaseCommand):
    help = "Compares the series of this catalogue with labels, like tests/catalog/series/labelled.toml."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="TOML: series = [{name, main, aside, also, out}], ids in order")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object instead of lines")

    def handle(self, *, file: Path, as_json: bool, **options: Any) -> None:
        try:
            labels = read_labels(file)
        except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise CommandError(f"{file} can't be read as labelled series: {error}") from error
        if not labels:
            raise CommandError(f"{file} names no series.")
        rows = Anime.objects.values_list("pk", "series", "series_place", "series_role")
        found = {pk: Placed(series=name, place=place, role=role) for pk, name, place, role in rows}
        faults = {one.name: its for one in labels if (its := find_faults(one, found))}
        self._report(faults, len(labels), as_json=as_json)

    def _report(self, faults: dict[str, list[str]], total: int, *, as_json: bool) -> None:
        right = total - len(faults)
        if as_json:
            self.stdout.write(json.dumps({"series": total, "right": right, "faults": faults}, ensure_ascii=False))
            return
        for name, its in faults.items():
            self.stdout.write(f"{name}: {'; '.join(its)}")
        self.stdout.write(f"{right} of {total} series are right ({right / total:.1%}).")
