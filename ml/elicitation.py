"""Which anime to ask a newcomer about: those whose ratings tell most, soonest.

An anime is worth asking about as far as it is *likely seen* (else the answer is 没看过), *open* (the rating isn't known
beforehand) and *different* from what was asked about already; the value is the product of the three. The chance of
having seen it starts from its popularity and moves with each answer, by how many of those who watched the one also
watched the other. Only the best-known entry of a franchise is asked about, and none of a franchise that an answer
spoke of. Nothing is drawn by lot: the same answers lead to the same questions.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from ml.anime import AnimeTable
from ml.franchises import Franchises
from ml.interactions import Floats, Ints
from ml.ranking.facts import AnimeFacts
from ml.recall.models import RecallModels

# Beyond the best known hardly anybody has seen what they are asked about.
POOL = 400
# The share of people who have watched the most watched anime.
MOST_SEEN = 0.5
# Later answers say less that is new of what else somebody watched.
DAMPING = 0.5
# How much of the value the likeness to what was asked about can take away.
VARIETY = 0.85
ERA_YEARS = 8.0
# A favourite genre makes an anime so much more worth asking about.
WISHED = 2.5
Likings = Callable[[Ints], Floats]


@dataclass(frozen=True)
class Answers:
    """Positions: what was rated, what is not seen, and what is being asked about at the moment."""

    seen: Ints
    unseen: Ints
    asked: Ints

    @property
    def all(self) -> Ints:
        return np.concatenate([self.seen, self.unseen, self.asked]).astype(np.int32)


@dataclass(frozen=True)
class Asking:
    """What a snapshot knows that questions are chosen by."""

    models: RecallModels
    facts: AnimeFacts
    table: AnimeTable
    franchises: Franchises

    def pool(self, without: Collection[str]) -> Ints:
        """The best-known anime, one a franchise, none of the genres ``without``."""
        known = np.arange(min(POOL, self.models.covered))
        _, first = np.unique(self.franchises.number[known], return_index=True)
        told = [i for i in np.sort(first).tolist() if not set(without).intersection(self.table.genres[i])]
        return np.asarray(told, np.int32)

    def seen_chances(self, positions: Ints, answers: Answers) -> Floats:
        """0..1 for each of ``positions``."""
        rows = self.models.statistics.rows
        people = max(float(rows.max()), 1.0) / MOST_SEEN
        prior = np.clip(rows[positions] / people, 0.01, 0.95)
        odds = _logit(prior)
        shifts = [self._given_seen(positions, one, prior) - odds for one in self.covered(answers.seen)]
        shifts += [self._given_unseen(positions, one, prior, people) - odds for one in self.covered(answers.unseen)]
        if shifts:
            odds = odds + np.sum(shifts, axis=0) / len(shifts) ** DAMPING
        return 1 / (1 + np.exp(-odds))

    def covered(self, positions: Ints) -> list[int]:
        """Those that the models know; the table knows more."""
        known: list[int] = positions[positions < self.models.covered].tolist()
        return known

    def _given_seen(self, positions: Ints, one: int, prior: Floats) -> Floats:
        """By the cosine c of two anime, of n and m people: c √(n m) watched both. Of others nothing is known."""
        rows = self.models.statistics.rows
        together = self.models.cosine[one].toarray()[0][positions]
        shares = together * np.sqrt(rows[positions] / max(float(rows[one]), 1.0))
        return _logit(np.where(together > 0, shares, prior))

    def _given_unseen(self, positions: Ints, one: int, prior: Floats, people: float) -> Floats:
        rows = self.models.statistics.rows
        together = self.models.cosine[one].toarray()[0][positions]
        both = together * np.sqrt(rows[positions] * rows[one])
        return _logit(np.where(together > 0, (rows[positions] - both) / max(people - float(rows[one]), 1.0), prior))

    def likeness(self, positions: Ints, other: int) -> Floats:
        """0..1: by who watches them, by genre and by time."""
        vectors = self.models.embeddings.inputs
        lengths = np.linalg.norm(vectors[positions], axis=1) * np.linalg.norm(vectors[other]) + 1e-9
        watched = np.clip(vectors[positions] @ vectors[other] / lengths, 0, 1)
        genres = self.facts.genres
        sizes = np.linalg.norm(genres[positions], axis=1) * np.linalg.norm(genres[other]) + 1e-9
        years = np.abs(self.table.years[positions].astype(np.float32) - float(self.table.years[other]))
        return 0.5 * watched + 0.3 * (genres[positions] @ genres[other] / sizes) + 0.2 * np.exp(-years / ERA_YEARS)


def next_questions(
    asking: Asking,
    answers: Answers,
    *,
    n: int,
    blocked: Ints,
    wished: Collection[str] = (),
    without: Collection[str] = (),
    likings: Likings | None = None,
) -> list[int]:
    """Up to ``n`` positions, best first. ``likings``: the chance that each of some positions is liked, where known."""
    pool = asking.pool(without)
    numbers = asking.franchises.number
    taken = np.isin(numbers[pool], numbers[answers.all]) | np.isin(pool, blocked)
    pool = pool[~taken]
    if not len(pool):
        return []
    value = asking.seen_chances(pool, answers) * _openness(asking, pool, likings) * _wishes(asking, pool, wished)
    near = np.zeros(len(pool))
    for other in asking.covered(answers.all):
        near = np.maximum(near, asking.likeness(pool, other))
    chosen: list[int] = []
    while len(chosen) < min(n, len(pool)):
        worth = value * (1 - VARIETY * near)
        worth[np.isin(pool, chosen)] = -1
        best = int(pool[int(np.argmax(worth))])
        chosen.append(best)
        near = np.maximum(near, asking.likeness(pool, best))
    return chosen


def _openness(asking: Asking, positions: Ints, likings: Likings | None) -> Floats:
    """1 where a like is as likely as not; what nearly everybody likes still tells something."""
    statistics = asking.models.statistics
    shares = (statistics.likes[positions] + 2) / (statistics.rated[positions] + 5)
    chances = likings(positions) if likings is not None else shares
    return 0.4 + 0.6 * 2 * np.sqrt(chances * (1 - chances))


def _wishes(asking: Asking, positions: Ints, wished: Collection[str]) -> Floats:
    hits = [len(set(wished).intersection(asking.table.genres[position])) for position in positions.tolist()]
    return 1 + (WISHED - 1) * np.minimum(np.asarray(hits, np.float32), 2)


def _logit(chances: Floats) -> Floats:
    kept = np.clip(chances, 0.01, 0.99)
    return np.log(kept / (1 - kept))
