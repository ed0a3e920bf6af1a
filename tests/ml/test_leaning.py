"""The two scales of a member's wish, on a world of four anime."""

import numpy as np

from ml.reranking.entries import SeriesEntries
from ml.reranking.facts import RerankFacts
from ml.reranking.leaning import NO_LEAN, Lean, leaned
from tests.ml.worlds import table_of

# 0 is like what the member has (4); 3 is not. 0 and 1 are known to all.
VECTORS = np.array([[1, 0], [0.8, 0.6], [0.6, 0.8], [0, 1], [1, 0]], np.float32)
ROWS = np.array([1000, 200, 50, 10, 500], np.float32)
FACTS = RerankFacts(
    vectors=VECTORS,
    franchise=np.arange(5, dtype=np.int32),
    tail=np.zeros(5, bool),
    years=np.zeros(5, np.int32),
    entries=SeriesEntries.build(table_of(np.arange(1, 6))),
)
CANDIDATES = np.arange(4, dtype=np.int32)
LOGITS = np.array([0.3, 0.2, 0.1, 0.0], np.float32)


def order(lean: Lean, listed: tuple[int, ...] = (4,)) -> list[int]:
    values = leaned(LOGITS, CANDIDATES, lean, facts=FACTS, rows=ROWS, listed=np.array(listed, np.int32))
    return np.argsort(-values).tolist()


def test_without_a_wish_the_order_stays():
    assert not NO_LEAN
    assert order(NO_LEAN) == [0, 1, 2, 3]


def test_each_end_of_a_scale_has_its_order():
    assert order(Lean(obscure=1)) == [3, 2, 1, 0]
    assert order(Lean(obscure=-1)) == [0, 1, 2, 3]
    assert order(Lean(surprise=1)) == [3, 2, 1, 0]
    assert order(Lean(surprise=-1)) == [0, 1, 2, 3]


def test_who_has_no_list_is_surprised_by_nothing():
    assert order(Lean(surprise=1), listed=()) == [0, 1, 2, 3]
