"""Each rule against an answer that is known, and what holds whatever the rules are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.config import ConfigError, TrainingConfig, read
from ml.data.profiles import Listed
from ml.evaluation.measures.prices import RankedList, prices
from ml.reranking.entries import SeriesEntries
from ml.reranking.facts import RerankFacts
from ml.reranking.pins import place_pins
from ml.reranking.rules import RerankConfig, RuleError, rerank
from tests.ml.worlds import table_of

NONE = RerankConfig(diversity=0, tail_boost=0, tail_share=0, per_franchise=0, fresh_boost=0, fresh_months=12)
NOTHING = Listed.nothing()


def facts_of(n: int = 40, **changed) -> RerankFacts:
    """Anime that have nothing to do with each other; the last quarter is the long tail."""
    plain = RerankFacts(
        vectors=np.eye(n, dtype=np.float32),
        franchise=np.arange(n, dtype=np.int32),
        tail=np.arange(n) >= n * 3 // 4,
        years=np.full(n, 2010, np.int32),
        entries=SeriesEntries.build(table_of(np.arange(1, n + 1))),
    )
    return replace(plain, **changed)


def page(config: RerankConfig, facts: RerankFacts, *, n: int = 10, fresh=None) -> list[int]:
    """Of candidates in their order, each 0.1 worse than the one before."""
    ranked = np.arange(len(facts.tail), dtype=np.int32)
    scores = -0.1 * ranked.astype(np.float32)
    return rerank(ranked, scores, n=n, config=config, facts=facts, listed=NOTHING, fresh=fresh).tolist()


def test_without_rules_the_order_stays():
    assert page(NONE, facts_of(), n=40) == list(range(40))


def test_a_franchise_is_limited_and_nothing_is_lost():
    franchise = np.where(np.arange(40) < 12, 0, np.arange(40))
    facts = facts_of(franchise=franchise.astype(np.int32))
    found = page(replace(NONE, per_franchise=3), facts, n=40)
    assert found[:4] == [0, 1, 2, 12]
    assert (franchise[found[:10]] == 0).sum() == (franchise[found[10:20]] == 0).sum() == 3
    assert sorted(found) == list(range(40))


def test_a_limit_that_cannot_be_kept_does_not_shorten_the_list():
    facts = facts_of(franchise=np.zeros(40, np.int32))
    assert page(replace(NONE, per_franchise=2), facts, n=40) == list(range(40))


def test_diversity_passes_over_what_is_like_what_stands_there():
    vectors = np.eye(40, dtype=np.float32)
    vectors[1] = vectors[0]
    facts = facts_of(vectors=vectors)
    assert page(replace(NONE, diversity=0.15), facts, n=4) == [0, 2, 1, 3]
    assert page(replace(NONE, diversity=5.0), facts, n=10) == [0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert 1 in page(replace(NONE, diversity=5.0), facts, n=11)


def test_a_share_for_the_long_tail_stands_last_in_each_stretch():
    assert page(replace(NONE, tail_share=2), facts_of(), n=20) == [*range(8), 30, 31, *range(8, 16), 32, 33]
    assert page(replace(NONE, tail_share=10), facts_of(), n=12) == [*range(30, 40), 0, 1]


def test_boosts():
    assert page(replace(NONE, tail_boost=2.85), facts_of(), n=3) == [0, 1, 30]
    years = np.where(np.arange(40) == 20, 2016, 2010).astype(np.int32)
    assert page(replace(NONE, fresh_boost=9.0), facts_of(years=years), n=2) == [20, 0]
    assert page(replace(NONE, fresh_boost=9.0), facts_of(), n=1, fresh=np.arange(40) == 7) == [7]


rules = st.builds(
    RerankConfig,
    window=st.integers(2, 12),
    diversity=st.sampled_from([0.0, 0.3, 3.0]),
    tail_boost=st.sampled_from([0.0, 1.0]),
    tail_share=st.integers(0, 2),
    per_franchise=st.integers(0, 3),
    fresh_boost=st.sampled_from([0.0, 1.0]),
)


@given(config=rules, seed=st.integers(0, 999), n=st.integers(0, 40), listed=st.sets(st.integers(0, 39), max_size=10))
def test_whatever_the_rules(config, seed, n, listed):
    """Nothing open is lost or doubled, and a page is the beginning of all pages."""
    rng = np.random.default_rng(seed)
    vectors = rng.standard_normal((40, 4)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    facts = facts_of(vectors=vectors, franchise=rng.integers(0, 9, 40).astype(np.int32))
    ranked = np.setdiff1d(rng.permutation(40), list(listed)).astype(np.int32)
    scores = -np.sort(rng.random(len(ranked))).astype(np.float32)
    taken = np.asarray(sorted(listed), np.int32)
    on_list = Listed.of(taken, np.zeros(len(taken), np.int8), np.zeros(len(taken), np.int8))

    def ask(count: int) -> list[int]:
        return rerank(ranked, scores, n=count, config=config, facts=facts, listed=on_list).tolist()

    everything = ask(100)
    assert sorted(everything) == sorted(ranked.tolist())
    assert ask(n) == everything[:n]


@given(
    n=st.integers(0, 30),
    size=st.integers(0, 30),
    pins=st.lists(st.tuples(st.integers(1, 25), st.integers(0, 40)), max_size=6, unique_by=lambda pin: pin[1]),
)
def test_pins_keep_their_place_over_pages(n, size, pins):
    everything = place_pins(list(range(size)), pins, n=100)
    assert place_pins(list(range(size)), pins, n=n) == everything[:n]
    assert sorted(everything) == sorted({*range(size), *(item for _, item in pins)})
    rest = [item for item in everything if item not in {pinned for _, pinned in pins}]
    assert rest == sorted(rest)
    for place, item in pins:
        if sum(other == place for other, _ in pins) == 1 and place <= size and all(p <= place for p, _ in pins):
            assert everything.index(item) + 1 >= place


def test_pins():
    assert place_pins([1, 2, 3, 4], [(2, 9), (1, 4)], n=10) == [4, 9, 1, 2, 3]
    assert place_pins([1, 2, 3], [(2, 8), (2, 9)], n=10) == [1, 8, 9, 2, 3]
    assert place_pins([1, 2], [(50, 9)], n=10) == [1, 2, 9]


@pytest.mark.parametrize("name", ["diversity", "tail_boost", "tail_share", "per_franchise", "fresh_months"])
def test_impossible_strengths_are_refused(name):
    for value in (-1, 1000):
        with pytest.raises(RuleError, match=name):
            replace(NONE, **{name: value})


def test_rules_in_toml():
    config = read(TrainingConfig, {"rerank": {"diversity": 0.25, "tail_share": 1}}, "x.toml")
    assert (config.rerank.diversity, config.rerank.tail_share) == (0.25, 1)
    with pytest.raises(ConfigError, match="diversity"):
        read(TrainingConfig, {"rerank": {"diversity": -1}}, "x.toml")
    with pytest.raises(ConfigError, match="tail_share"):
        read(TrainingConfig, {"rerank": {"tail_share": 0.5}}, "x.toml")


def test_prices():
    facts = facts_of(tail=np.arange(40) >= 32)
    ranked = RankedList(np.arange(40, dtype=np.int32), -np.arange(40, dtype=np.float32), NOTHING)
    rows = np.ones(40, np.float32)
    found = prices({7: ranked}, {7: np.asarray([0, 9])}, rows, facts, replace(NONE, tail_share=1, per_franchise=4))
    assert (found["none"]["change"], found["none"]["tail"]) == (0, 0)
    assert (found["only:tail_share"]["value"], found["only:tail_share"]["tail"]) == (1, 0.1)
    assert found["all"]["ndcg@10"] <= found["none"]["ndcg@10"]
    assert found["without:tail_share"]["change"] == 0
    assert "without:diversity" not in found
    assert found["only:diversity"]["diversity"] == 1
    assert prices({}, {}, rows, facts, NONE) == {}
