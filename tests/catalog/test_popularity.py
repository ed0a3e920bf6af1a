"""Popularity: known, converted from Bangumi's figures, or estimated; never 0."""

import pytest

from catalog.models import Anime, PopularityOrigin, SiteScore
from catalog.popularity import refresh_popularity
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


def make_world(size: int = 120) -> None:
    """Members are a hundred times what Bangumi's are; the second half of the ids is tagged and watched more."""
    for number in range(1, size + 1):
        collected = 10 * number
        make_anime(number, members=100 * collected, popularity=0, series="big" if number > size - 5 else "")
        SiteScore.objects.create(anime_id=number, site="bangumi", completed=collected)


def test_each_origin_says_where_it_comes_from():
    make_world()
    make_anime(900, members=0, popularity=0)
    SiteScore.objects.create(anime_id=900, site="bangumi", completed=500)
    make_anime(901, members=0, popularity=0)
    refresh_popularity()
    known, converted, estimated = (Anime.objects.get(pk=pk) for pk in (7, 900, 901))
    assert (known.popularity, known.popularity_origin) == (7_000, PopularityOrigin.MEMBERS)
    assert converted.popularity_origin == PopularityOrigin.BANGUMI
    assert 30_000 < converted.popularity < 80_000
    assert estimated.popularity_origin == PopularityOrigin.ESTIMATED
    assert 0 < estimated.popularity <= 120_000


def test_an_entry_of_a_beloved_series_is_expected_to_be_beloved():
    make_world()
    make_anime(900, members=0, series="big")
    make_anime(901, members=0)
    refresh_popularity()
    assert Anime.objects.get(pk=900).popularity > Anime.objects.get(pk=901).popularity


def test_doing_it_again_changes_nothing_and_changes_follow():
    make_world()
    make_anime(900, members=0)
    assert refresh_popularity() > 0
    assert refresh_popularity() == 0
    Anime.objects.filter(pk=900).update(members=5)
    refresh_popularity()
    assert Anime.objects.get(pk=900).popularity_origin == PopularityOrigin.MEMBERS


@pytest.mark.parametrize("size", [0, 1, 3])
def test_a_catalogue_that_teaches_nothing_has_popularity_all_the_same(size):
    for number in range(size):
        make_anime(number + 1, members=0, popularity=0)
    refresh_popularity()
    assert all(value >= 1 for value in Anime.objects.values_list("popularity", flat=True))
