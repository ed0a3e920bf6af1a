"""Which anime to ask a newcomer about: those whose ratings tell most, soonest.

An anime is worth asking about as far as it is *likely seen* (else the answer is 没看过), *open* (the rating isn't known
beforehand) and *different* from what was asked about already; the value is the product of the three. The chance of
having seen it starts from its popularity and moves with each answer, by how many of those who watched the one also
watched the other. Of a series only the beginning is asked about, and nothing of a series that an answer spoke of. At
least a third of what is asked about at a time is recent, so that people of today know it, whether the models do or not.
Nothing is drawn by lot: the same answers lead to the same questions.
"""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints
from ml.recall.models import RecallModels

# Beyond the best known hardly anybody has seen what they are asked about.
POOL = 400
# Of recent years, by popularity: the models may not have met them yet.
RECENT_FROM, RECENT_POOL, RECENT_SHARE = 2018, 120, 1 / 3
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
    table: AnimeTable

    def pool(self, without: Collection[str]) -> Ints:
        """The best-known anime and those of recent years, one a series, none of the genres ``without``."""
        recent = np.flatnonzero(self.is_recent(np.arange(len(self.table))))
        recent = recent[np.argsort(-self.table.popularity[recent], kind="stable")[:RECENT_POOL]]
        known = np.union1d(np.arange(min(POOL, self.models.covered)), recent)
        known = np.asarray([i for i in known.tolist() if self.table.series_role[i] == "main"], np.int32)
        order = np.lexsort((known, self.table.series_place[known], self.table.series[known]))
        _, first = np.unique(self.table.series[known][order], return_index=True)
        beginnings = np.sort(known[order][first]).tolist()
        return np.asarray([i for i in beginnings if not set(without).intersection(self.table.genres[i])], np.int32)

    def is_recent(self, positions: Ints) -> npt.NDArray[np.bool_]:
        recent: npt.NDArray[np.bool_] = self.table.years[positions] >= RECENT_FROM
        return recent

    def of_covered(self, values: Floats, positions: Ints) -> Floats:
        """``values`` of the covered among ``positions``, 0 for the others."""
        covered = positions < len(values)
        return np.where(covered, values[np.where(covered, positions, 0)], 0)

    def seen_chances(self, positions: Ints, answers: Answers) -> Floats:
        """0..1 for each of ``positions``."""
        rows = self.models.statistics.rows
        people = max(float(rows.max()), 1.0) / MOST_SEEN
        # The models' people may have lived before an anime became known.
        fame = MOST_SEEN * self.table.popularity[positions] / max(float(self.table.popularity.max()), 1.0)
        prior = np.clip(np.maximum(self.of_covered(rows, positions) / people, fame), 0.01, 0.95)
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
        together = self.of_covered(self.models.cosine[one].toarray()[0], positions)
        shares = together * np.sqrt(self.of_covered(rows, positions) / max(float(rows[one]), 1.0))
        return _logit(np.where(together > 0, shares, prior))

    def _given_unseen(self, positions: Ints, one: int, prior: Floats, people: float) -> Floats:
        rows = self.models.statistics.rows
        together, own = (
            self.of_covered(self.models.cosine[one].toarray()[0], positions),
            self.of_covered(rows, positions),
        )
        both = together * np.sqrt(own * rows[one])
        return _logit(np.where(together > 0, (own - both) / max(people - float(rows[one]), 1.0), prior))

    def likeness(self, positions: Ints, other: int) -> Floats:
        """0..1: by who watches them where the models know both, by genre and by time."""
        watched = np.zeros(len(positions), np.float32)
        if other < self.models.covered:
            vectors = self.models.embeddings.inputs
            lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(vectors[other]) + 1e-9
            watched = np.clip(self.of_covered(vectors @ vectors[other] / lengths, positions), 0, 1)
        years = np.abs(self.table.years[positions].astype(np.float32) - float(self.table.years[other]))
        return 0.5 * watched + 0.3 * self._shared_genres(positions, other) + 0.2 * np.exp(-years / ERA_YEARS)

    def _shared_genres(self, positions: Ints, other: int) -> Floats:
        """Cosine of the genres' 0/1 rows."""
        mine = set(self.table.genres[other])
        its = [self.table.genres[position] for position in positions.tolist()]
        shared = np.asarray([len(mine.intersection(genres)) for genres in its], np.float32)
        return shared / np.sqrt(np.asarray([max(len(mine) * len(genres), 1) for genres in its], np.float32))


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
    numbers = asking.table.series
    taken = np.isin(numbers[pool], numbers[answers.all]) | np.isin(pool, blocked)
    pool = pool[~taken]
    if not len(pool):
        return []
    value = asking.seen_chances(pool, answers) * _openness(asking, pool, likings) * _wishes(asking, pool, wished)
    near = np.zeros(len(pool))
    for other in answers.all.tolist():
        near = np.maximum(near, asking.likeness(pool, other))
    recent, chosen = asking.is_recent(pool), list[int]()
    needed = math.ceil(RECENT_SHARE * (n + len(answers.asked))) - int(asking.is_recent(answers.asked).sum())
    while len(chosen) < min(n, len(pool)):
        worth = value * (1 - VARIETY * near)
        left = ~np.isin(pool, chosen)
        missing = needed - int(asking.is_recent(np.asarray(chosen, np.int32)).sum())
        if missing >= n - len(chosen) and (left & recent).any():
            left &= recent
        worth[~left] = -1
        best = int(pool[int(np.argmax(worth))])
        chosen.append(best)
        near = np.maximum(near, asking.likeness(pool, best))
    return chosen


def _openness(asking: Asking, positions: Ints, likings: Likings | None) -> Floats:
    """1 where a like is as likely as not; what nearly everybody likes still tells something."""
    statistics = asking.models.statistics
    likes, rated = (asking.of_covered(of, positions) for of in (statistics.likes, statistics.rated))
    shares = (likes + 2) / (rated + 5)
    chances = likings(positions) if likings is not None else shares
    return 0.4 + 0.6 * 2 * np.sqrt(chances * (1 - chances))


def _wishes(asking: Asking, positions: Ints, wished: Collection[str]) -> Floats:
    hits = [len(set(wished).intersection(asking.table.genres[position])) for position in positions.tolist()]
    return 1 + (WISHED - 1) * np.minimum(np.asarray(hits, np.float32), 2)


def _logit(chances: Floats) -> Floats:
    kept = np.clip(chances, 0.01, 0.99)
    return np.log(kept / (1 - kept))
