"""What a list is worth: accuracy, and what members feel beside it."""

from collections.abc import Mapping

import numpy as np

from ml.interactions import Floats, Ints

CUTS = (10, 20, 100, 200)


def measure(lists: Mapping[int, Ints], relevant: Mapping[int, Ints], rows: Floats) -> dict[str, float]:
    """Means over the members of ``lists`` who have something relevant.

    ``rows``: how often each anime occurs in the training part (for coverage and the long tail: the anime outside the
    most popular ones that hold 80 % of all rows). Empty without such members.
    """
    discount = 1 / np.log2(np.arange(2, max(CUTS) + 2))
    head = _head(rows)
    totals: dict[str, list[float]] = {}
    shown: set[int] = set()
    tail = slots = 0
    for user, items in lists.items():
        likes = relevant.get(user)
        if likes is None or not len(likes):
            continue
        hits = np.isin(items[: max(CUTS)], likes).astype(float)
        for k in CUTS:
            ideal = min(k, len(likes))
            found = hits[:k]
            totals.setdefault(f"recall@{k}", []).append(found.sum() / ideal)
            totals.setdefault(f"ndcg@{k}", []).append((found * discount[: len(found)]).sum() / discount[:ideal].sum())
        totals.setdefault("hr@10", []).append(float(hits[:10].any()))
        totals.setdefault("recall@all", []).append(float(np.isin(likes, items).mean()))
        shown.update(items[:10].tolist())
        tail += int((~head[items[:10]]).sum())
        slots += len(items[:10])
    if not totals:
        return {}
    result = {name: round(float(np.mean(values)), 4) for name, values in totals.items()}
    result["coverage"] = round(len(shown) / max(int((rows > 0).sum()), 1), 4)
    result["tail"] = round(tail / max(slots, 1), 4)
    ndcg = np.asarray(totals["ndcg@10"])
    result["ndcg@10_error"] = round(float(ndcg.std() / np.sqrt(len(ndcg))), 4)
    result["users"] = len(ndcg)
    return result


def _head(rows: Floats) -> np.ndarray:
    order = np.argsort(-rows, kind="stable")
    head = np.zeros(len(rows), bool)
    head[order[np.cumsum(rows[order]) <= 0.8 * rows.sum()]] = True
    return head
