"""Real queries with the anime that they ask for, and how often an engine puts one of these first or in the first three.

``queries.tsv``: kind, query, ids (MyAnimeList's; any of them is right), note.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from catalog.search.candidates import WINDOW, match
from catalog.search.clauses import EngineQuery
from catalog.search.engines.switch import Engine
from catalog.search.query import clean_text

QUERIES = Path(__file__).parent / "queries.tsv"
AMONG = 3


@dataclass(frozen=True)
class SuiteQuery:
    kind: str
    text: str
    ids: frozenset[int]
    note: str


@dataclass(frozen=True)
class Outcome:
    """``place`` from 1; None where no right anime is among the first ten. ``found`` are the ids of these ten."""

    query: SuiteQuery
    place: int | None
    found: tuple[int, ...]


@dataclass(frozen=True)
class Rate:
    kind: str
    queries: int
    first: float
    among_three: float


def read_queries(path: Path = QUERIES) -> list[SuiteQuery]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [
            SuiteQuery(row["kind"], row["query"], frozenset(int(one) for one in row["ids"].split(",")), row["note"])
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def run_query(query: SuiteQuery, engine: Engine) -> Outcome:
    matched = match(clean_text(query.text), engine)
    hits = engine.answer(EngineQuery(tiers=matched.tiers, limit=WINDOW, wants_forms=True)).hits if matched.tiers else ()
    found = tuple(one.id for one in matched.order(hits)[:10])
    place = next((at for at, anime_id in enumerate(found, start=1) if anime_id in query.ids), None)
    return Outcome(query, place, found)


def rates(outcomes: Iterable[Outcome]) -> list[Rate]:
    """By kind in the order of their first query, then of all."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.query.kind, []).append(outcome)
    every = [outcome for group in groups.values() for outcome in group]
    return [_rate(kind, its) for kind, its in groups.items()] + [_rate("all", every)]


def _rate(kind: str, outcomes: list[Outcome]) -> Rate:
    places = [outcome.place for outcome in outcomes]
    count = max(len(places), 1)
    return Rate(
        kind,
        len(places),
        sum(place == 1 for place in places) / count,
        sum(place is not None and place <= AMONG for place in places) / count,
    )
