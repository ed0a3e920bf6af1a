"""``manage.py search_relevance``: the relevance suite on the engines in force."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.models import Anime
from catalog.search.engines.switch import FAILURES
from catalog.search.index.indexing import engines, keep_current
from catalog.search.relevance.suite import QUERIES, Outcome, rates, read_queries, run_query


class Command(BaseCommand):
    help = "How often the search finds what real queries ask for, by kind of query and engine; needs the catalogue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queries", type=Path, default=QUERIES, help="another file of the same form")
        parser.add_argument("--engine", choices=["embedded", "elasticsearch"], help="this one alone")
        parser.add_argument("--misses", action="store_true", help="show every query whose anime is not first")

    def handle(self, *, queries: Path, engine: str | None, misses: bool, **options: Any) -> None:
        chosen = [one.patient() for one in engines() if engine in (None, one.name)]
        if not chosen:
            raise CommandError("No Elasticsearch server is configured: set ELASTICSEARCH_URL.")
        keep_current()
        asked = read_queries(queries)
        for one in chosen:
            try:
                outcomes = [run_query(query, one) for query in asked]
            except (*FAILURES, FileNotFoundError) as error:
                raise CommandError(f"{one.name}: {error}") from error
            self.stdout.write(f"{one.name}{'':>{max(0, 18 - len(one.name))}} queries   first  first three")
            for rate in rates(outcomes):
                self.stdout.write(f"{rate.kind:<18} {rate.queries:>7} {rate.first:>7.1%} {rate.among_three:>12.1%}")
            if misses:
                self._show([outcome for outcome in outcomes if outcome.place != 1])

    def _show(self, outcomes: list[Outcome]) -> None:
        shown = {pk for outcome in outcomes for pk in (*outcome.found[:3], *outcome.query.ids)}
        names = {anime.pk: str(anime) for anime in Anime.objects.filter(pk__in=shown)}
        for outcome in outcomes:
            found = "; ".join(f"{names.get(pk)} ({pk})" for pk in outcome.found[:3])
            wanted = "; ".join(f"{names.get(pk, '?')} ({pk})" for pk in sorted(outcome.query.ids))
            place = outcome.place or "-"
            self.stdout.write(f"{place:>3} {outcome.query.kind}: {outcome.query.text} | wants {wanted} | got {found}")
