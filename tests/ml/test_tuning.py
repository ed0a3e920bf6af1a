"""The search: what it tries, that it goes on where it was stopped, and that a training takes what it finds."""

import io
import json

import numpy as np
import pytest

from ml.config import TrainingConfig
from ml.progress import Reporter
from ml.tuning.report import as_markdown, as_toml
from ml.tuning.spaces import of_config
from ml.tuning.study import tune
from tests.ml.worlds import checkerboard_columns, interactions_of, table_of, tiny_toml

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    columns = checkerboard_columns()
    table = table_of(np.unique(columns["anime"]).astype(np.int32))
    config = TrainingConfig.named(str(tiny_toml(tmp_path_factory.mktemp("config"))))
    return interactions_of(columns, table), table, config


def search(world, journal, **trials):
    stream = io.StringIO()
    interactions, table, config = world
    result = tune(interactions, table, config, journal=journal, trials=trials, reporter=Reporter(stream))
    return result, [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_search_goes_on_where_it_was_and_never_ends_below_its_beginning(world, tmp_path):
    first, lines = search(world, tmp_path / "trials.log", linear=3)
    assert [line["trial"]["number"] for line in lines if "trial" in line] == [0, 1, 2]
    again, lines = search(world, tmp_path / "trials.log", linear=4, ranker=1)
    assert [(line["trial"]["part"], line["trial"]["number"]) for line in lines if "trial" in line] == [
        ("linear", 3),
        ("ranker", 0),
    ]
    by_number = {number: (value, choice) for number, value, choice in again.trials["linear"]}
    assert by_number[0][1] == of_config("linear", world[2])
    best = again.trials["linear"][0]
    assert best[1] >= by_number[0][0]
    assert of_config("linear", again.config) == best[2]
    assert len(first.trials["linear"]) == 3


def test_the_best_configuration_can_be_trained_with_and_the_trials_be_read(world, tmp_path):
    result, _ = search(world, tmp_path / "trials.log", linear=2)
    file = tmp_path / "best.toml"
    file.write_text(as_toml(result.config))
    read = TrainingConfig.named(str(file))
    assert read.recall.linear.regularisation == pytest.approx(result.config.recall.linear.regularisation, rel=1e-4)
    assert read.candidates == result.config.candidates
    report = as_markdown(result, rows=10, members=2)
    assert "| 0 |" in report
    assert "NDCG@10" in report
