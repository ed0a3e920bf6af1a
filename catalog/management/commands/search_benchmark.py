"""``manage.py search_benchmark``: how long a suggestion takes, on both engines in one go."""

import statistics
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.models import Anime
from catalog.search.engines.switch import FAILURES, Engine
from catalog.search.index.indexing import engines, keep_current
from catalog.search.relevance.suite import read_queries
from catalog.search.suggestions import suggestions_of

# Every so-manieth query of the suite is typed letter by letter.
_STEP = 6


class Command(BaseCommand):
    help = (
        "Types queries of the relevance suite letter by letter and times every suggestion, from the text to what is "
        "sent, without HTTP. Needs the catalogue; with ELASTICSEARCH_URL both engines run, in turns."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rounds", type=int, default=3)

    def handle(self, *, rounds: int, **options: Any) -> None:
        keep_current()
        typed = [query.text[:end] for query in read_queries()[::_STEP] for end in range(1, len(query.text) + 1)]
        chosen = [engine.patient() for engine in engines()]
        taken: dict[str, list[float]] = {engine.name: [] for engine in chosen}
        try:
            for engine in chosen:  # What is read once from the disk or compiled, is.
                for text in typed:
                    self._time(text, engine)
            for _ in range(rounds):
                for text in typed:
                    for engine in chosen:
                        taken[engine.name].append(self._time(text, engine))
        except (*FAILURES, FileNotFoundError) as error:
            raise CommandError(f"{engine.name}: {error}") from error
        self.stdout.write(f"{Anime.objects.visible().count()} anime, {len(typed)} texts, {rounds} rounds")
        p95s = []
        for name, seconds in taken.items():
            cuts = statistics.quantiles(seconds, n=100)
            p95s.append(cuts[94])
            figures = f"median {cuts[49] * 1000:.1f} ms, p95 {cuts[94] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms"
            self.stdout.write(f"{name}: {figures}")
        if len(p95s) == 2:
            first, second = taken
            self.stdout.write(f"p95 of {second} is {p95s[1] / p95s[0]:.2f} of {first}'s")

    def _time(self, text: str, engine: Engine) -> float:
        started = time.perf_counter()
        suggestions_of(text, engine, language="zh")
        return time.perf_counter() - started
