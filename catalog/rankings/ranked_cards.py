"""Cards of a ranking: their ranks, how these moved, and by which figures they stand where they do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.cards import AnimeCard
from catalog.models import PopularityOrigin, RankingKind, ScoreSite
from catalog.rankings.formula import Formulas, weighting_formulas
from catalog.rankings.query import RankingQuery
from catalog.rankings.records import ranks_on
from catalog.selectors import cards_in_order

# An estimate is not exact to the last digit.
_DIGITS = 2


@dataclass(frozen=True, kw_only=True)
class RankedCard(AnimeCard):
    """``rank`` among what the filters let through, 1 the best; the same whether one's own list is hidden or not."""

    rank: int
    previous_rank: int | None  # on the day that the ranking is compared with; None where it wasn't ranked then
    movement: str  # "" where there is no day to compare with, else "up", "down", "same" or "new"
    moved: int  # places, 0 for "same" and "new"
    score_site: str  # ScoreSite's value: whose score counts here; "" where nobody gives one
    site_score: float | None  # the mean there, 1..10
    weighted_score: float | None  # of a ranking of all sites on MyAnimeList's scale, else on the site's own
    people: int  # that the score or the popularity speaks of
    people_kind: str  # "votes" of score_site, or PopularityOrigin's value: of estimates ``people`` is rounded
    is_below_threshold: bool  # fewer people than m


def ranked_cards(
    ids: Sequence[int], ranks: Mapping[int, int], query: RankingQuery, day: date | None, *, language: str
) -> list[RankedCard]:
    """Of these ids, in their order; ``day``: the one that ranks are compared with."""
    before = ranks_on(day, kind=query.kind, among=query.condition(), anime_ids=ids) if day and ids else {}
    formulas, found = weighting_formulas(), []
    for card in cards_in_order(ids, language=language):
        movement, moved = _moved(ranks[card.id], before.get(card.id)) if day else ("", 0)
        found.append(
            RankedCard(
                **vars(card),
                rank=ranks[card.id],
                previous_rank=before.get(card.id),
                movement=movement,
                moved=moved,
                **_figures(card, query, formulas),
            )
        )
    return found


def _moved(rank: int, before: int | None) -> tuple[str, int]:
    if before is None:
        return "new", 0
    if before == rank:
        return "same", 0
    return ("up", before - rank) if before > rank else ("down", rank - before)


def _figures(card: AnimeCard, query: RankingQuery, formulas: Formulas) -> dict[str, Any]:
    by_default = ScoreSite.BANGUMI if card.is_scored_by_bangumi_alone else ScoreSite.MYANIMELIST
    site = query.source or by_default
    if site == ScoreSite.BANGUMI:
        score, people = card.bangumi_score, card.bangumi_votes
    else:
        score, people = card.score, card.members
    formula, weighted = formulas.of(site), None
    if score is not None and formula.m is not None and formula.C is not None:
        weighted = (people * score + formula.m * formula.C) / (people + formula.m)
        if site == ScoreSite.BANGUMI and not query.source:
            weighted = formulas.converted(weighted)
    return {
        "score_site": site.value if score is not None else "",
        "site_score": score,
        "weighted_score": weighted,
        "is_below_threshold": formula.m is not None and people < formula.m,
        **_people(card, by_votes=query.kind == RankingKind.TOP and site == ScoreSite.BANGUMI),
    }


def _people(card: AnimeCard, *, by_votes: bool) -> dict[str, Any]:
    if by_votes:
        return {"people": card.bangumi_votes, "people_kind": "votes"}
    if card.popularity_origin == PopularityOrigin.MEMBERS:
        return {"people": card.members, "people_kind": card.popularity_origin}
    return {"people": int(float(f"{card.popularity:.{_DIGITS}g}")), "people_kind": card.popularity_origin}
