"""A page of a ranking: cards with their ranks, and how they moved since the last day on record."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F

from catalog.models import Anime, RankingKind
from catalog.models.anime import AnimeQuerySet
from catalog.personal import personal
from catalog.rankings.formula import Formulas, weighting_formulas
from catalog.rankings.orders import most_popular, ranked, top_rated
from catalog.rankings.query import RankingQuery
from catalog.rankings.ranked_cards import ranked_cards
from catalog.rankings.records import last_day_before
from catalog.rankings.trends import TrendsNote, trends_note
from catalog.seasons import broadcast_today

PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """``is_fallback``: nobody did anything, or nothing that the filters let through has a score; 热门 stands in."""

    query: RankingQuery
    page: Page  # of RankedCard
    formulas: Formulas
    total: int  # what the filters let through, hidden own anime included
    unscored: int  # of 高分: what they let through and no site's score is known of
    compared_with: date | None
    trends: TrendsNote | None  # for 趋势
    is_fallback: bool

    @property
    def shown_kind(self) -> RankingKind:
        """What the rows are ranked by."""
        return RankingKind.POPULAR if self.is_fallback else self.query.kind


def ranking(query: RankingQuery, *, language: str, user: Any = None, today: date | None = None) -> Ranking:
    """A page that doesn't exist is the nearest one that does. ``today`` in Japan, now unless told."""
    today = today or broadcast_today()
    trends = trends_note() if query.kind == RankingKind.TRENDING else None
    ids, known, stands_in = _ranked_ids(query, trends, today)
    ranks = {anime_id: rank for rank, anime_id in enumerate(ids, start=1)}
    mine = frozenset(personal.on_list(user)) if query.hide_mine and _is_member(user) else frozenset()
    page = Paginator([anime_id for anime_id in ids if anime_id not in mine], PER_PAGE).get_page(query.page)
    day = None if stands_in or query.source else last_day_before(today, kind=query.kind)
    shown = replace(query, kind=RankingKind.POPULAR, source="") if stands_in else query
    return Ranking(
        query=query,
        page=Page(
            ranked_cards(list(page.object_list), ranks, shown, day, language=language), page.number, page.paginator
        ),
        formulas=weighting_formulas(),
        total=len(ids),
        unscored=known - len(ids) if query.kind == RankingKind.TOP and not stands_in else 0,
        compared_with=day,
        trends=trends,
        is_fallback=stands_in,
    )


def _ranked_ids(query: RankingQuery, trends: TrendsNote | None, today: date) -> tuple[list[int], int, bool]:
    """Best first; of 高分 how many anime the filters let through; and whether 热门 stands in."""
    if query.kind == RankingKind.TOP:
        ids, known = _top_rated_ids(query)
        if ids or not known:
            return ids, known, False
    elif query.kind != RankingKind.TRENDING or trends is not None:
        return _ids(ranked(query.kind, today=today).filter(query.condition())), 0, False
    return _ids(most_popular().filter(query.condition())), 0, True


def _top_rated_ids(query: RankingQuery) -> tuple[list[int], int]:
    """And how many anime the filters let through, scored or not."""
    let_through = Anime.objects.visible().filter(query.condition())
    if query.source:
        return _ids(top_rated(query.source).filter(query.condition())), let_through.count()
    by_score = let_through.order_by(F("weighted_score").desc(nulls_last=True), "pk")
    rows = list(by_score.values_list("pk", "weighted_score"))
    return [pk for pk, score in rows if score is not None], len(rows)


def _ids(rows: AnimeQuerySet) -> list[int]:
    return list(rows.values_list("pk", flat=True))


def _is_member(user: Any) -> bool:
    return user is not None and user.is_authenticated
