"""How good the questions of 新手引导 are: people's lists answer them, and what is then recommended is compared with the
rest of their lists. Beside the questions in use: the most popular anime in order, and some of these drawn by lot."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from catalog.genres import ADULT
from ml.data.interactions import RELEVANT, UserHistory
from ml.serving.recommender import Recommender
from ml.serving.requests import ListRequest

GOAL, PATIENCE, SHOWN = 5, 60, 10
DRAWN_FROM = 200
# Of shorter lists too little is left to compare with.
LEAST_RATINGS = 30

# (answers so far, ids not seen, ids asked about) → the next id, None when there are no more
Ask = Callable[[UserHistory, list[int], set[int]], int | None]


@dataclass(frozen=True, kw_only=True)
class Measured:
    name: str
    people: int
    mean_questions: float  # until five ratings, or patience ends
    median_questions: float
    ndcg: float  # of ten recommendations, by what they like of the rest


def usable(histories: Sequence[UserHistory]) -> list[UserHistory]:
    return [history for history in histories if int((history.ratings > 0).sum()) >= LEAST_RATINGS]


def measure_questions(recommender: Recommender, histories: Sequence[UserHistory], *, seed: int) -> Iterator[Measured]:
    """``histories``: usable ones."""
    rng = np.random.default_rng(seed)
    popular = [
        item.anime_id
        for item in recommender.recommend(UserHistory.empty(), ListRequest(n=1000, stage="recall:popularity"))
    ]

    def adaptive(answers: UserHistory, unseen: list[int], asked: set[int]) -> int | None:
        return next(iter(recommender.questions.following(answers, n=1, unseen=unseen, without=ADULT)), None)

    def by_popularity(answers: UserHistory, unseen: list[int], asked: set[int]) -> int | None:
        return next((pk for pk in popular if pk not in asked), None)

    def by_lot(answers: UserHistory, unseen: list[int], asked: set[int]) -> int | None:
        left = [pk for pk in popular[:DRAWN_FROM] if pk not in asked]
        return int(rng.choice(left)) if left else None

    for name, ask in (("adaptive", adaptive), ("popular", by_popularity), ("random", by_lot)):
        results = [_interview(recommender, history, ask) for history in histories]
        questions, gains = (np.asarray(column, np.float64) for column in zip(*results, strict=True))
        yield Measured(
            name=name,
            people=len(results),
            mean_questions=float(questions.mean()),
            median_questions=float(np.median(questions)),
            ndcg=float(gains.mean()),
        )


def _interview(recommender: Recommender, history: UserHistory, ask: Ask) -> tuple[int, float]:
    """The number of questions, and NDCG of what is recommended after them."""
    rated = {int(pk): int(score) for pk, score in zip(history.anime_ids, history.ratings, strict=True) if score > 0}
    given: dict[int, int] = {}
    asked: set[int] = set()
    while len(given) < GOAL and len(asked) < PATIENCE:
        anime_id = ask(_answers(given), [pk for pk in asked if pk not in given], asked)
        if anime_id is None:
            break
        asked.add(anime_id)
        if anime_id in rated:
            given[anime_id] = rated[anime_id]
    liked = {pk for pk, score in rated.items() if score >= RELEVANT and pk not in given}
    found = [item.anime_id for item in recommender.recommend(_answers(given), ListRequest(n=SHOWN))]
    return len(asked), _ndcg(found, liked)


def _answers(given: dict[int, int]) -> UserHistory:
    return UserHistory.of(list(given), list(given.values()))


def _ndcg(found: Sequence[int], liked: set[int]) -> float:
    gains = 1 / np.log2(np.arange(len(found)) + 2)
    best = float(gains[: len(liked)].sum())
    return float(gains[[pk in liked for pk in found]].sum()) / best if best else 0.0
