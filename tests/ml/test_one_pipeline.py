"""What is judged is what is served: the same lists, from the same calls."""

import numpy as np
import pytest

from ml.config import TrainingConfig
from ml.data.interactions import Interactions, UserHistory
from ml.evaluation.asking import final_lists
from ml.evaluation.members import Member
from ml.fitting.rankers import fit_ranking
from ml.serving.pipeline import Pipeline
from ml.serving.recommender import Recommender
from ml.serving.requests import ListRequest
from ml.snapshot import Snapshot, write_snapshot
from tests.ml.worlds import checkerboard_columns, interactions_of, table_of, tiny_toml

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world():
    columns = checkerboard_columns()
    # One that nobody has watched: it is found by what it is made of.
    table = table_of(np.append(np.unique(columns["anime"]), 990))
    return interactions_of(columns, table), table


@pytest.fixture(scope="module")
def snapshot(world, tmp_path_factory):
    interactions, table = world
    folder = tmp_path_factory.mktemp("one")
    config = TrainingConfig.named(str(tiny_toml(folder)))
    made = fit_ranking(interactions, table, config, folder / "folds", lambda *_: None)
    path = write_snapshot(
        directory=folder,
        name="one",
        table=table,
        models=made.parts.models,
        ranker=made.rankers.rated,
        unrated_ranker=made.rankers.unrated,
        manifest={"config": config.as_dict()},
    )
    return Snapshot.open(path)


def history_of(interactions: Interactions, user: int, ids: np.ndarray) -> UserHistory:
    span = slice(int(interactions.start[user]), int(interactions.start[user + 1]))
    return UserHistory(
        ids[interactions.anime[span]],
        interactions.ratings[span],
        interactions.statuses[span],
        interactions.favorites[span],
    )


def test_the_recommender_serves_the_very_lists_that_are_judged(world, snapshot):
    interactions, table = world
    recommender = Recommender.from_snapshot(snapshot)
    pipeline = recommender.pipeline
    assert pipeline is not None
    members = {user: Member.at(interactions, user, np.zeros(0, np.int32)) for user in range(0, 60, 3)}
    judged = final_lists(pipeline, members)
    assert len(judged) == 20
    for user, positions in judged.items():
        served = recommender.recommend(history_of(interactions, user, table.ids), ListRequest(n=len(positions)))
        assert [item.anime_id for item in served] == table.ids[positions].tolist()
        assert len(positions) > 20


def test_what_was_fitted_answers_as_what_was_stored_does_but_for_rounding(world, snapshot):
    """Stored weights are kept in half precision; a pipeline built from the same weights gives the same lists."""
    interactions, table = world
    stored = Recommender.from_snapshot(snapshot).pipeline
    assert stored is not None
    again = Pipeline.build(snapshot.models, stored.rankers, table, snapshot.config)
    members = {user: Member.at(interactions, user, np.zeros(0, np.int32)) for user in range(0, 30, 3)}
    one, other = final_lists(stored, members), final_lists(again, members)
    assert all(np.array_equal(one[user], other[user]) for user in members)
