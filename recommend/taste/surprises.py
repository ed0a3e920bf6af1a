"""The ratings that differ most from what others give: one's own high ones, and one's own low ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from catalog.cards import AnimeCard
from recommend.taste.model import Judgement
from recommend.taste.rows import Watched

MOST = 4
# Less is not surprising.
LEAST_POINTS = 1.0


@dataclass(frozen=True, kw_only=True)
class Surprise:
    card: AnimeCard
    score: int
    others: float
    guess: float | None  # the model's, where it made one

    @property
    def difference(self) -> float:
        return self.score - self.others

    @property
    def lower_by(self) -> float:
        return -self.difference


def surprises_of(
    rated: Sequence[Watched], judgement: Judgement | None, *, cards: Callable[[Sequence[int]], list[AnimeCard]]
) -> tuple[Surprise, ...]:
    """Up to four higher and four lower than others', the most surprising of each first, the higher ones before."""
    known = [one for one in rated if one.mean is not None and one.score is not None]
    ranked = sorted(known, key=lambda one: (-_difference(one), one.anime_id))
    higher = [one for one in ranked if _difference(one) >= LEAST_POINTS][:MOST]
    lower = [one for one in ranked[::-1] if _difference(one) <= -LEAST_POINTS][:MOST]
    by_id = {card.id: card for card in cards([one.anime_id for one in (*higher, *lower)])}
    guesses = judgement.guesses if judgement is not None else {}
    return tuple(
        Surprise(
            card=by_id[one.anime_id],
            score=one.score or 0,
            others=one.mean or 0.0,
            guess=guesses.get(one.anime_id),
        )
        for one in (*higher, *lower)
        if one.anime_id in by_id
    )


def _difference(one: Watched) -> float:
    return (one.score or 0) - (one.mean or 0.0)
