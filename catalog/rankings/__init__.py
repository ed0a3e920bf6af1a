"""榜单: kinds and their order, filters, each day's ranks, what moved since."""

from catalog.models import RankingKind
from catalog.rankings.formula import Formulas, WeightingFormula, refresh_weighted_scores, weighting_formulas
from catalog.rankings.orders import most_popular, top_rated
from catalog.rankings.query import RankingQuery
from catalog.rankings.ranked_cards import RankedCard
from catalog.rankings.ranking import PER_PAGE, Ranking, ranking

__all__ = [
    "PER_PAGE",
    "Formulas",
    "RankedCard",
    "Ranking",
    "RankingKind",
    "RankingQuery",
    "WeightingFormula",
    "most_popular",
    "ranking",
    "refresh_weighted_scores",
    "top_rated",
    "weighting_formulas",
]
