"""匹配度: how likely a member is to like an anime, whatever page it stands on.

The same figure as beside a recommendation. What is only planned is judged by the rest of the list; what one has
watched or rated has no match, as it needs no forecast.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from catalog.selectors import titles_of
from ml.data.interactions import PLAN_TO_WATCH, UserHistory
from ml.serving.answers import Recommendation
from recommend.lists.reasons import MOST, reasons_in_words
from recommend.lists.recommendations import Taste, Visitor, estimates_of, percent_of, taste_of
from recommend.serving.serving import current_serving


@dataclass(frozen=True, kw_only=True)
class Match:
    percent: int  # the chance of 8 or more if they watch it
    predicted_score: float  # the rating then, 1 to 10
    reasons: tuple[str, ...]  # at most three


def matches_for(*, user: Visitor, anime_ids: Collection[int], taste: Taste | None = None) -> dict[int, int]:
    """Returns percent by anime id; an empty dict for visitors with an empty list, or where there is no snapshot.

    ``taste``: the visitor's, if the caller has read it already; otherwise it is read here.
    """
    estimates = _estimates(taste or taste_of(user), anime_ids)
    return {anime_id: percent_of(estimate.like or 0.0) for anime_id, estimate in estimates.items()}


def match_of(*, user: Visitor, anime_id: int, language: str, taste: Taste | None = None) -> Match | None:
    taste = taste or taste_of(user)
    estimate = _estimates(taste, [anime_id]).get(anime_id)
    if estimate is None or estimate.predicted_score is None:
        return None
    titles = titles_of(estimate.because[:MOST], language=language)
    return Match(
        percent=percent_of(estimate.like or 0.0),
        predicted_score=estimate.predicted_score,
        reasons=reasons_in_words(estimate.because, history=taste.member.history, titles=titles),
    )


def _estimates(taste: Taste, anime_ids: Collection[int]) -> dict[int, Recommendation]:
    history = taste.member.history
    if not len(history) or not anime_ids:
        return {}
    serving = current_serving()
    found = estimates_of(serving, taste, anime_ids)
    planned = _only_planned(history)
    asked = np.intersect1d(history.anime_ids[planned], np.fromiter(anime_ids, np.int32, len(anime_ids)))
    if not len(asked):
        return found
    rest = _part(history, ~planned)
    if not len(rest):
        return found
    return found | serving.estimates(rest, asked.tolist(), user_embedding=None, site_rules=taste.site_rules)


def _only_planned(history: UserHistory) -> np.ndarray:
    return (history.statuses == PLAN_TO_WATCH) & (history.ratings == 0) & ~history.favorites


def _part(history: UserHistory, rows: np.ndarray) -> UserHistory:
    return replace(history, **{name: column[rows] for name, column in vars(history).items()})
