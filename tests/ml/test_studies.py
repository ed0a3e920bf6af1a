"""Whole series held out, and the learning curve: what may stay, what must go, what is compared with what."""

import io
import json
from dataclasses import replace

import numpy as np
import pytest

from ml.config import TrainingConfig
from ml.data.holdout import MIN_RATINGS
from ml.data.interactions import InteractionsError
from ml.evaluation.chapters.learning_curve import SHARES, learning_curve, part_of, thinned
from ml.evaluation.chapters.whole_series import MOST_OF_A_LIST, Compared, split_by_series, whole_series_section
from ml.evaluation.study import Question, study
from ml.fitting.folds import make_fold, user_parts
from ml.progress import Reporter
from ml.ranking.rankers import Rankers
from ml.ranking.training import train_ranker
from tests.ml.worlds import checkerboard_columns, interactions_of, table_of, tiny_toml

pytestmark = pytest.mark.slow


def silent(*arguments: object) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Series of two: an anime and the next that the same people watch."""
    columns = checkerboard_columns()
    table = table_of(np.unique(columns["anime"]))
    table = replace(table, series=(table.ids // 4 * 2 + table.ids % 2).astype(np.int32))
    config = TrainingConfig.named(str(tiny_toml(tmp_path_factory.mktemp("config"))))
    return interactions_of(columns, table), table, replace(config, held_out_users=0.25)


@pytest.fixture(scope="module")
def cut(world):
    interactions, table, _ = world
    return split_by_series(interactions, table.ids, table.series, 1)


def rows_of(interactions, user):
    return slice(interactions.start[user], interactions.start[user + 1])


def test_no_series_is_on_both_sides(world, cut):
    _, table, _ = world
    assert len(cut.held) > 100
    for user, (anime, ratings) in cut.held.items():
        left = cut.training.anime[rows_of(cut.training, user)]
        assert not set(table.series[left]) & set(table.series[anime])
        assert (ratings > 0).all()
        assert set(cut.relevant.get(user, [])) == set(anime[ratings >= 8])


def test_about_a_fifth_of_the_ratings_goes_and_never_most_of_a_list(world, cut):
    interactions, _, _ = world
    shares = []
    for user, (anime, _) in cut.held.items():
        total = (interactions.ratings[rows_of(interactions, user)] > 0).sum()
        assert total >= MIN_RATINGS
        shares.append(len(anime) / total)
    assert 0.15 < np.mean(shares) < 0.3
    assert max(shares) <= 0.2 + MOST_OF_A_LIST
    # Where everything is one series, nothing can be held out of it.
    assert not split_by_series(interactions, world[1].ids, np.zeros(len(world[1]), np.int32), 1).held


def test_others_change_nothing_for_a_member(world, cut):
    interactions, table, _ = world
    fewer = interactions.keep(interactions.user_rows % 2 == 0)
    again = split_by_series(fewer, table.ids, table.series, 1)
    for user in range(0, 20, 2):
        assert np.array_equal(again.held[user][0], cut.held[user][0])
    other = split_by_series(interactions, table.ids, table.series, 2)
    assert any(not np.array_equal(other.held[user][0], cut.held[user][0]) for user in cut.held if user in other.held)


def test_a_ranker_is_judged_on_whole_series_beside_references(world, cut):
    interactions, table, config = world
    fold = make_fold(interactions, table, config, 0, silent)
    ranker = train_ranker(fold.training, fold.validation, config.ranker, config.seed, silent)
    judges = user_parts(interactions, config).test
    compared = Compared.on(cut, judges, table, Rankers(ranker, None), config, silent)
    row = whole_series_section({"whole series": compared}, 1).figures["whole series"]
    assert row["members"] == len(compared.members)
    assert set(compared.members) <= set(judges.tolist())
    new = compared.among_new_series(table.series)
    for lists in new.lists.values():
        for user, items in lists.items():
            assert not set(table.series[items]) & set(table.series[compared.members[user].listed])
    assert len(new.lists["ours"]) == len(compared.lists["ours"])
    # What was held out is of no series on the list: no hit is lost, and each may only come earlier.
    later = whole_series_section({"new": new}, 1).figures["new"]
    assert all(later[who].point >= row[who].point for who in compared.lists)
    assert row["ours"].point > row["popularity"].point
    assert row["ours/EASE-80"].point == pytest.approx(row["ours"].point / row["EASE-80"].point, rel=1e-2)


def test_a_smaller_share_is_a_part_of_a_larger_one(world):
    interactions, table, config = world
    data = make_fold(interactions, table, config, 0, silent).training
    quarter, half = part_of(data, 0.25, 1), part_of(data, 0.5, 1)
    assert len(half) == round(len(data) / 2)
    assert part_of(data, 1.0, 1).features.tobytes() == data.features.tobytes()
    whole = {its.tobytes() for its in np.split(half.features, half.start[1:-1])}
    assert {its.tobytes() for its in np.split(quarter.features, quarter.start[1:-1])} <= whole


def test_who_judges_and_who_stops_stays(world):
    interactions, _, config = world
    parts = user_parts(interactions, config)
    sizes = []
    for share in SHARES:
        some = thinned(interactions, config, share)
        left = np.diff(some.start) > 0
        assert left[parts.test].all()
        assert left[parts.validation].all()
        sizes.append(int(left.sum()))
    assert sizes[0] < sizes[1] < sizes[2] == len(interactions.user_ids)


def test_the_learning_curve_has_a_row_a_share_and_ends_at_the_whole(world):
    interactions, table, config = world
    section = learning_curve(interactions, table, config, silent)
    ranker, everything = section.figures["ranker"], section.figures["all"]
    assert list(ranker) == list(everything) == ["25%", "50%", "100%"]
    assert ranker["100%"][:3] == everything["100%"][:3]
    assert ranker["100%"][2].point == 1
    assert ranker["25%"][0] < ranker["50%"][0] < ranker["100%"][0]
    assert section.figures["site-wide"]["trained again without members and score"][0].point > 0
    assert "from half of the members to all of them" in section.text


def test_a_question_is_answered_without_a_snapshot_where_it_needs_none(world):
    interactions, table, _ = world
    shown = io.StringIO()
    question = Question(kind="opponents", trials=2, names=("EASE",))
    section = study(question, interactions, table, Reporter(shown))
    assert set(section.figures["judged"]) == {"popularity", "EASE-80", "EASE"}
    lines = [json.loads(line) for line in shown.getvalue().splitlines()]
    assert [line["trial"]["number"] for line in lines if "trial" in line] == [0, 1]
    assert any(line.get("stage") == "trial" for line in lines)
    with pytest.raises(InteractionsError, match="name a snapshot"):
        study(Question(kind="series"), interactions, table, Reporter(shown))
