"""A judge is known again by member and held-out likes, and by nothing else."""

import numpy as np

from ml.evaluation.measures.judges import MOST, judge_scores

IDS = np.asarray([101, 202, 303, 404, 505], np.int32)
ROWS = np.ones(5, np.float32)
LISTS = {0: np.asarray([1, 2]), 1: np.asarray([0, 4]), 2: np.asarray([3, 0])}
RELEVANT = {0: np.asarray([1]), 1: np.asarray([4]), 2: np.asarray([1, 2])}


def scored(lists=LISTS, relevant=RELEVANT, users=(7, 8, 9), ids=IDS, seed=1):
    return judge_scores(lists, relevant, ROWS, user_ids=np.asarray(users), anime_ids=ids, seed=seed)


def test_a_score_is_the_lists_ndcg():
    assert sorted(scored().values()) == [0.0, round(1 / np.log2(3), 4), 1.0]
    assert scored({}, {}) == {}


def test_other_rows_and_positions_of_the_same_members_and_likes_give_the_same_keys():
    order = np.asarray([4, 3, 2, 1, 0])
    lists = {5: order[LISTS[2]], 0: order[LISTS[0]]}
    relevant = {5: order[RELEVANT[2]][::-1], 0: order[RELEVANT[0]]}
    again = scored(lists, relevant, users=(7, 0, 0, 0, 0, 9), ids=IDS[order])
    assert again.items() <= scored().items()
    assert len(again) == 2


def test_another_member_other_likes_or_another_seed_is_another_judge():
    keys = set(scored())
    assert not keys & set(scored(users=(17, 18, 19)))
    assert not keys & set(scored(seed=2))
    assert len(keys & set(scored(relevant=RELEVANT | {2: np.asarray([1])}))) == 2


def test_of_many_judges_the_same_part_is_kept_whoever_else_there_is():
    many = {user: np.asarray([0]) for user in range(MOST + 500)}
    few = {user: np.asarray([0]) for user in range(MOST + 400)}
    users = np.arange(MOST + 500)
    one, other = (scored(some, some, users=users) for some in (many, few))
    assert len(one) == len(other) == MOST
    assert len(one.keys() & other.keys()) > 0.9 * MOST
