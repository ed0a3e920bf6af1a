"""Parts by hash: who teaches, who judges, and what is held out depend on nobody else."""

import numpy as np
import pytest

from ml.data.holdout import UserParts, data_digest, split, stable_fraction, stable_hash
from ml.data.interactions import Interactions
from tests.ml.worlds import checkerboard_columns, interactions_of, table_of

Columns = dict[str, np.ndarray]
SEED = 7


@pytest.fixture(scope="module")
def columns() -> Columns:
    return checkerboard_columns(users=200)


def kept(columns: Columns, mask: np.ndarray) -> Columns:
    return {name: column[mask] for name, column in columns.items()}


def tables(columns: Columns, order: np.ndarray | None = None) -> tuple[Interactions, np.ndarray]:
    ids = np.unique(columns["anime"])
    table = table_of(ids if order is None else ids[order])
    return interactions_of(columns, table), table.ids


def held_out(columns: Columns, number: int = 0, order: np.ndarray | None = None) -> dict[int, set[int]]:
    """{user id: public ids of what isn't left to learn from}"""
    interactions, ids = tables(columns, order)
    training = split(interactions, ids, SEED, number).training
    result = {}
    for row, user in enumerate(interactions.user_ids.tolist()):
        whole = ids[interactions.anime[interactions.start[row] : interactions.start[row + 1]]]
        left = ids[training.anime[training.start[row] : training.start[row + 1]]]
        result[user] = set(whole.tolist()) - set(left.tolist())
    return result


def parts(user_ids: np.ndarray) -> dict[str, set[int]]:
    return {name: set(user_ids[rows].tolist()) for name, rows in vars(UserParts.build(user_ids, SEED, 0.2)).items()}


def test_the_hash_is_that_of_every_machine():
    assert stable_hash(0).tolist() == [0xE220A8397B1DCDAF]  # SplitMix64's first output from 0
    assert stable_hash(1, 2, np.asarray([3, -3])).tolist() == stable_hash(1, 2, np.asarray([3, -3], np.int32)).tolist()


def test_the_hash_is_even_and_its_keys_have_nothing_to_do_with_each_other():
    ids = np.arange(20000)
    shares = np.histogram(stable_fraction(1, ids), 10, (0, 1))[0] / len(ids)
    assert np.abs(shares - 0.1).max() < 0.01
    assert abs(np.corrcoef(stable_fraction(1, ids), stable_fraction(2, ids))[0, 1]) < 0.03
    assert abs(np.corrcoef(stable_fraction(1, ids), stable_fraction(1, ids + 1))[0, 1]) < 0.03


def test_a_fifth_of_the_ratings_of_those_with_ten(columns):
    interactions, _ = tables(columns)
    found = held_out(columns)
    assert any(found.values())
    for user, held in found.items():
        row = int(np.searchsorted(interactions.user_ids, user))
        rated = int((interactions.ratings[interactions.start[row] : interactions.start[row + 1]] > 0).sum())
        assert len(held) == (int(rated * 0.2) if rated >= 10 else 0)


def test_inner_splits_differ(columns):
    assert held_out(columns, 0) != held_out(columns, 1)


def test_one_member_less_changes_nothing_for_the_others(columns):
    before, gone = held_out(columns), 77
    after = held_out(kept(columns, columns["user"] != gone))
    assert after == {user: held for user, held in before.items() if user != gone}


def test_one_member_more_changes_nothing_for_the_others(columns):
    before = held_out(columns)
    stranger = {name: column[:20].copy() for name, column in columns.items()}
    stranger["user"][:] = -5
    after = held_out({name: np.concatenate([stranger[name], column]) for name, column in columns.items()})
    assert {user: held for user, held in after.items() if user != -5} == before


def test_the_order_of_rows_and_of_anime_changes_nothing(columns):
    rng = np.random.default_rng(0)
    mixed = kept(columns, rng.permutation(len(columns["user"])))
    assert held_out(mixed, order=rng.permutation(len(np.unique(columns["anime"])))) == held_out(columns)


def test_judges_and_teachers_are_disjoint_on_any_data():
    """Whoever taught on one set of members is never a judge on another."""
    rng = np.random.default_rng(1)
    everybody = rng.choice(10**6, 3000, replace=False) - 1000
    whole = parts(np.sort(everybody))
    assert sum(map(len, whole.values())) == 3000
    for _ in range(5):
        some = parts(np.sort(rng.choice(everybody, 1500, replace=False)))
        assert all(some[name] <= whole[name] for name in whole)
        assert not some["test"] & whole["training"]
        assert not some["test"] & whole["validation"]
    assert 0.15 < len(whole["test"]) / 3000 < 0.25


def test_a_digest_is_of_the_rows_and_not_of_their_order(columns):
    rng = np.random.default_rng(2)
    first = data_digest(*tables(columns))
    mixed = kept(columns, rng.permutation(len(columns["user"])))
    assert data_digest(*tables(mixed, rng.permutation(len(np.unique(columns["anime"]))))) == first
    assert data_digest(*tables(kept(columns, np.arange(len(columns["user"])) > 0))) != first
    other = {**columns, "rating": np.where(np.arange(len(columns["user"])) == 5, 1, columns["rating"])}
    assert data_digest(*tables(other)) != first
