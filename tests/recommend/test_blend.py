"""「像 A 和 B，不像 C」: the page, its addresses, its door for programs."""

import pytest

from catalog.models import Anime
from favorites.services import rate_anime
from recommend.blending.blend import BlendQuery
from tests.catalog.factories import make_anime
from tests.recommend.factories import ANIME_IDS

pytestmark = pytest.mark.django_db


def shown(client, query: str) -> list[int]:
    return [item.card.id for item in client.get(f"/blend/?{query}").context["result"].items]


def test_like_odd_ones_gives_odd_ones(client, active):
    found = shown(client, "like=3&like=9&unlike=4")
    assert len(found) == 24
    assert sum(pk % 2 for pk in found[:10]) >= 9
    assert found == shown(client, "like=9&like=3&unlike=4")
    assert not {3, 9, 4} & set(found)


def test_nothing_on_the_list(client, active, alice):
    before = shown(client, "like=3&like=9")
    for anime_id in before[:3]:
        rate_anime(user=alice, anime_id=anime_id, score=8)
    client.force_login(alice)
    assert not set(before[:3]) & set(shown(client, "like=3&like=9"))


def test_nor_of_their_series_nor_hidden(client, active):
    before = shown(client, "like=3&like=9")
    Anime.objects.filter(pk__in=(3, before[0])).update(series="saga")
    Anime.objects.filter(pk=before[1]).update(is_hidden=True)
    assert not set(before[:2]) & set(shown(client, "like=3&like=9"))


def test_says_how_like_and_why(client, active):
    item = client.get("/blend/?like=3&like=9&unlike=4").context["result"].items[0]
    assert [(one.letter, one.is_liked) for one in item.likenesses] == [("A", True), ("B", True), ("C", False)]
    assert [reason.text for reason in item.reasons] == ["和《动漫3》和《动漫9》一样：Action", "没有《动漫4》的Romance"]


def test_by_genre_without_a_model(client, catalogue):
    found = shown(client, "like=3&unlike=4")
    assert found[:3] == [1, 5, 7]
    assert all(pk % 2 for pk in found)


def test_an_anime_that_came_after_the_training(client, active):
    # Nobody has watched it. It is made of what the odd ones of this world are made of.
    new = make_anime(500, genres=("Action",), tags={"tag": 1})
    assert all(pk % 2 for pk in shown(client, f"like={new.pk}"))
    assert shown(client, f"like={new.pk}&like=3")


@pytest.mark.parametrize(
    "query",
    ["like=x", "like=-1", "like=99999999999999999999", "like=0", "like=3&unlike=3", "unlike=3", "like=3&to=%00&q=%00",
     "q=%ff", "like=²", "like=" + "9" * 5000, "&".join(f"like={pk}" for pk in ANIME_IDS)],
)  # fmt: skip
def test_bad_addresses_are_pages(client, catalogue, query):
    assert client.get(f"/blend/?{query}").status_code == 200


def test_addresses():
    query = BlendQuery.of(["3", "9", "3", "x"], ["9", "4"])
    assert (query.like, query.unlike) == ((3, 9), (4,))
    assert query.url == "/blend/?like=3&like=9&unlike=4"
    assert query.with_unliked(9).url == "/blend/?like=3&unlike=4&unlike=9"
    assert query.with_liked(4).url == "/blend/?like=3&like=9&like=4"
    assert query.without(3).without(9).without(4).url == "/blend/"
    assert BlendQuery.of([1, 2, 3, 4], [5, 6, 7]).like == (1, 2, 3)


def test_a_name_is_looked_for(client, catalogue):
    Anime.objects.filter(pk=40).update(title_zh_hans="银河铁道之夜")
    context = client.get("/blend/", {"like": 3, "q": "银河铁道", "to": "unlike"}).context
    assert [(offer.found.id, offer.url) for offer in context["offers"]] == [(40, "/blend/?like=3&unlike=40")]
    assert "没有找到" in client.get("/blend/", {"q": "zzqqxx"}).content.decode()


def test_api(client, active):
    answer = client.get("/api/v1/blend/?like=3&like=9&unlike=4&n=5").json()["results"]
    assert [row["id"] for row in answer] == shown(client, "like=3&like=9&unlike=4")[:5]
    assert [one["anime_id"] for one in answer[0]["likenesses"]] == [3, 9, 4]
    assert answer[0]["reasons"][0] == "和《动漫3》和《动漫9》一样：Action"
    for query in ("", "like=x", "like=1&like=2&like=3&like=4", "like=1&n=0", "like=99999999999"):
        assert client.get(f"/api/v1/blend/?{query}").status_code == 400


@pytest.mark.slow
def test_few_queries(client, active, alice, django_assert_max_num_queries):
    client.force_login(alice)
    rate_anime(user=alice, anime_id=11, score=9)
    client.get("/blend/?like=3&like=9&unlike=4")
    with django_assert_max_num_queries(12):
        client.get("/blend/?like=3&like=9&unlike=4")
