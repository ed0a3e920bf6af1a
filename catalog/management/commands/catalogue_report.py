"""``manage.py catalogue_report``: what the catalogue knows of recent anime and of all, and how it was joined."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.importing.errors import ImportFailed
from catalog.models import Anime
from catalog.popularity.knowledge import read_knowledge
from catalog.popularity.measuring import Errors, errors_of_conversion, errors_of_estimates
from catalog.reporting.against import Agreement, BadList, agreement_with
from catalog.reporting.coverage import Coverage, coverage
from catalog.reporting.joins import Joins, joins, listed_for_operators

_HIDDEN_YEARS = range(2019, 2021)


class Command(BaseCommand):
    help = (
        "Counts what is known of the anime of recent years and of all, and, where the packages are in the cache, how "
        "they were joined. Changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
        parser.add_argument("--since", type=int, default=2021, help="first of the recent years (2021)")
        parser.add_argument("--until", type=int, default=2026, help="last of the recent years (2026)")
        parser.add_argument("--against", type=Path, help="a CSV with anime_id, Genres, Episodes (.gz too) to compare")
        parser.add_argument("--popularity", action="store_true", help="also measure popularity, known members hidden")

    def handle(self, *, since: int, until: int, against: Path | None, popularity: bool, **options: Any) -> None:
        recent = Anime.objects.filter(year__gte=since, year__lte=until)
        try:
            compared = agreement_with(against, ids=set(recent.values_list("pk", flat=True))) if against else None
        except BadList as problem:
            raise CommandError(str(problem)) from problem
        report = {
            f"{since}-{until}": coverage(recent),
            "all": coverage(Anime.objects.all()),
        }
        found, errors = _joins(), _errors() if popularity else {}
        if options["json"]:
            self.stdout.write(_as_json(report, found, compared, errors))
            return
        for line in _lines(report, found, compared, errors):
            self.stdout.write(line)


def _joins() -> Joins | str:
    """What went wrong in its place: a catalogue can be there without the packages that it came from."""
    try:
        return joins(settings.HOME / "catalogue")
    except ImportFailed as refusal:
        return str(refusal)


def _errors() -> dict[str, Errors]:
    known = read_knowledge()
    return {"converted": errors_of_conversion(known), "estimated": errors_of_estimates(known, years=_HIDDEN_YEARS)}


def _as_json(
    report: dict[str, Coverage], found: Joins | str, compared: Agreement | None, errors: dict[str, Errors]
) -> str:
    document: dict[str, Any] = {name: its.as_json() for name, its in report.items()}
    document["joins"] = found.as_json() if isinstance(found, Joins) else {"unavailable": found}
    document["listed_for_operators"] = listed_for_operators()
    if compared:
        document["against"] = compared.as_json()
    if errors:
        document["popularity_errors"] = {name: vars(its) for name, its in errors.items()}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _lines(
    report: dict[str, Coverage], found: Joins | str, compared: Agreement | None, errors: dict[str, Errors]
) -> list[str]:
    heads = "".join(f"{f'{name}: {its.anime}':>24}" for name, its in report.items())
    lines = [f"{'anime':<22}{heads}"]
    for name in next(iter(report.values())).counts:
        shown = "".join(f"{its.counts[name]:>16} {its.share(name):>6.1%} " for its in report.values())
        lines.append(f"{name.replace('_', ' '):<22}{shown}")
    if isinstance(found, Joins):
        reasons = ", ".join(f"{reason} {count}" for reason, count in found.set_aside.items())
        lines.append(
            f"joins: {found.joined} anime, {found.by_title} by title, {found.exchanged} exchanged, "
            f"{found.outdated} shown as something else than announced; set aside: {reasons}"
        )
        lines.append(f"disagreeing in type or by more than a year: {len(found.disagreeing)}")
        lines += [f"  {line}" for line in found.disagreeing]
    else:
        lines.append(f"joins: {found}")
    lines.append(f"entries listed for operators: {listed_for_operators()}")
    if compared:
        lines.append(
            f"against the list: {compared.anime} anime; genres of {compared.genre_anime}: precision "
            f"{compared.precision:.3f}, recall {compared.recall:.3f}, F1 {compared.f1:.3f}; "
            f"episodes the same in {compared.same_episodes} of {compared.episode_anime}"
        )
    for name, its in errors.items():
        lines.append(
            f"popularity {name}: {its.anime} anime, Spearman {its.spearman:.3f}, "
            f"half within a factor of {its.factor:.2f}"
        )
    return lines
