"""The opponents of the evaluation: each finds a planted structure, and the contest is the same for all."""

import numpy as np
import pytest
import scipy.sparse as sp

from ml.config import TrainingConfig
from ml.data.holdout import split
from ml.data.profiles import Profile
from ml.evaluation.opponents.autoencoder import AutoencoderConfig, fit_autoencoder
from ml.evaluation.opponents.contest import hold_contest
from ml.evaluation.opponents.factors import FactorConfig, fit_factors
from ml.evaluation.opponents.linear import LinearConfig, linear_weights
from ml.evaluation.opponents.readings import READINGS
from ml.evaluation.opponents.search import Field, search
from ml.evaluation.opponents.spaces import OPPONENTS
from ml.evaluation.pages.text import as_text
from ml.evaluation.references import ease_weights, fit_references
from ml.fitting.folds import user_parts
from tests.ml.worlds import checkerboard_columns, interactions_of, table_of

pytestmark = pytest.mark.slow
ANIME = 80


@pytest.fixture(scope="module")
def board():
    columns = checkerboard_columns()
    table = table_of(np.unique(columns["anime"]))
    return interactions_of(columns, table), table


@pytest.fixture(scope="module")
def cut(board):
    return split(board[0], board[1].ids, 1, 0)


@pytest.fixture(scope="module")
def field(cut):
    return Field.of(cut, np.arange(len(cut.training.user_ids)), 1, covered=ANIME, most=60)


@pytest.mark.parametrize("name", OPPONENTS)
def test_each_opponent_finds_who_watches_what(name, field):
    """Half of the anime are watched by half of the members alone: popularity can't know which."""
    opponent = OPPONENTS[name]
    begin = opponent.begin
    if isinstance(begin, AutoencoderConfig):
        begin = AutoencoderConfig(hidden=32, latent=8, learning_rate=1e-2, epochs=40, batch=16)
    if isinstance(begin, FactorConfig):
        begin = FactorConfig(factors=4)
    popularity = fit_references(field.rows, ANIME, 1, lambda done: None, ("popularity",))["popularity"]
    assert field.quality(opponent.fit(field.rows, ANIME, begin, 1)) > 1.3 * field.quality(popularity)


def test_edlae_that_forgets_nothing_is_ease(field):
    matrix = field.rows.matrix(READINGS["plain"].of_rows(field.rows), ANIME)
    assert np.allclose(linear_weights(matrix, LinearConfig(dropout=0.0)), ease_weights(matrix, 80.0), atol=1e-5)
    forgetful = linear_weights(matrix, LinearConfig(dropout=0.5))
    assert np.abs(forgetful).sum() < np.abs(ease_weights(matrix, 80.0)).sum()


def test_edlae_is_the_least_squares_of_inputs_with_gaps():
    """Whatever is changed about the weights a little, the loss in expectation gets larger."""
    rng = np.random.default_rng(1)
    dense = (rng.random((40, 6)) < 0.4).astype(np.float64)
    config = LinearConfig(regularisation=3.0, dropout=0.25)
    weights = linear_weights(sp.csr_matrix(dense.astype(np.float32)), config).astype(np.float64)
    squares = np.diag((dense**2).sum(0))

    def loss(its: np.ndarray) -> float:
        penalty = config.regularisation * np.eye(6) + config.dropout / (1 - config.dropout) * squares
        return float(((dense - dense @ its) ** 2).sum() + np.trace(its.T @ penalty @ its))

    for _ in range(50):
        step = rng.standard_normal((6, 6)) * 1e-2
        np.fill_diagonal(step, 0)
        assert loss(weights + step) > loss(weights)


def test_more_regularisation_leaves_less_of_the_factors(field):
    profile = Profile.of_row(field.rows, 0, ANIME)
    strong = fit_factors(field.rows, ANIME, FactorConfig(factors=4, regularisation=1e9), 1)
    assert np.abs(strong(profile)).max() < 1e-3
    weak = fit_factors(field.rows, ANIME, FactorConfig(factors=4), 1)
    said = profile.positions[profile.leaning > 0]
    assert weak(profile)[said].mean() > 0.5


def test_the_autoencoder_is_the_same_from_the_same_seed(field):
    config = AutoencoderConfig(hidden=16, latent=4, epochs=3)
    profile = Profile.of_row(field.rows, 0, ANIME)
    first, again, other = (fit_autoencoder(field.rows, ANIME, config, seed)(profile) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_says_the_same_of_a_row_and_of_a_list(name, cut):
    reading = READINGS[name]
    rows = cut.training
    by_row = reading.of_rows(rows)[rows.start[3] : rows.start[4]]
    assert np.array_equal(by_row, reading.of_list(Profile.of_row(rows, 3, ANIME)))


def test_a_search_never_ends_below_its_beginning_and_comes_out_the_same(field):
    first = search(OPPONENTS["item-kNN"], field, 4, 1, lambda *trial: None)
    again = search(OPPONENTS["item-kNN"], field, 4, 1, lambda *trial: None)
    assert first == again
    assert first.quality >= first.began
    assert first.trials == 4


def test_nobody_who_judges_is_asked_in_a_search(board):
    interactions, table = board
    config = TrainingConfig(held_out_users=0.25)
    parts, cut = user_parts(interactions, config), split(interactions, table.ids, config.seed, 0)
    seen: list[tuple[str, int]] = []
    section = hold_contest(
        cut,
        parts,
        ours={"ours": {int(user): cut.relevant[user] for user in parts.test if user in cut.relevant}},
        names=("EASE", "item-kNN"),
        trials=2,
        seed=1,
        progress=lambda done: None,
        on_trial=lambda name, number, quality, config: seen.append((name, number)),
    )
    assert seen == [("EASE", 0), ("EASE", 1), ("item-kNN", 0), ("item-kNN", 1)]
    judged = section.figures["judged"]
    assert set(judged) == {"popularity", "EASE-80", "EASE", "item-kNN", "ours"}
    # Who knows what was held out has all of it.
    assert judged["ours"]["ndcg@10"].point == pytest.approx(1)
    best = max(("EASE-80", "EASE", "item-kNN"), key=lambda name: judged[name]["ndcg@10"].point)
    assert judged[section.figures["best"]]["ndcg@10"] == judged[best]["ndcg@10"]
    assert judged[best]["ours/its"].point == pytest.approx(1 / judged[best]["ndcg@10"].point, rel=1e-2)
    text = as_text(section)
    assert "The best of all" in text
    assert "| item-kNN | 2 |" in text
    # Whatever the judges' held-out ratings are, the search finds the same.
    other = {user: likes for user, likes in cut.relevant.items() if user not in set(parts.test.tolist())}
    users = np.sort(np.concatenate([parts.training, parts.validation]))
    asked = Field.of(cut, users, 1, covered=ANIME, most=1000).members
    assert set(asked) <= set(other)
    assert not set(asked) & set(parts.test.tolist())
