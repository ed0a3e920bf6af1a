"""Own members' ratings on the page of an anime."""

import pytest

from favorites.models import ListEntry
from favorites.opinions import opinions_of
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


@pytest.fixture
def rated():
    make_anime(1, score=7.25)
    make_anime(2)
    for number, score in enumerate((8, 8, 10, 2, None)):
        member = make_member(f"member{number}", is_simulated=number == 3)
        ListEntry.objects.create(user=member, anime_id=1, score=score, is_favorite=True)


def test_mean_and_spread(rated):
    opinions = opinions_of(anime_id=1)
    assert (opinions.ratings, opinions.simulated, opinions.mean) == (4, 1, 7)
    assert [bar.score for bar in opinions.bars] == list(range(10, 0, -1))
    assert {bar.score: (bar.count, bar.percent, bar.width) for bar in opinions.bars if bar.count} == {
        10: (1, 25, "50.0%"),
        8: (2, 50, "100.0%"),
        2: (1, 25, "50.0%"),
    }


def test_the_page_labels_both_means_and_says_who_is_simulated(client, rated):
    page = client.get("/anime/1/").content.decode()
    for words in (
        "MyAnimeList 会员平均分",
        "7.25",
        "本站会员平均分",
        "7.00",
        "4 人评分",
        "其中 1 人是用于演示的模拟会员",
    ):
        assert words in page
    assert "style=" not in page.partition('id="opinions"')[2].partition("</section>")[0]


def test_a_new_rating_shows_at_once(client, rated):
    client.get("/anime/2/")
    assert opinions_of(anime_id=2).mean is None
    ListEntry.objects.create(user=make_member("late"), anime_id=2, score=6)
    assert "6.00" in client.get("/anime/2/").content.decode()


def test_one_query(rated, django_assert_num_queries):
    with django_assert_num_queries(1):
        opinions_of(anime_id=1)
