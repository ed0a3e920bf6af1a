"""What members and visitors are recommended, with and without a snapshot."""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from catalog.models import Anime
from favorites.dismissals import Kind, dismiss
from favorites.models import ListEntry, NotInterested, Status
from favorites.services import rate_anime, set_favorite, set_status
from recommend.home import home_for
from recommend.lists.recommendations import recommend_for
from recommend.lists.similar import similar_to
from tests.accounts.factories import make_member
from tests.recommend.factories import ANIME_IDS

pytestmark = pytest.mark.slow


def ids(items) -> list[int]:
    return [item.card.id for item in items]


def recommended(user, n: int = 20, **options) -> list[int]:
    return ids(recommend_for(user=user, n=n, language="zh", **options))


def test_a_visitor_gets_what_is_popular(catalogue):
    assert recommended(AnonymousUser(), 5) == [1, 2, 3, 4, 5]
    assert recommended(AnonymousUser(), 5, offset=5) == [6, 7, 8, 9, 10]


def test_a_rating_counts_on_the_next_request(active, alice):
    assert recommended(alice)
    for anime_id in (3, 9, 15, 21):
        rate_anime(user=alice, anime_id=anime_id, score=10)
    odd = recommended(alice)
    assert sum(anime_id % 2 for anime_id in odd[:10]) >= 8
    bob = make_member("bob")
    for anime_id in (4, 10, 16, 22):
        rate_anime(user=bob, anime_id=anime_id, score=10)
    assert recommended(bob) != odd
    assert sum(anime_id % 2 for anime_id in recommended(bob)[:10]) <= 2


def test_reasons_are_true(active, alice):
    rate_anime(user=alice, anime_id=3, score=9)
    set_favorite(user=alice, anime_id=9, favorite=True)
    set_status(user=alice, anime_id=15, status=Status.COMPLETED)
    rate_anime(user=alice, anime_id=4, score=2)
    items = recommend_for(user=alice, n=20, language="zh")
    said = {reason for item in items for reason in item.reasons}
    assert said
    assert said <= {"因为你给《动漫3》打了 9 分", "因为你喜欢《动漫9》", "因为你看过《动漫15》"}
    assert all(0 <= item.probability <= 1 for item in items if item.probability is not None)


def test_refilled_to_the_promised_length(active, alice):
    """However much is on the list or hidden, until the catalogue has no more."""
    ListEntry.objects.bulk_create(ListEntry(user=alice, anime_id=pk, score=8) for pk in ANIME_IDS[:60])
    Anime.objects.filter(pk__in=(61, 62)).update(is_hidden=True)
    assert len(recommended(alice, 15)) == 15
    assert sorted(recommended(alice, 50)) == list(range(63, 81))


def test_anime_that_the_snapshot_does_not_know(active, alice):
    Anime.objects.create(pk=500, title_romaji="New", title_zh_hans="新作", members=5)
    Anime.objects.get(pk=500).genres.add(*Anime.objects.get(pk=1).genres.all())
    alike = similar_to(anime_id=500, user=alice, n=5, language="zh")
    assert [card.id for card in alike] == [1, 3, 5, 7, 9]
    rate_anime(user=alice, anime_id=500, score=10)
    assert 500 not in recommended(alice, 80)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    liked=st.sets(st.sampled_from(ANIME_IDS), max_size=60),
    dismissed=st.sets(st.sampled_from(ANIME_IDS), max_size=10),
    hidden=st.sets(st.sampled_from(ANIME_IDS), max_size=10),
    offset=st.integers(0, 30),
)
def test_never_what_the_member_has_or_refused(active, alice, liked, dismissed, hidden, offset):
    ListEntry.objects.all().delete()
    NotInterested.objects.all().delete()
    Anime.objects.update(is_hidden=False)
    ListEntry.objects.bulk_create(ListEntry(user=alice, anime_id=pk, score=1 + pk % 10) for pk in liked)
    NotInterested.objects.bulk_create(NotInterested(user=alice, anime_id=pk) for pk in dismissed)
    Anime.objects.filter(pk__in=hidden).update(is_hidden=True)
    unwanted = liked | dismissed | hidden

    page = recommended(alice, 20, offset=offset)
    left = len(set(ANIME_IDS) - unwanted)
    assert not unwanted & set(page)
    assert len(page) == len(set(page)) == min(20, max(0, left - offset))

    for anime_id in (1, 2):
        alike = [card.id for card in similar_to(anime_id=anime_id, user=alice, n=10, language="zh")]
        assert not (unwanted | {anime_id}) & set(alike)
        assert len(alike) == len(set(alike))

    shown = [card.id for row in home_for(user=alice, language="zh").rows for card in row.cards]
    assert not unwanted & set(shown)
    assert len(shown) == len(set(shown))


def test_rows_of_the_home_page(active, alice):
    home = home_for(user=AnonymousUser(), language="zh")
    assert home.invitation
    assert home.rows[0].title == "正在热门"
    rate_anime(user=alice, anime_id=3, score=9)
    home = home_for(user=alice, language="zh")
    assert not home.invitation
    assert [row.title for row in home.rows][:3] == ["为你推荐", "因为你喜欢《动漫3》", "正在热门"]


def test_pages_and_api_say_the_same(active, alice, client):
    rate_anime(user=alice, anime_id=3, score=9)
    dismiss(user=alice, anime_id=5, kind=Kind())
    client.force_login(alice)
    wanted = recommended(alice, 24)
    page = client.get("/recommendations/")
    assert ids(page.context["items"]) == wanted
    answer = client.get("/api/v1/recommendations/", {"n": 24}).json()["results"]
    assert [item["id"] for item in answer] == wanted
    assert {"title", "probability", "reasons"} <= set(answer[0])
    similar = client.get("/api/v1/anime/1/similar/", {"n": 3}).json()["results"]
    assert [item["id"] for item in similar] == [
        card.id for card in client.get("/anime/1/similar/").context["items"][:3]
    ]
    assert client.get("/").status_code == 200
    assert client.get("/recommendations/", {"page": "x"}).status_code == 200
    for address in ("/anime/999/similar/", f"/anime/{2**40}/similar/", "/api/v1/anime/999/similar/"):
        assert client.get(address).status_code == 404
    assert client.get("/api/v1/recommendations/", {"n": 0}).status_code == 400


def test_the_script_of_an_animes_page_gets_the_block_alone(active, client):
    whole = client.get("/anime/1/similar/").content.decode()
    block = client.get("/anime/1/similar/", headers={"X-Requested-With": "fetch"}).content.decode()
    assert "<html" in whole
    assert "<html" not in block
    # Who logs in to favourite something comes back to the anime, not to the block.
    assert "?next=/anime/1/&" in block or '?next=/anime/1/"' in block


def test_few_queries(active, alice, client, django_assert_max_num_queries):
    for anime_id in range(3, 40, 2):
        rate_anime(user=alice, anime_id=anime_id, score=9)
    client.force_login(User.objects.get(pk=alice.pk))
    client.get("/recommendations/")
    with django_assert_max_num_queries(12):
        client.get("/recommendations/")
