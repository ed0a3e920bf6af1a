"""What each judging member's list scored, so that two snapshots can be compared on the judges that they share."""

from collections.abc import Mapping

import numpy as np

from ml.data.holdout import stable_hash
from ml.data.interactions import Floats, Ints
from ml.evaluation.measures.metrics import judge

# Enough for an interval of half a percent; a snapshot's manifest stays small on large sites.
MOST = 2000


def judge_scores(
    lists: Mapping[int, Ints], relevant: Mapping[int, Ints], rows: Floats, *, user_ids: Ints, anime_ids: Ints, seed: int
) -> dict[str, float]:
    """NDCG@10 of each judge's list under a key that stands for the member and for what was held out of their list.

    The keys of two trainings are the same only where the same member judges by the same held-out likes. They are
    hashes, 16 hexadecimal digits; of more than :data:`MOST` judges those with the smallest keys are kept. ``lists`` and
    ``relevant`` are by row of ``user_ids`` and hold positions, whose public ids are ``anime_ids``.
    """
    users = [user for user in lists if len(relevant.get(user, ()))]
    if not users:
        return {}
    values = judge(lists, relevant, rows).values["ndcg@10"]
    keys = [_key(seed, int(user_ids[user]), anime_ids[relevant[user]]) for user in users]
    found = dict(zip(keys, (round(float(value), 4) for value in values), strict=True))
    return {key: found[key] for key in sorted(found)[:MOST]}


def _key(seed: int, user_id: int, anime_ids: Ints) -> str:
    # Exclusive or: the order in which likes are stored doesn't matter.
    likes = np.bitwise_xor.reduce(stable_hash(seed, anime_ids))
    return f"{int(stable_hash(seed, user_id, np.asarray([likes]).view(np.int64))[0]):016x}"
