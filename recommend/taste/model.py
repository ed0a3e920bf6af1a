"""How well the model knows somebody: what it would have guessed of their own ratings, had they not told."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from django.core.cache import cache

from accounts.models import User
from ml.data.interactions import UserHistory
from recommend.lists.recommendations import Visitor
from recommend.members.guests import guest_list
from recommend.members.histories import member_list
from recommend.serving.serving import Serving, current_serving
from recommend.serving.site_rules import current_site_rules

# A tenth of the ratings is hidden at a time, and guessed from the rest.
FOLDS = 10
LEAST_RATINGS = 10
MOST_GUESSED = 300
REMEMBERED_SECONDS = 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Errors are mean absolute differences in points; ``plain_error`` is that of one's own mean as every guess."""

    guesses: Mapping[int, float]  # anime id → the rating that was expected
    error: float
    plain_error: float
    within_one: float  # share of guesses that were less than a point off

    @property
    def within_one_percent(self) -> int:
        return round(100 * self.within_one)

    @property
    def is_better(self) -> bool:
        return self.error < self.plain_error


def judge_model(user: Visitor) -> Judgement | None:
    """None where there are too few ratings, or no model; remembered until the list or the model changes."""
    member = member_list(user) if isinstance(user, User) else guest_list(user)
    history = member.history
    rated = np.flatnonzero(history.ratings > 0)
    serving = current_serving()
    if len(rated) < LEAST_RATINGS or serving.files is None:
        return None
    text = f"{serving.name}:{user.pk}:{member.version}"
    key = f"recommend.taste.model:{hashlib.sha256(text.encode()).hexdigest()}"
    guesses: dict[int, float] | None = cache.get(key)
    if guesses is None:
        guesses = _guess(serving, history, rated[-MOST_GUESSED:])
        cache.set(key, guesses, REMEMBERED_SECONDS)
    given = {int(history.anime_ids[row]): int(history.ratings[row]) for row in rated}
    pairs = [(given[anime_id], guess) for anime_id, guess in guesses.items() if anime_id in given]
    return _judged(guesses, pairs) if len(pairs) >= LEAST_RATINGS else None


def _guess(serving: Serving, history: UserHistory, rated: np.ndarray) -> dict[int, float]:
    rules = current_site_rules()
    found: dict[int, float] = {}
    for fold in range(FOLDS):
        hidden = rated[fold::FOLDS]
        if not len(hidden):
            continue
        asked = [int(anime_id) for anime_id in history.anime_ids[hidden]]
        rest = _without(history, hidden)
        estimates = serving.estimates(rest, asked, user_embedding=None, site_rules=rules)
        found |= {pk: one.predicted_score for pk, one in estimates.items() if one.predicted_score is not None}
    return found


def _without(history: UserHistory, rows: np.ndarray) -> UserHistory:
    kept = np.ones(len(history), bool)
    kept[rows] = False
    return replace(history, **{name: column[kept] for name, column in vars(history).items()})


def _judged(guesses: Mapping[int, float], pairs: list[tuple[int, float]]) -> Judgement:
    given, guessed = (np.asarray(column, np.float64) for column in zip(*pairs, strict=True))
    errors = np.abs(given - guessed)
    return Judgement(
        guesses=guesses,
        error=float(errors.mean()),
        plain_error=float(np.abs(given - given.mean()).mean()),
        within_one=float((errors < 1).mean()),
    )
