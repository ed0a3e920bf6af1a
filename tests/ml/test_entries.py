"""Where a series is entered: by hand, and in random worlds whatever the rules of re-ranking are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.data.anime import AnimeTable
from ml.data.interactions import COMPLETED, DROPPED, ON_HOLD, PLAN_TO_WATCH, WATCHING, UserHistory
from ml.data.profiles import Listed
from ml.reranking.entries import Entry, SeriesEntries, admit, in_order
from ml.reranking.facts import RerankFacts
from ml.reranking.rules import RerankConfig, rerank
from ml.serving.recommender import Recommender
from ml.serving.requests import ListRequest
from tests.ml.worlds import table_of

# Positions: 0 to 2 three seasons, 3 a special, 4 a recap, 5 and 6 two seasons of another series, 7 a film alone,
# 8 a promo alone, 9 and 10 specials of a series without a main entry.
SERIES = [1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 5]
PLACES = [1, 2, 3, 0, 0, 1, 2, 1, 0, 0, 0]
ROLES = ["main", "main", "main", "side", "recap", "main", "main", "main", "promo", "side", "side"]


def table_with(series: list[int], places: list[int], roles: list[str]) -> AnimeTable:
    return replace(
        table_of(np.arange(1, len(series) + 1)),
        series=np.asarray(series, np.int32),
        series_place=np.asarray(places, np.int16),
        series_role=roles,
    )


TABLE = table_with(SERIES, PLACES, ROLES)
ENTRIES = SeriesEntries.build(TABLE)
EVERYTHING = np.arange(len(SERIES), dtype=np.int32)


def listed(*rows: tuple[int, int, int]) -> Listed:
    """Of (position, rating, status)."""
    columns = np.asarray(rows, np.int32).reshape(-1, 3)
    return Listed.of(columns[:, 0], columns[:, 1].astype(np.int8), columns[:, 2].astype(np.int8))


def shown_to(mine: Listed, ranked: list[int]) -> list[int]:
    rest = np.setdiff1d(EVERYTHING, mine.positions)
    order = np.asarray([position for position in ranked if position in rest], np.int32)
    return in_order(order, ENTRIES, mine).tolist()


def test_what_each_is_to_a_stranger():
    expected = [0, 1, 1, 2, 3, 0, 1, 0, 3, 0, 0]
    assert ENTRIES.kind.tolist() == expected
    assert ENTRIES.first[[1, 2, 6]].tolist() == [0, 0, 5]
    assert Entry.FILLER == 3


def test_a_later_season_never_stands_before_the_first():
    kept, awaited = admit(np.asarray([2, 1, 7, 0, 3], np.int32), ENTRIES, Listed.nothing())
    assert kept.tolist() == [0, 1, 2, 3]
    assert awaited.tolist() == [3, 3, -1, -1]
    assert in_order(np.asarray([2, 0, 1, 6]), ENTRIES, Listed.nothing()).tolist() == [0, 1]
    assert in_order(np.asarray([6, 1]), ENTRIES, Listed.nothing(), np.asarray([5])).tolist() == [6]


@pytest.mark.parametrize(
    ("rating", "status", "opens"),
    [
        (0, COMPLETED, True), (8, COMPLETED, True), (0, 0, True), (7, 0, True), (8, ON_HOLD, True),
        (0, WATCHING, False), (9, WATCHING, False), (0, ON_HOLD, False), (0, PLAN_TO_WATCH, False), (0, DROPPED, False),
        (8, DROPPED, False), (4, COMPLETED, False), (1, 0, False),
    ],
)  # fmt: skip
def test_what_opens_a_series(rating, status, opens):
    found = shown_to(listed((0, rating, status)), [1, 2, 3, 4, 7])
    assert found == ([1, 2, 3, 7] if opens else [7])


def test_any_main_entry_opens_and_a_special_does_not():
    assert shown_to(listed((1, 8, COMPLETED)), [2, 0, 3]) == [2, 0, 3]
    assert shown_to(listed((3, 9, COMPLETED)), [2, 1, 7]) == [7]


def test_nothing_follows_what_was_given_up():
    assert shown_to(listed((0, 9, COMPLETED), (1, 0, DROPPED)), [2, 7]) == [7]
    assert shown_to(listed((0, 9, COMPLETED), (1, 3, COMPLETED)), [2]) == []
    assert shown_to(listed((0, 2, COMPLETED), (1, 9, COMPLETED)), [2]) == [2]
    assert shown_to(listed((1, 0, DROPPED)), [2, 0]) == [0]


def test_a_series_without_a_main_entry_is_open():
    assert shown_to(Listed.nothing(), [10, 9, 8, 4]) == [10, 9]


def test_popularity_obeys_too():
    served = Recommender.from_popularity(replace(TABLE, popularity=np.arange(11, 0, -1).astype(np.float32)))
    everything = [item.anime_id for item in served.recommend(UserHistory.empty(), ListRequest(n=20))]
    assert everything == [1, 2, 3, 6, 7, 8, 10, 11]
    assert [item.anime_id for item in served.recommend(UserHistory.empty(), ListRequest(n=20, allowed={2, 3, 7}))] == []
    watching = UserHistory.of([1], [0], [WATCHING])
    assert 2 not in [item.anime_id for item in served.recommend(watching, ListRequest(n=20))]
    assert len(served.recommend(UserHistory.empty(), ListRequest(n=20, stage="rank"))) == 11


@st.composite
def worlds(draw):
    seed = draw(st.integers(0, 10**6))
    rng = np.random.default_rng(seed)
    n = 40
    series = rng.integers(0, 12, n)
    roles = rng.choice(["main", "main", "main", "side", "recap", "promo"], n).tolist()
    places = np.zeros(n, int)
    for number in range(12):
        mine = [i for i in np.flatnonzero(series == number) if roles[i] == "main"]
        places[mine] = np.arange(1, len(mine) + 1)
    config = RerankConfig(
        window=draw(st.integers(2, 12)),
        diversity=draw(st.sampled_from([0.0, 3.0])),
        tail_boost=draw(st.sampled_from([0.0, 1.0])),
        tail_share=draw(st.integers(0, 2)),
        per_franchise=draw(st.integers(0, 3)),
    )
    return seed, table_with(series.tolist(), places.tolist(), roles), config


@given(worlds())
def test_in_any_world(world):
    """Every list is in order, a page is the beginning of all pages, and nothing that is open is lost."""
    seed, table, config = world
    rng = np.random.default_rng(seed + 1)
    entries = SeriesEntries.build(table)
    n = len(table)
    mine = rng.choice(n, rng.integers(0, 12), replace=False).astype(np.int32)
    statuses = rng.choice([0, WATCHING, COMPLETED, ON_HOLD, DROPPED, PLAN_TO_WATCH], len(mine)).astype(np.int8)
    on_list = Listed.of(mine, rng.integers(0, 11, len(mine)).astype(np.int8), statuses)
    candidates = rng.permutation(np.setdiff1d(np.arange(n), mine))[: rng.integers(0, n)].astype(np.int32)
    facts = RerankFacts(
        vectors=rng.standard_normal((n, 4)).astype(np.float32) / 4,
        franchise=entries.series,
        tail=rng.random(n) < 0.3,
        years=np.full(n, 2010, np.int32),
        entries=entries,
    )
    scores = -np.sort(rng.random(len(candidates))).astype(np.float32)

    def ask(count: int) -> list[int]:
        return rerank(candidates, scores, n=count, config=config, facts=facts, listed=on_list).tolist()

    everything = ask(100)
    assert ask(7) == everything[:7]
    assert len(set(everything)) == len(everything)
    for found in (everything, in_order(candidates, entries, on_list).tolist()):
        assert_entered(found, table, on_list)
    closed, waits = entries.access(candidates, on_list)
    assert set(candidates[~closed & ~waits].tolist()) <= set(everything)
    assert not set(everything) & set(candidates[closed].tolist())


def assert_entered(found: list[int], table: AnimeTable, on_list: Listed) -> None:
    """The rule in its own words, slowly."""
    taken = {(table.series[p], table.series_place[p]) for p in on_list.positions[on_list.taken_in] if is_main(table, p)}
    refused = {
        (table.series[p], table.series_place[p]) for p in on_list.positions[on_list.refused] if is_main(table, p)
    }
    for row, position in enumerate(found):
        series, place = table.series[position], table.series_place[position]
        seen = {its for number, its in taken if number == series}
        mains = [p for p in range(len(table)) if table.series[p] == series and is_main(table, p)]
        if is_main(table, position) and place > 1 and not seen:
            assert any(table.series[p] == series and table.series_place[p] == 1 for p in found[:row])
        if is_main(table, position):
            given_up = [its for number, its in refused if number == series and its < place]
            assert not given_up or (seen and max(seen) >= max(given_up))
        elif mains:
            assert seen
        assert table.series_role[position] in ("main", "side")


def is_main(table: AnimeTable, position: int) -> bool:
    return table.series_role[position] == "main"
