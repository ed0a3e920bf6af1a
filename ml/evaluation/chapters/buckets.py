"""Where the final list is better than EASE (λ = 80), and where not: by length of the list, taste, and the long tail."""

from collections.abc import Callable, Mapping

import numpy as np

from ml.data.interactions import Floats, Ints
from ml.evaluation.measures.bootstrap import Bootstrap, Interval
from ml.evaluation.measures.metrics import Judgement, judge, outside_head
from ml.evaluation.members import Member, Members
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.pages.plots import bars

Lists = dict[int, Ints]
TO_BEAT = "EASE-80"
LENGTHS = {"3–5 rows": (3, 5), "6–20 rows": (6, 20), "21–100 rows": (21, 100), "more than 100 rows": (101, 10**9)}
TEXT = """The same lists as above by kind of member. The protocol judges members with 10 ratings and more, of whom at
least 8 remain: the bucket 3–5 is empty here, and the next section fills it with shortened lists. Nor has it anything
to ask of members without a single rating; what their lists are worth is measured there on lists whose ratings were
erased.

Outside the head: recall of those held-out likes that are not among the most popular anime holding 80 % of all rows."""


def length_of(member: Member) -> str:
    n = len(member.listed)
    return next((name for name, (low, high) in LENGTHS.items() if low <= n <= high), "1–2 rows")


def _one_score(member: Member) -> bool:
    given = member.ratings[member.ratings > 0]
    return len(given) > 0 and int(given.min()) == int(given.max())


def _mostly_tens(member: Member) -> bool:
    given = member.ratings[member.ratings > 0]
    return len(given) > 0 and float((given == 10).mean()) >= 0.9


TASTES: dict[str, Callable[[Member], bool]] = {
    "one and the same score for everything": _one_score,
    "at least nine tens in ten ratings": _mostly_tens,
    "more rows without a rating than with": lambda member: bool((member.ratings == 0).mean() > 0.5),
    "mean rating below 7": lambda member: (
        bool(member.ratings[member.ratings > 0].mean() < 7) if (member.ratings > 0).any() else False
    ),
}


def buckets(
    ours: Judgement, its: Judgement, final: Lists, theirs: Lists, members: Members, rows: Floats, seed: int
) -> Section:
    """``ours`` and ``its``: the final list and the one to beat, judged on ``members`` in their order."""
    everyone = list(members.values())
    by_length = [length_of(member) for member in everyone]
    lengths = {name: np.asarray([mine == name for mine in by_length], bool) for name in LENGTHS}
    tastes = {name: np.asarray([holds(member) for member in everyone], bool) for name, holds in TASTES.items()}
    of_length = _rows(lengths, ours.values["ndcg@10"], its.values["ndcg@10"], seed)
    of_taste = _rows(tastes, ours.values["ndcg@10"], its.values["ndcg@10"], seed)
    of_tail = tail_rows(final, theirs, members, rows, seed)
    ratios: dict[str, Interval] = {
        name: row[-2] for name, row in {**of_length, **of_taste, **of_tail}.items() if row[0]
    }
    behind = [name for name, ratio in ratios.items() if ratio.point <= 1]
    header = ["", "members", "ours", TO_BEAT, "ours/its", ""]
    verdict = f"Not better in: {', '.join(behind)}." if behind else "Better in every bucket that has members."
    return Section(
        "Buckets",
        f"{TEXT}\n\n{verdict}",
        [
            Table("NDCG@10 by length of the list", header, [[name, *row] for name, row in of_length.items()]),
            Table("NDCG@10 by way of rating", header, [[name, *row] for name, row in of_taste.items()]),
            Table("Recall outside the head", header, [[name, *row] for name, row in of_tail.items()]),
        ],
        [
            bars(
                "NDCG@10: ours over EASE-80 (1 = level)",
                {name: row for name, row in ratios.items() if name not in of_tail},
            )
        ],
        {"length": of_length, "taste": of_taste, "tail": of_tail, "not better": behind},
    )


def tail_rows(final: Lists, theirs: Lists, members: Members, rows: Floats, seed: int) -> dict[str, list]:
    tail = outside_head(rows)
    relevant = {user: member.relevant[tail[member.relevant]] for user, member in members.items()}
    concerned = {user: likes for user, likes in relevant.items() if len(likes)}
    found = [judge({user: its[user] for user in concerned}, concerned, rows) for its in (final, theirs)]
    result: dict[str, list] = {}
    for k in (10, 100, 200):
        ours, its = (one.values.get(f"recall@{k}", np.zeros(0)) for one in found)
        result |= _rows({f"recall@{k} outside the head": np.ones(len(concerned), bool)}, ours, its, seed)
    return result


def _rows(masks: Mapping[str, np.ndarray], ours: Floats, its: Floats, seed: int) -> dict[str, list]:
    """Members, both means, ours over its, and a word; a bucket without members says so."""
    result: dict[str, list] = {}
    for name, mask in masks.items():
        n = int(mask.sum())
        if not n:
            result[name] = [0, "–", "–", "–", "nobody"]
            continue
        bootstrap = Bootstrap(n, seed)
        ratio = bootstrap.ratio(ours[mask], its[mask]).rounded()
        means = [bootstrap.mean(values[mask]).rounded() for values in (ours, its)]
        result[name] = [n, *means, ratio, _verdict(ratio)]
    return result


def _verdict(ratio: Interval) -> str:
    if ratio.point == 0:
        return "nothing found by either, or by ours"
    if ratio.low > 1:
        return "better"
    return "worse" if ratio.high < 1 else "not told apart"
