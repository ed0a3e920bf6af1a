"""Blends and questions in a made world: three circles of people, and anime that two of the circles watch."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ml.content.vectors import ContentVectors
from ml.data.interactions import Interactions
from ml.deepwalk.config import DeepWalkConfig
from ml.recall.als import AlsConfig
from ml.recall.models import RecallConfig, RecallModels
from ml.recall.neighbours import NeighbourConfig
from ml.serving.blending import blend_positions
from ml.serving.elicitation import Answers, Asking, next_questions
from ml.serving.similarity import Similarity
from tests.ml.worlds import table_of

# Each circle watches ten anime of its own and ten of each pair that it is in.
GROUPS = ("1", "2", "3", "12", "13", "23")
SIZE = 10
NOTHING = np.zeros(0, np.int32)


def members_of(group: str) -> set[int]:
    start = GROUPS.index(group) * SIZE
    return set(range(start, start + SIZE))


def world_rows(seed: int = 5) -> Interactions:
    rng = np.random.default_rng(seed)
    users, anime = [], []
    for user in range(180):
        circle = str(user % 3 + 1)
        known = sorted(set().union(*(members_of(group) for group in GROUPS if circle in group)))
        for one in rng.choice(known, 18, replace=False):
            users.append(user)
            anime.append(int(one))
    n = len(users)
    return Interactions.build(
        np.asarray(users),
        np.asarray(anime, np.int32),
        np.full(n, 9, np.int8),
        np.full(n, 2, np.int8),
        np.zeros(n, bool),
    )


@pytest.fixture(scope="module")
def asking() -> Asking:
    table = table_of(np.arange(10, 10 + SIZE * len(GROUPS)))
    table = type(table)(**{**vars(table), "genres": [["Same"]] * len(table)})
    config = RecallConfig(
        deepwalk=DeepWalkConfig(embedding_size=16, walks=4000, epochs=3),
        als=AlsConfig(factors=6, iterations=2),
        neighbours=NeighbourConfig(shrinkage=1.0),
    )
    models = RecallModels.fit(world_rows(), config, 3, lambda _stage, _done: None)
    return Asking(models, table)


def blended(asking: Asking, *, like, unlike=(), blocked=(), n: int = 10) -> list[int]:
    found = blend_positions(
        Similarity.build(asking.models, asking.table, ContentVectors.build(asking.table)),
        asking.table,
        liked=np.asarray(like, np.int32),
        unliked=np.asarray(unlike, np.int32),
        blocked=np.asarray(blocked, np.int32),
        n=n,
    )
    assert all(0 <= part <= 1 for one in found for part in (*one.like, *one.unlike))
    return [int(np.flatnonzero(asking.table.ids == one.anime_id)[0]) for one in found]


def test_like_two_is_what_both_circles_watch(asking):
    found = set(blended(asking, like=[0, SIZE], n=8))
    assert len(found & members_of("12")) >= 7


def test_unlike_turns_away_from_a_circle(asking):
    """Like one of circle 1, unlike one of circle 3: what 1 and 3 watch comes last of all that is near."""
    found = blended(asking, like=[0], unlike=[2 * SIZE], n=20)
    assert not set(found[:15]) & members_of("13")
    assert set(found[:15]) <= members_of("1") | members_of("12")


def test_neither_order_nor_time_matters(asking):
    assert blended(asking, like=[0, SIZE]) == blended(asking, like=[SIZE, 0]) == blended(asking, like=[0, SIZE])


def test_nothing_that_was_given_or_blocked(asking):
    found = blended(asking, like=[0, SIZE], unlike=[2 * SIZE], blocked=[30, 31], n=60)
    assert not {0, SIZE, 2 * SIZE, 30, 31} & set(found)
    assert len(found) == len(set(found)) == 55
    assert blended(asking, like=[]) == []


def test_one_of_a_series_and_none_of_those_given(asking):
    series, places = asking.table.series.copy(), asking.table.series_place.copy()
    series[[0, 1, 30]] = series[0]
    series[[31, 32]] = series[31]
    places[[1, 30, 32]] = 2, 3, 2
    table = replace(asking.table, series=series, series_place=places)
    found = blended(replace(asking, table=table), like=[0, SIZE], n=60)
    assert not {0, 1, 30} & set(found)
    assert {31, 32} & set(found) == {31}


def questions(asking: Asking, *, seen=(), unseen=(), n: int = 6, **options) -> list[int]:
    answers = Answers(np.asarray(seen, np.int32), np.asarray(unseen, np.int32), NOTHING)
    return next_questions(asking, answers, n=n, blocked=NOTHING, **options)


def circles(positions: list[int]) -> str:
    return "".join(GROUPS[position // SIZE] for position in positions)


def test_first_questions_cover_all_circles(asking):
    assert set("123") <= set(circles(questions(asking)))


def test_chances_follow_the_answers(asking):
    own, others = np.asarray([1, 2, 3]), np.asarray([21, 22, 23])
    before = asking.seen_chances(np.concatenate([own, others]), Answers(NOTHING, NOTHING, NOTHING))
    seen = asking.seen_chances(np.concatenate([own, others]), Answers(np.asarray([0]), NOTHING, NOTHING))
    unseen = asking.seen_chances(np.concatenate([own, others]), Answers(NOTHING, np.asarray([0]), NOTHING))
    assert (seen[:3] > before[:3]).all()
    assert (unseen[:3] < before[:3]).all()
    assert seen[3:] == pytest.approx(before[3:])


def test_answers_about_anime_that_the_models_do_not_cover_change_nothing(asking):
    positions, beyond = np.arange(5), np.asarray([asking.models.covered, asking.models.covered + 7])
    without = asking.seen_chances(positions, Answers(NOTHING, NOTHING, NOTHING))
    assert asking.seen_chances(positions, Answers(beyond, beyond, NOTHING)).tolist() == without.tolist()


def test_what_was_answered_is_not_asked_again(asking):
    answered = questions(asking, n=5)
    later = questions(asking, seen=answered[:3], unseen=answered[3:], n=40)
    assert not set(answered) & set(later)
    assert questions(asking, n=0) == []


def test_genres_are_wished_for_or_kept_out(asking):
    genres = [["Rare"] if position in members_of("23") else ["Same"] for position in range(len(asking.table))]
    table = type(asking.table)(**{**vars(asking.table), "genres": genres})
    other = Asking(asking.models, table)
    assert questions(other, wished=["Rare"], n=1)[0] in members_of("23")
    assert not set(questions(other, without=["Rare"], n=60)) & members_of("23")


def with_newcomers(asking: Asking, n: int) -> Asking:
    """``n`` anime of 2024 that the models never met, each better known than the last."""
    old, size = vars(asking.table), len(asking.table)
    new = table_of(np.arange(1000, 1000 + n))
    joined: dict[str, Any] = {
        name: [*value, *vars(new)[name]] if isinstance(value, list) else np.concatenate([value, vars(new)[name]])
        for name, value in old.items()
    }
    joined["years"] = np.concatenate([asking.table.years, np.full(n, 2024, np.int16)])
    joined["series"] = np.arange(size + n, dtype=np.int32)
    return Asking(asking.models, type(asking.table)(**joined))


def test_a_third_of_what_is_asked_is_recent(asking):
    newer = with_newcomers(asking, 8)
    first = questions(newer)
    assert sum(position >= len(asking.table) for position in first) >= 2
    recent = [position for position in first if position >= len(asking.table)]
    old = [position for position in first if position < len(asking.table)]
    # One that was answered is followed by one that keeps the share.
    answers = Answers(np.asarray(recent[:1], np.int32), NOTHING, np.asarray([*old, *recent[1:]], np.int32))
    left = len(recent) - 1
    (after,) = next_questions(newer, answers, n=1, blocked=NOTHING)
    assert left >= 2 or after >= len(asking.table)


def test_neither_specials_nor_later_seasons_are_asked_about(asking):
    newer = with_newcomers(asking, 8)
    size = len(asking.table)
    series, places, roles = newer.table.series.copy(), newer.table.series_place.copy(), list(newer.table.series_role)
    series[[size, size + 1]] = series[size]
    places[size] = 2
    roles[size + 2] = "recap"
    table = replace(newer.table, series=series, series_place=places, series_role=roles)
    asked = questions(Asking(newer.models, table), n=60)
    assert not {size, size + 2} & set(asked)
    assert size + 1 in asked


def test_what_is_known_beforehand_is_asked_later(asking):
    """All else equal: a coin toss tells more than what is nearly certain."""
    certain = set(questions(asking, n=3))

    def likings(positions):
        return np.asarray([0.999 if position in certain else 0.5 for position in positions.tolist()])

    assert not certain & set(questions(asking, n=3, likings=likings))
