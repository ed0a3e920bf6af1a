"""The parts of the pipeline, each against an answer that is known."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
import torch

from ml.config import ConfigError, TrainingConfig
from ml.data.franchises import Franchises
from ml.data.holdout import UserParts, split
from ml.data.interactions import Interactions
from ml.deepwalk.config import DeepWalkConfig
from ml.deepwalk.skipgram import train_skipgram
from ml.deepwalk.skipgram_torch import train_on_device
from ml.deepwalk.walks import random_walks
from ml.evaluation.measures.metrics import measure
from ml.recall.als import AlsConfig, fit_als, fold_in
from ml.recall.candidates import CandidateConfig, merge
from ml.recall.linear import LinearConfig, fit_linear
from ml.recall.lsh import LSHConfig, LSHIndex
from ml.recall.models import RecallConfig, RecallModels
from ml.recall.neighbours import NeighbourConfig, fit_cosine
from tests.ml.worlds import checkerboard_columns, interactions_of, table_of


@pytest.fixture(scope="module")
def board():
    columns = checkerboard_columns()
    return interactions_of(columns, table_of(np.unique(columns["anime"])))


@pytest.fixture(scope="module")
def matrix(board):
    return board.matrix(np.ones(len(board)), 80)


def test_a_later_row_replaces_an_earlier_one():
    column = np.asarray
    rows = Interactions.build(
        column([5, 5, 3]), column([1, 1, 0]), column([4, 9, 7]), column([0, 0, 0]), column([False, False, False])
    )
    assert rows.user_ids.tolist() == [3, 5]
    assert rows.ratings.tolist() == [7, 9]


def test_leaving_zeros_out_of_a_matrix_leaves_the_rows_alone(board):
    before = board.anime.copy()
    board.matrix((board.ratings >= 8).astype(np.float32), 80)
    assert np.array_equal(board.anime, before)


def test_walks_stay_on_their_side_of_the_board(matrix):
    walks = random_walks(matrix, DeepWalkConfig(walks=500), np.random.default_rng(3))
    assert walks.shape == (500, 10)
    assert (walks % 2 == walks[:, :1] % 2).all()


@pytest.mark.parametrize("trainer", ["gensim", "torch"])
def test_embeddings_tell_the_two_sides_apart(matrix, trainer):
    config = DeepWalkConfig(embedding_size=16, walks=4000, epochs=4)
    walks = random_walks(matrix, config, np.random.default_rng(3))
    if trainer == "gensim":
        found = train_skipgram(walks, 80, config, 1, lambda done: None)
        inputs, outputs = found.inputs, found.outputs
    else:
        inputs, outputs = train_on_device(walks, 80, config, 1, torch.device("cpu"), lambda done: None)
    scores = inputs @ outputs.T
    assert scores[::2, ::2].mean() > scores[::2, 1::2].mean() + 0.5
    assert scores[1::2, 1::2].mean() > scores[1::2, ::2].mean() + 0.5


def test_the_same_seed_gives_the_same_embeddings(matrix):
    config = DeepWalkConfig(embedding_size=8, walks=500, epochs=2)
    first, second = (
        train_skipgram(random_walks(matrix, config, np.random.default_rng(3)), 80, config, 7, lambda done: None).inputs
        for _ in range(2)
    )
    assert np.array_equal(first, second)


def test_linear_weights_are_those_of_ease():
    rng = np.random.default_rng(0)
    dense = (rng.random((60, 12)) < 0.4).astype(np.float32)
    plain = LinearConfig(regularisation=10, row_power=0, column_power=0, top_k=12)
    weights = fit_linear(sp.csr_matrix(dense), {"same": sp.csr_matrix(dense)}, plain)["same"].toarray()
    inverse = np.linalg.inv(dense.T @ dense + 10 * np.eye(12))
    expected = inverse / -np.diag(inverse)
    np.fill_diagonal(expected, 0)
    np.testing.assert_allclose(weights, expected, atol=2e-3)


def test_neighbours_and_factors_stay_on_their_side(matrix):
    cosine = fit_cosine(matrix, NeighbourConfig(top_k=10)).toarray()
    assert cosine[::2, 1::2].sum() == 0
    assert cosine.diagonal().sum() == 0
    config = AlsConfig(factors=4, iterations=4)
    items = fit_als(matrix, config, np.random.default_rng(0), lambda done: None)
    user = fold_in(np.asarray([0, 2, 4]), np.ones(3, np.float32), items, items.T @ items, config)
    scores = items @ user
    assert scores[::2].mean() > scores[1::2].mean() + 0.3


def test_hashing_finds_nearly_all_of_what_exact_search_finds():
    rng = np.random.default_rng(5)
    vectors = rng.standard_normal((3000, 32)).astype(np.float32) * rng.random((3000, 1)).astype(np.float32)
    index = LSHIndex.build(vectors, LSHConfig(), np.random.default_rng(1))
    shares = []
    for query in rng.standard_normal((20, 32)).astype(np.float32):
        exact = np.argsort(-(vectors @ query))[:200]
        shares.append(np.isin(exact, index.query(query)).mean())
    assert np.mean(shares) >= 0.95


def test_candidates_are_never_on_the_list_and_reach_the_minimum():
    rng = np.random.default_rng(2)
    scores = {name: rng.random(400).astype(np.float32) for name in ("linear", "als", "popularity")}
    taken = np.arange(0, 100, dtype=np.int32)
    found = merge(scores, taken, CandidateConfig(quotas={"linear": 20, "als": 20}, minimum=120))
    assert len(found) == 120
    assert len(set(found.positions.tolist())) == 120
    assert not np.isin(found.positions, taken).any()


def test_franchises_follow_the_catalogue():
    table = replace(
        table_of(np.asarray([1, 2, 3, 4, 5])),
        series=np.asarray([7, 7, 7, 7, 9], np.int32),
        series_place=np.asarray([2, 1, 1, 1, 1], np.int16),
        series_role=["main", "main", "recap", "main", "main"],
        years=np.asarray([2012, 2010, 2011, 2003, 2015], np.int16),
    )
    franchises = Franchises.build(table)
    assert franchises.before.tolist() == [1, -1, -1, -1, -1], "a remake begins anew, a recap goes on with nothing"
    assert franchises.after.tolist() == [-1, 0, -1, -1, -1]
    assert franchises.size.tolist() == [4, 4, 4, 4, 1]
    assert franchises.number[4] not in franchises.number[:4]


def test_the_split_holds_out_a_fifth_and_only_likes_are_relevant(board):
    cut = split(board, np.arange(80), 1, 0)
    held = len(board) - len(cut.training)
    rated = np.bincount(board.user_rows[board.ratings > 0])
    assert held == np.floor(rated[rated >= 10] * 0.2).sum()
    for user, likes in cut.relevant.items():
        kept = cut.training.anime[cut.training.start[user] : cut.training.start[user + 1]]
        assert not np.isin(likes, kept).any()


def test_parts_of_users_never_mix():
    parts = UserParts.build(np.arange(100), 0, 0.1)
    together = np.concatenate([parts.training, parts.validation, parts.test])
    assert len(together) == len(np.unique(together)) == 100


def test_metrics_by_hand():
    lists = {0: np.asarray([3, 1, 2]), 1: np.asarray([0, 4, 5])}
    relevant = {0: np.asarray([1, 9]), 1: np.asarray([7])}
    figures = measure(lists, relevant, np.ones(10, np.float32))
    gain = (1 / np.log2(3)) / (1 + 1 / np.log2(3))
    assert figures["ndcg@10"] == pytest.approx(gain / 2, abs=1e-4)
    assert figures["recall@10"] == 0.25
    assert figures["hr@10"] == 0.5


def test_unknown_keys_of_a_configuration_are_errors(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text("[recall.linear]\nregularization = 3\n")
    with pytest.raises(ConfigError, match=r"regularization.*Known here:.*regularisation"):
        TrainingConfig.named(str(path))
    with pytest.raises(ConfigError, match="default"):
        TrainingConfig.named("no-such")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("splits = 0", "splits"),
        ("splits = true", "splits"),
        ("held_out_users = 0.9", "held_out_users"),
        ("[candidates.quotas]\nmagic = 5", "magic"),
        ("[candidates.quotas]\nlinear = 0", "quotas"),
        ('[candidates.quotas]\nlinear = "all"', "quotas"),
        ('[ranker]\nhidden = "large"', "hidden"),
        ("[ranker]\nhidden = []", "hidden"),
    ],
)
def test_values_that_make_no_sense_are_refused_by_name(tmp_path, line, word):
    path = tmp_path / "bad.toml"
    path.write_text(line)
    with pytest.raises(ConfigError, match=word):
        TrainingConfig.named(str(path))


def test_steps_follow_the_weights(board):
    """Half of the anime weigh a ten-thousandth: walks that began elsewhere hardly step on them."""
    weights = np.where(board.anime < 40, 1.0, 1e-4)
    walks = random_walks(board.matrix(weights, 80), DeepWalkConfig(walks=2000), np.random.default_rng(3))
    assert (walks[:, 1:] < 40).mean() > 0.99


def test_the_rating_power_reaches_the_embeddings(board):
    config = RecallConfig(
        deepwalk=DeepWalkConfig(embedding_size=8, walks=300, epochs=1), als=AlsConfig(4, iterations=1)
    )
    flat, again, steep = (
        RecallModels.fit(board, replace(config, deepwalk=replace(config.deepwalk, rating_power=power)), 1, _silent)
        for power in (0.0, 0.0, 4.0)
    )
    assert np.array_equal(flat.embeddings.inputs, again.embeddings.inputs)
    assert not np.array_equal(flat.embeddings.inputs, steep.embeddings.inputs)


def _silent(stage: str, fraction: float) -> None:
    pass
