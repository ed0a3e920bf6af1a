"""What the search box offers while somebody types: titles, in the member's language."""

from dataclasses import dataclass

from django.urls import reverse

from catalog.cards import AnimeCard
from catalog.search.analysis import compact
from catalog.search.clauses import EngineQuery
from catalog.search.engines.switch import Engine
from catalog.search.match import match
from catalog.search.ordering import Ranked
from catalog.search.query import clean_text
from catalog.search.search import ask
from catalog.selectors import cards_in_order

MOST = 8
_WINDOW = 60


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """``also``: the title that matched, where it is not one of those shown anyway."""

    id: int
    title: str
    also: str
    year: int | None
    type: str
    type_label: str
    cover: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    query: str
    results: tuple[Suggestion, ...]
    engine: str
    is_degraded: bool


def suggest(text: str, *, language: str) -> Suggestions:
    """At most eight, best first; none for an empty text. Raises SearchNotReady."""
    results, engine, is_degraded = ask(lambda engine: suggestions_of(text, engine, language=language))
    return Suggestions(query=clean_text(text), results=results, engine=engine, is_degraded=is_degraded)


def suggestions_of(text: str, engine: Engine, *, language: str) -> tuple[Suggestion, ...]:
    ranked = {one.id: one for one in _find(clean_text(text), engine)}
    return tuple(_suggestion(card, ranked[card.id]) for card in cards_in_order(list(ranked), language=language))


def _find(text: str, engine: Engine) -> list[Ranked]:
    matched = match(text, engine, titles_only=True)
    if not matched.tiers:
        return []
    hits = engine.answer(EngineQuery(tiers=matched.tiers, limit=_WINDOW, wants_forms=True)).hits
    return matched.order(hits)[:MOST]


def _suggestion(card: AnimeCard, ranked: Ranked) -> Suggestion:
    shown = {compact(card.title)}
    text = ranked.title.text if ranked.title is not None else ""
    return Suggestion(
        id=card.id,
        title=card.title,
        also=text if compact(text) not in shown else "",
        year=card.year,
        type=card.type,
        type_label=card.type_label,
        cover=card.cover or reverse("catalog:cover", args=[card.id]),
        url=card.url,
    )
