"""``manage.py search_index``: the search engines' copies of the catalogue."""

import sys
import time
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from catalog.search.engines.switch import FAILURES
from catalog.search.index.indexing import engines, rebuild, update


class Command(BaseCommand):
    help = (
        "Brings the search index up to date: the embedded one, and Elasticsearch's where ELASTICSEARCH_URL names a "
        "server. Readers see the old index until the new one is complete; an interrupted run changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--rebuild", action="store_true", help="build a new index and put it in the old one's place")
        what.add_argument("--update", action="store_true", help="write what differs from the database")
        parser.add_argument("--engine", choices=["embedded", "elasticsearch"], help="this one alone")
        parser.add_argument("--quiet", action="store_true", help="say nothing where there was nothing to do")

    def handle(self, *, engine: str | None, quiet: bool, **options: Any) -> None:
        chosen = [one for one in engines() if engine in (None, one.name)]
        if not chosen:
            raise CommandError("No Elasticsearch server is configured: set ELASTICSEARCH_URL.")
        work, done = (rebuild, "indexed") if options["rebuild"] else (update, "brought up to date")
        failed = []
        for one in chosen:
            started = time.monotonic()
            with tqdm(desc=one.name, unit=" anime", disable=not sys.stderr.isatty(), leave=False) as bar:
                try:
                    count = work(one, progress=partial(_show, bar))
                except FAILURES as error:
                    failed.append(f"{one.name}: {error}. Its old index stays in force.")
                    continue
            if count or not quiet:
                self.stdout.write(f"{one.name}: {count} anime {done} in {time.monotonic() - started:.1f} s")
        if failed:
            raise CommandError("\n".join(failed))


def _show(bar: tqdm, engine: str, done: int, total: int) -> None:
    bar.total = total
    bar.n = done
    bar.refresh()
