"""A page of a ranking: cards with their ranks, and how they moved since the last day on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from catalog.cards import AnimeCard
from catalog.models import RankingKind
from catalog.rankings.formula import WeightingFormula, weighting_formula
from catalog.rankings.orders import most_popular, ranked
from catalog.rankings.query import RankingQuery
from catalog.rankings.records import last_day_before, ranks_on
from catalog.rankings.trends import TrendsNote, trends_note
from catalog.search.personal import personal
from catalog.seasons import broadcast_today
from catalog.selectors import cards_in_order

PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class RankedCard(AnimeCard):
    """``rank`` among what the filters let through, 1 the best; the same whether one's own list is hidden or not."""

    rank: int
    previous_rank: int | None  # on the day that the ranking is compared with; None where it wasn't ranked then
    movement: str  # "" where there is no day to compare with, else "up", "down", "same" or "new"
    moved: int  # places, 0 for "same" and "new"
    weighted_score: float | None
    is_below_threshold: bool  # fewer members than m


@dataclass(frozen=True, kw_only=True)
class Ranking:
    query: RankingQuery
    page: Page  # of RankedCard
    formula: WeightingFormula
    total: int  # what the filters let through, hidden own anime included
    compared_with: date | None
    trends: TrendsNote | None  # for 趋势; None there: nobody did anything, and 热门 stands in its place


def ranking(query: RankingQuery, *, language: str, user: Any = None, today: date | None = None) -> Ranking:
    """A page that doesn't exist is the nearest one that does. ``today`` in Japan, now unless told."""
    today = today or broadcast_today()
    trends = trends_note() if query.kind == RankingKind.TRENDING else None
    stands_in = query.kind == RankingKind.TRENDING and trends is None
    rows = most_popular() if stands_in else ranked(query.kind, today=today)
    rows = rows.filter(query.condition())
    ids = list(rows.values_list("pk", flat=True))
    ranks = {anime_id: rank for rank, anime_id in enumerate(ids, start=1)}
    mine = frozenset(personal.on_list(user)) if query.hide_mine and _is_member(user) else frozenset()
    page = Paginator([anime_id for anime_id in ids if anime_id not in mine], PER_PAGE).get_page(query.page)
    day = None if stands_in else last_day_before(today, kind=query.kind)
    formula = weighting_formula()
    cards = _ranked_cards(list(page.object_list), ranks, query, day, formula, language)
    return Ranking(
        query=query,
        page=Page(cards, page.number, page.paginator),
        formula=formula,
        total=len(ids),
        compared_with=day,
        trends=trends,
    )


def _is_member(user: Any) -> bool:
    return user is not None and user.is_authenticated


def _ranked_cards(
    ids: Sequence[int],
    ranks: dict[int, int],
    query: RankingQuery,
    day: date | None,
    formula: WeightingFormula,
    language: str,
) -> list[RankedCard]:
    before = ranks_on(day, kind=query.kind, among=query.condition(), anime_ids=ids) if day and ids else {}
    found = []
    for card in cards_in_order(ids, language=language):
        movement, moved = _moved(ranks[card.id], before.get(card.id)) if day else ("", 0)
        found.append(
            RankedCard(
                **vars(card),
                rank=ranks[card.id],
                previous_rank=before.get(card.id),
                movement=movement,
                moved=moved,
                weighted_score=_weighted(card, formula),
                is_below_threshold=formula.m is not None and card.members < formula.m,
            )
        )
    return found


def _moved(rank: int, before: int | None) -> tuple[str, int]:
    if before is None:
        return "new", 0
    if before == rank:
        return "same", 0
    return ("up", before - rank) if before > rank else ("down", rank - before)


def _weighted(card: AnimeCard, formula: WeightingFormula) -> float | None:
    if card.score is None or formula.m is None or formula.C is None:
        return None
    return (card.members * card.score + formula.m * formula.C) / (card.members + formula.m)
