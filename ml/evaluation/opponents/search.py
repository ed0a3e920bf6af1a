"""The search for an opponent's best configuration: on likes of members who judge nobody, by one number of trials."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import optuna

from ml.data.holdout import MEMBERS, Split, stable_hash
from ml.data.interactions import Floats, Interactions, Ints
from ml.evaluation.measures.metrics import measure
from ml.evaluation.members import Members, members_of, relevant_of, rows_per_anime
from ml.evaluation.opponents.spaces import Opponent
from ml.evaluation.references import Scorer
from ml.recall.sources import top

# What is hashed for who is asked in a search.
ASKING = 2000


@dataclass(frozen=True)
class Field:
    """What trials learn from and are measured by: ``rows`` and ``members`` of the first ``covered`` anime."""

    rows: Interactions
    members: Members
    covered: int

    @classmethod
    def of(cls, cut: Split, users: Ints, seed: int, *, covered: int, most: int) -> "Field":
        """Makes the field from at most ``most`` of ``users`` (rows of the split), which a seeded hash chooses."""
        keys = stable_hash(seed, MEMBERS, ASKING, cut.training.user_ids[users])
        able = [user for user in users[np.argsort(keys, kind="stable")].tolist() if user in cut.relevant][:most]
        hidden = np.arange(int(cut.training.anime.max(initial=0)) + 1) >= covered
        smaller = cut.without_anime(hidden)
        return cls(smaller.training, members_of(smaller, sorted(able)), covered)

    def quality(self, scorer: Scorer) -> float:
        """Returns the scorer's mean NDCG@10 over the members; 0.0 where none can be judged."""
        lists = {}
        for user, member in self.members.items():
            lists[user] = top(scorer(member.profile(self.covered)), 10, member.taken)
        return measure(lists, relevant_of(self.members), self.counts).get("ndcg@10", 0.0)

    @property
    def counts(self) -> Floats:
        return rows_per_anime(self.rows, self.covered)


@dataclass(frozen=True)
class Found:
    """The best configuration, its NDCG@10 in the search, where the search began, and how many trials it had."""

    config: Any
    quality: float
    began: float
    trials: int


def search(
    opponent: Opponent, field: Field, trials: int, seed: int, on_trial: Callable[[int, float, Any], None]
) -> Found:
    """The same seed and field make the same trials. ``on_trial`` takes a number, its NDCG@10 and its configuration."""
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = optuna.samplers.TPESampler(seed=seed, n_startup_trials=5)
    study = optuna.create_study(direction="maximize", sampler=sampler)
    study.enqueue_trial(opponent.beginning)
    best: tuple[float, Any] | None = None
    began = 0.0
    for number in range(trials):
        trial = study.ask()
        config = opponent.chosen(trial)
        quality = field.quality(opponent.fit(field.rows, field.covered, config, seed))
        study.tell(trial, quality)
        on_trial(number, quality, config)
        began = quality if number == 0 else began
        if best is None or quality > best[0]:
            best = (quality, config)
    assert best is not None
    return Found(best[1], best[0], began, trials)
