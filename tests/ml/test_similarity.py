"""Similar anime in a made world: two circles of people, and kinds of anime that nobody has watched yet."""

from dataclasses import replace

import numpy as np
import pytest

from ml.content.vectors import ContentVectors
from ml.deepwalk.config import DeepWalkConfig
from ml.recall.als import AlsConfig
from ml.recall.models import RecallConfig, RecallModels
from ml.recall.neighbours import NeighbourConfig
from ml.serving.moods import gentle_anime, harsh_anime
from ml.serving.similarity import Similarity, similar_positions
from tests.ml.worlds import checkerboard_columns, interactions_of, table_of

# Eighty anime that people watched, of an even and an odd kind, then twenty that nobody has.
WATCHED, NEW = 80, 20
NOTHING = np.zeros(0, np.int32)
KINDS = ("Cooking", "Robots")


@pytest.fixture(scope="module")
def table():
    made = table_of(np.arange(10, 10 + WATCHED + NEW))
    n = len(made)
    rng = np.random.default_rng(1)
    kind = np.arange(n) % 2
    genres = [[KINDS[its], "Anime"] for its in kind]
    tags = [[f"{KINDS[its]} {number}" for number in rng.choice(6, 3, replace=False)] for its in kind]
    return replace(made, genres=genres, tags=tags, popularity=np.full(n, 20_000, np.float32))


@pytest.fixture(scope="module")
def models(table):
    config = RecallConfig(
        deepwalk=DeepWalkConfig(embedding_size=16, walks=4000, epochs=3),
        als=AlsConfig(factors=6, iterations=2),
        neighbours=NeighbourConfig(shrinkage=1.0),
    )
    rows = interactions_of(checkerboard_columns(users=300, anime=WATCHED), table)
    return RecallModels.fit(rows, config, 3, lambda _stage, _done: None)


def made(models, table) -> Similarity:
    return Similarity.build(models, table, ContentVectors.build(table))


def near(similarity: Similarity, position: int, n: int = 10) -> list[int]:
    return similar_positions(similarity, position, NOTHING, n)[0].tolist()


def test_every_anime_has_neighbours_of_its_kind(models, table):
    similarity = made(models, table)
    for position in (0, 1, 40, WATCHED, WATCHED + 1, WATCHED + 11):
        found = near(similarity, position)
        assert len(found) == 10
        assert position not in found
        assert {other % 2 for other in found} == {position % 2}


def test_what_nobody_has_watched_is_a_neighbour_too(models, table):
    similarity = made(models, table)
    assert any(position >= WATCHED for position in near(similarity, WATCHED, 20))
    assert set(near(similarity, 0, 49)) >= set(range(WATCHED, WATCHED + NEW, 2))


def test_the_same_on_every_load(models, table):
    first, again = made(models, table), made(models, table)
    assert all(near(first, position) == near(again, position) for position in (0, 7, 85, 99))


def test_the_little_known_stands_behind_the_well_known(models, table):
    tags = list(table.tags)
    tags[WATCHED + 2] = tags[WATCHED + 4] = tags[WATCHED]
    popularity = table.popularity.copy()
    popularity[WATCHED + 2], popularity[WATCHED + 4] = 150, 150_000
    found = near(made(models, replace(table, tags=tags, popularity=popularity)), WATCHED, 49)
    assert found.index(WATCHED + 4) < found.index(WATCHED + 2)


def test_nothing_of_its_own_series_and_of_others_only_the_first(models, table):
    series, places, roles = table.series.copy(), table.series_place.copy(), list(table.series_role)
    series[[0, 2]], places[2] = series[0], 2
    series[[4, 6, 8]] = series[4]
    places[6], roles[8] = 2, "side"
    similarity = made(models, replace(table, series=series, series_place=places, series_role=roles))
    found = near(similarity, 0, 60)
    assert 2 not in found
    assert {4, 6, 8} & set(found) == {4}
    assert 0 not in near(similarity, 2, 60)


def test_no_gore_beside_what_heals(models, table):
    genres, tags = list(table.genres), list(table.tags)
    tags[0] = [*tags[0], "治愈"]
    genres[2] = [*genres[2], "Gore"]
    tags[4] = [*tags[4], "猎奇"]
    dark = replace(table, genres=genres, tags=tags)
    assert gentle_anime(dark)[[0, 2, 4]].tolist() == [True, False, False]
    assert harsh_anime(dark)[[0, 2, 4]].tolist() == [False, True, True]
    similarity = made(models, dark)
    assert not {2, 4} & set(near(similarity, 0, 60))
    assert {2, 4} <= set(near(similarity, 6, 60))


def test_what_people_say_outweighs_what_is_written(models, table):
    """People of the even circle watch 0; a made-up genre doesn't bring an odd neighbour before theirs."""
    genres = list(table.genres)
    genres[0] = genres[1]
    similarity = made(models, replace(table, genres=genres))
    assert {other % 2 for other in near(similarity, 0, 8)} == {0}


def test_models_of_few_rows_leave_content(table):
    config = RecallConfig(
        deepwalk=DeepWalkConfig(embedding_size=8, walks=200, epochs=1), als=AlsConfig(4, iterations=1)
    )
    rows = interactions_of(checkerboard_columns(users=6, anime=WATCHED), table)
    thin = RecallModels.fit(rows, config, 3, lambda _stage, _done: None)
    assert len(near(made(thin, table), WATCHED + 1)) == 10
