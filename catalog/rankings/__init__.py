"""榜单: kinds and their order, filters, each day's ranks, what moved since."""

from catalog.models import RankingKind
from catalog.rankings.formula import WeightingFormula, refresh_weighted_scores, weighting_formula
from catalog.rankings.orders import most_popular, top_rated
from catalog.rankings.query import RankingQuery
from catalog.rankings.ranking import PER_PAGE, RankedCard, Ranking, ranking

__all__ = [
    "PER_PAGE",
    "RankedCard",
    "Ranking",
    "RankingKind",
    "RankingQuery",
    "WeightingFormula",
    "most_popular",
    "ranking",
    "refresh_weighted_scores",
    "top_rated",
    "weighting_formula",
]
