"""What the catalogue adds by popularity, and lists by genre: series are entered at their first there too."""

import numpy as np
import pytest

from catalog.models import Anime, SeriesRole
from ml.data.interactions import COMPLETED, DROPPED, WATCHING, UserHistory
from ml.serving.recommender import Recommender
from ml.serving.requests import ListRequest
from recommend.serving.catalogue_refill import catalogue_table, refill, without_later_entries
from recommend.training.similar_page import OF_TODAY, WELL_KNOWN, pairs_sharing_much
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


@pytest.fixture
def saga(db: None) -> None:
    """1 to 3: seasons, the third the most popular; 4 a special, 5 a recap of it; 6 stands alone."""
    places: dict[int, tuple[int | None, SeriesRole]] = {
        1: (1, SeriesRole.MAIN),
        2: (2, SeriesRole.MAIN),
        3: (3, SeriesRole.MAIN),
    }
    places |= {4: (None, SeriesRole.SIDE), 5: (None, SeriesRole.RECAP)}
    for pk in range(1, 7):
        make_anime(pk)
        place, role = places.get(pk, (None, SeriesRole.MAIN))
        Anime.objects.filter(pk=pk).update(
            series="saga" if pk < 6 else "", series_place=place or 1, series_role=role, popularity=100 * pk
        )


def added(history: UserHistory, *, shown=(), known=(), n: int = 10, allowed=None) -> list[int]:
    unwanted = set(history.anime_ids.tolist())
    return refill(history=history, shown=list(shown), known=known, unwanted=unwanted, allowed=allowed, n=n)


def test_newer_anime_are_added_in_order(saga):
    assert added(UserHistory.empty()) == [6, 1]
    assert added(UserHistory.empty(), shown=[1]) == [6, 3, 2]
    assert added(UserHistory.empty(), known={1, 6}) == []
    assert added(UserHistory.empty(), allowed={2, 3}) == []
    assert added(UserHistory.empty(), n=1) == [6]


@pytest.mark.parametrize(("status", "found"), [(COMPLETED, [6, 4, 3, 2]), (WATCHING, [6]), (DROPPED, [6])])
def test_what_became_of_the_first_decides(saga, status, found):
    assert added(UserHistory.of([1], [0], [status])) == found


def test_hidden_anime_are_not_added(saga):
    Anime.objects.filter(pk=6).update(is_hidden=True)
    assert added(UserHistory.empty()) == [1]


def test_popularity_serves_in_order(saga):
    recommender = Recommender.from_popularity(catalogue_table(Anime.objects.visible()))
    assert [item.anime_id for item in recommender.recommend(UserHistory.empty(), ListRequest(n=9))] == [6, 1]
    assert [item.anime_id for item in recommender.recommend(UserHistory.of([1]), ListRequest(n=9))] == [6, 4, 3, 2]
    assert np.array_equal(np.sort(recommender.table.ids), np.arange(1, 7))


def test_of_every_series_the_entry(saga):
    assert set(without_later_entries(Anime.objects.all()).values_list("pk", flat=True)) == {1, 6}


def test_the_page_of_neighbours_knows_today():
    assert len(set(OF_TODAY)) == len(OF_TODAY) >= 60
    assert not set(OF_TODAY) & set(WELL_KNOWN)


def test_pairs_that_share_much():
    found = {1: [5, 6, 7, 8, 9], 2: [5, 6, 7, 8, 4], 3: [5, 6, 7, 1, 2]}
    assert pairs_sharing_much(found) == [(1, 2, 4)]
