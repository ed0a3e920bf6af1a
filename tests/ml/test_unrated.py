"""Anime that nobody has rated: found by what they are made of, on one scale with the others."""

import dataclasses

import numpy as np
import pytest

from ml.config import TrainingConfig
from ml.content.features import UNRATED_FEATURE_NAMES
from ml.content.hiding import hidden_anime
from ml.content.popularity import Popularity
from ml.content.vectors import ContentVectors
from ml.data.anime import placeholder
from ml.data.interactions import RELEVANT, UserHistory
from ml.data.profiles import Profile
from ml.data.series import SeriesOrder
from ml.evaluation.chapters.unrated import hide_newest, unrated_section
from ml.fitting.fitted_recall import FittedRecall
from ml.fitting.folds import make_fold
from ml.fitting.hidden_likes import HiddenLikes
from ml.fitting.rankers import fit_ranking
from ml.recall.models import RecallModels
from ml.serving.recommender import Recommender
from ml.serving.requests import ListRequest
from ml.snapshot import Snapshot, write_snapshot
from tests.ml.worlds import checkerboard_columns, interactions_of, table_of, tiny_toml

NEW_EVEN, NEW_ODD = 900, 901


def quiet(*_unused):
    """Progress that nobody watches."""


def quick_config(walks):
    """The standard configuration with short training of embeddings."""
    config = TrainingConfig()
    deepwalk = dataclasses.replace(config.recall.deepwalk, embedding_size=16, walks=walks)
    return dataclasses.replace(config, recall=dataclasses.replace(config.recall, deepwalk=deepwalk))


def sorted_world():
    """The checkerboard, with an anime of either kind that nobody has rated, in the order that models expect."""
    columns = checkerboard_columns()
    ids = np.append(np.unique(columns["anime"]), [NEW_EVEN, NEW_ODD]).astype(np.int32)
    table = table_of(ids)
    counts = np.bincount(table.positions(columns["anime"]), minlength=len(table))
    table = table.take(np.lexsort((table.ids, -counts)))
    return interactions_of(columns, table), table


@pytest.fixture(scope="module")
def world():
    return sorted_world()


@pytest.fixture(scope="module")
def fitted(world):
    interactions, table = world
    config = quick_config(walks=2000)
    models = RecallModels.fit(interactions, config.recall, 1, quiet)
    return FittedRecall.build(models, table, config), config


@pytest.fixture(scope="module")
def snapshot(world, tmp_path_factory):
    interactions, table = world
    folder = tmp_path_factory.mktemp("unrated")
    config = TrainingConfig.named(str(tiny_toml(folder)))
    made = fit_ranking(interactions, table, config, folder / "folds", quiet)
    path = write_snapshot(
        directory=folder,
        name="unrated",
        table=table,
        models=made.parts.models,
        ranker=made.rankers.rated,
        unrated_ranker=made.rankers.unrated,
        manifest={"config": config.as_dict()},
    )
    return Snapshot.open(path)


@pytest.fixture(scope="module")
def recommender(snapshot):
    return Recommender.from_snapshot(snapshot)


def even_member():
    return UserHistory.of([10, 12, 14, 16, 18, 20], [9, 10, 8, 9, 10, 8])


class TestContent:
    def test_rows_have_the_length_1_or_nothing(self, world):
        matrix = ContentVectors.build(world[1]).matrix
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
        assert np.allclose(lengths, 1, atol=1e-5)

    def test_a_term_of_one_anime_alone_says_nothing(self, world):
        table = world[1]
        alone = dataclasses.replace(table, tags=[["alone"] if i == 0 else [] for i in range(len(table))])
        assert ContentVectors.build(alone).matrix.shape == ContentVectors.build(table).matrix.shape

    def test_relatives_are_rated_and_of_the_same_kind(self, world, fitted):
        table, content = world[1], fitted[0].unrated.context
        for anime_id in (NEW_EVEN, NEW_ODD):
            position = int(table.positions(np.asarray([anime_id]))[0])
            relatives = content.near[position].indices
            assert content.rated[relatives].all()
            assert {int(table.ids[r]) % 2 for r in relatives[:8]} == {anime_id % 2}
            assert content.near[position].sum() == pytest.approx(1, abs=1e-4)


class TestPopularity:
    def test_what_was_counted_stays_and_the_rest_is_expected(self, world):
        table = world[1]
        uncounted = dataclasses.replace(table, members=np.where(table.ids == NEW_EVEN, 0, table.members))
        found = Popularity.learn(uncounted, ContentVectors.build(table), SeriesOrder.build(table))
        counted = table.ids != NEW_EVEN
        assert np.allclose(found.known[counted], np.log1p(table.members[counted]))
        assert (found.known > 0).all()
        assert not found.counted[~counted].any()

    def test_hidden_figures_teach_nothing(self, world):
        table = world[1]
        hidden = table.ids == NEW_EVEN
        content, order = ContentVectors.build(table), SeriesOrder.build(table)
        boasting = dataclasses.replace(table, members=np.where(hidden, 10**8, table.members))
        plain = Popularity.learn(table, content, order, hidden=hidden)
        assert np.allclose(
            Popularity.learn(boasting, content, order, hidden=hidden).expected, plain.expected, atol=1e-4
        )


class TestHiding:
    def test_the_first_split_hides_nothing_and_the_others_the_newest(self):
        ids, rows = np.arange(100, 0, -1), np.ones(100, int)
        assert not hidden_anime(ids, rows, 0).any()
        for number in (1, 2, 3, 5):
            hidden = hidden_anime(ids, rows, number)
            assert 0 < hidden.sum() < 20
            assert ids[hidden].min() > ids[~hidden].max()

    def test_what_has_no_rows_is_not_among_them(self):
        ids, rows = np.arange(1, 101), np.ones(100, int)
        rows[-50:] = 0
        assert not hidden_anime(ids, rows, 1)[-50:].any()

    def test_hidden_rows_are_labels_and_never_part_of_the_list(self, world):
        interactions, table = world
        hidden = np.isin(table.ids, (10, 11, 12, 13))
        known = interactions.keep(~hidden[interactions.anime])
        config = quick_config(walks=500)
        models = RecallModels.fit(known, config.recall, 1, quiet)
        teach = HiddenLikes(
            FittedRecall.build(models, table, config, hidden=hidden), known, interactions, hidden, (1, 1)
        )
        data = teach.of(np.arange(len(interactions.user_ids)))
        assert data.features.shape[1] == len(UNRATED_FEATURE_NAMES)
        liked = hidden[interactions.anime] & (interactions.ratings >= RELEVANT)
        assert data.labels.sum() == liked.sum()
        assert len(data) == len(np.unique(interactions.user_rows[liked]))

    def test_nobody_is_offered_what_a_split_hides(self, world):
        interactions, table = world
        fold = make_fold(interactions, table, quick_config(walks=500), 1, quiet)
        assert len(fold.unrated)
        assert fold.models is None


class TestWidening:
    def test_the_unrated_speak_as_their_relatives_do_and_nothing_speaks_for_them(self, world, fitted):
        table, models = world[1], fitted[0].recall.models
        new = int(table.positions(np.asarray([NEW_EVEN]))[0])
        assert models.covered == len(table) > models.fitted
        spoken = models.linear[new]
        assert spoken.nnz
        best = spoken.indices[np.argsort(-spoken.data)[:5]]
        assert {int(table.ids[position]) % 2 for position in best} == {0}
        assert not models.linear[:, new].nnz
        assert models.embeddings.inputs[new].any()
        assert not models.statistics.rows[new]

    def test_a_list_of_unrated_anime_alone_finds_its_kind(self, world, fitted):
        table, recall = world[1], fitted[0].recall
        profile = Profile.of(UserHistory.of([NEW_EVEN], [10]), table, len(table))
        scores = recall.scores(profile, recall.user_embedding(profile))
        # In so small a world few weights are left; the rest of the line is nothing at all.
        found = np.flatnonzero(scores["linear"] > 0)
        assert len(found)
        assert {int(table.ids[position]) % 2 for position in found} == {0}


class TestRecommending:
    def test_the_unrated_of_the_kind_are_found_and_ranked(self, recommender):
        found = recommender.recommend(even_member(), ListRequest(n=200))
        ids = [item.anime_id for item in found]
        assert NEW_EVEN in ids
        assert ids.index(NEW_EVEN) < ids.index(NEW_ODD)

    def test_their_source_is_content_and_reasons_are_of_the_list(self, recommender):
        item = next(
            item for item in recommender.recommend(even_member(), ListRequest(n=200)) if item.anime_id == NEW_EVEN
        )
        assert item.sources == ("content",)
        assert item.because
        assert set(item.because) <= set(even_member().anime_ids.tolist())
        assert item.probability is not None

    def test_among_only_these(self, recommender):
        found = recommender.recommend(even_member(), ListRequest(n=10, allowed={NEW_EVEN, NEW_ODD, 22}))
        assert {item.anime_id for item in found} == {NEW_EVEN, NEW_ODD, 22}

    def test_behind_comes_last(self, recommender):
        found = recommender.recommend(even_member(), ListRequest(n=10, allowed={NEW_EVEN, NEW_ODD}, behind={NEW_EVEN}))
        assert [item.anime_id for item in found] == [NEW_ODD, NEW_EVEN]

    def test_a_match_of_an_unrated_anime_is_what_lists_say(self, recommender):
        listed = {item.anime_id: item for item in recommender.recommend(even_member(), ListRequest(n=200))}
        asked = recommender.estimates(even_member(), [NEW_EVEN, 22])
        assert asked[NEW_EVEN].score == pytest.approx(listed[NEW_EVEN].score, abs=1e-4)
        assert asked[NEW_EVEN].like == listed[NEW_EVEN].like

    def test_no_match_is_shown_of_what_nothing_is_known(self, world, snapshot):
        bare = dataclasses.replace(placeholder(np.asarray([990], np.int32)), series=np.asarray([990], np.int32))
        longer = dataclasses.replace(snapshot, table=world[1].joined(bare))
        asked = Recommender.from_snapshot(longer).estimates(even_member(), [990, NEW_EVEN])
        told = longer.fitted_recall().unrated.context.told
        assert asked[990].like is None
        assert told[:-1].all()
        assert not told[-1]

    def test_without_content_nobody_is_offered_them_by_it(self, recommender):
        found = recommender.recommend(even_member(), ListRequest(n=20, stage="recall", sources={"linear"}))
        assert all("content" not in item.sources for item in found)


@pytest.mark.slow
def test_evaluation_hides_the_newest_tenth_and_beats_chance(world, tmp_path):
    interactions, table = world
    config = TrainingConfig.named(str(tiny_toml(tmp_path)))
    hidden = hide_newest(interactions, table, config)
    assert not np.isin(hidden.known.anime, hidden.hidden).any()
    section = unrated_section(interactions, table, config, tmp_path, quiet)
    figures = section.figures["unrated"]
    assert figures["ours"]["ndcg@10"].point > figures["by members"]["ndcg@10"].point
