"""What a list is worth: accuracy, and what members feel beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ml.data.interactions import Floats, Ints

CUTS = (10, 20, 100, 200)
HEAD_SHARE = 0.8


@dataclass(frozen=True)
class Judgement:
    """What each member's list is worth, members in one order.

    ``values``: a float64 array a metric. ``shown``: each member's first ten; ``slots``: how many they are;
    ``tail``: how many of them lie outside the most popular anime that hold 80 % of all rows. ``anime``: how many there
    are to show.
    """

    values: dict[str, Floats]
    shown: list[Ints]
    tail: Floats
    slots: Floats
    anime: int

    def __len__(self) -> int:
        return len(self.slots)


def judge(lists: Mapping[int, Ints], relevant: Mapping[int, Ints], rows: Floats) -> Judgement:
    """Of the members of ``lists`` who have something relevant, in the order of ``lists``.

    ``rows``: how often each anime occurs in the training part.
    """
    discount = 1 / np.log2(np.arange(2, max(CUTS) + 2))
    tail = outside_head(rows)
    values: dict[str, list[float]] = {}
    shown: list[Ints] = []
    for user, items in lists.items():
        likes = relevant.get(user)
        if likes is None or not len(likes):
            continue
        hits = np.isin(items[: max(CUTS)], likes).astype(float)
        for k in CUTS:
            ideal = min(k, len(likes))
            found = hits[:k]
            values.setdefault(f"recall@{k}", []).append(found.sum() / ideal)
            values.setdefault(f"ndcg@{k}", []).append((found * discount[: len(found)]).sum() / discount[:ideal].sum())
        values.setdefault("hr@10", []).append(float(hits[:10].any()))
        values.setdefault("recall@all", []).append(float(np.isin(likes, items).mean()))
        shown.append(items[:10])
    return Judgement(
        values={name: np.asarray(column, np.float64) for name, column in values.items()},
        shown=shown,
        tail=np.asarray([tail[items].sum() for items in shown], np.float64),
        slots=np.asarray([len(items) for items in shown], np.float64),
        anime=int((rows > 0).sum()),
    )


def measure(lists: Mapping[int, Ints], relevant: Mapping[int, Ints], rows: Floats) -> dict[str, float]:
    """Means over the members whom :func:`judge` judges; empty without any."""
    judged = judge(lists, relevant, rows)
    if not len(judged):
        return {}
    result = {name: round(float(np.mean(values)), 4) for name, values in judged.values.items()}
    result["coverage"] = round(len(np.unique(np.concatenate(judged.shown))) / max(judged.anime, 1), 4)
    result["tail"] = round(float(judged.tail.sum() / max(judged.slots.sum(), 1)), 4)
    ndcg = judged.values["ndcg@10"]
    result["ndcg@10_error"] = round(float(ndcg.std() / np.sqrt(len(ndcg))), 4)
    result["users"] = len(ndcg)
    return result


def outside_head(rows: Floats) -> np.ndarray:
    """bool[anime]: the long tail, all but the most popular that hold 80 % of all rows."""
    order = np.argsort(-rows, kind="stable")
    tail = np.ones(len(rows), bool)
    tail[order[np.cumsum(rows[order]) <= HEAD_SHARE * rows.sum()]] = False
    return tail
