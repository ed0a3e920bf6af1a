"""What a visitor rates is theirs: it recommends at once, and joins the account they make or log in to."""

import pytest
from django.contrib.sessions.models import Session

from accounts.models import User
from catalog.models import Anime
from favorites.models import ListEntry
from favorites.services import rate_anime, set_status
from recommend.lists.recommendations import recommend_for
from recommend.members.guests import MOST_RATINGS
from tests.accounts.factories import PASSWORD, make_member, registration

pytestmark = pytest.mark.django_db


def rate(client, *ratings: tuple[int, int]) -> None:
    for anime_id, score in ratings:
        client.post("/welcome/", {"rate": f"{anime_id}:{score}"})


def ratings_in(client) -> dict[str, int]:
    return client.session.get("guest_ratings", {})


def log_in(client, name: str):
    return client.post("/login/", {"username": name, "password": PASSWORD}, follow=True)


def entries(username: str) -> dict[int, tuple[int | None, str | None]]:
    rows = ListEntry.objects.filter(user__username=username).values_list("anime_id", "score", "status")
    return {anime_id: (score, status) for anime_id, score, status in rows}


def test_who_never_rated_has_no_session_and_asks_for_none(client, catalogue, django_assert_num_queries):
    for path in ("/welcome/", "/recommendations/", "/taste/"):
        assert "sessionid" not in client.get(path).cookies
    assert not Session.objects.exists()
    with django_assert_num_queries(0):
        client.get("/terms/")


def test_ratings_count_at_once(client, active):
    rate(client, (3, 10), (9, 9), (15, 10), (21, 10))
    user = client.get("/").context["user"]
    assert user.guest_ratings == {3: 10, 9: 9, 15: 10, 21: 10}
    items = recommend_for(user=user, n=10, language="zh")
    assert not {3, 9, 15, 21} & {item.card.id for item in items}
    assert sum(item.card.id % 2 for item in items) >= 8
    assert all(item.match for item in items)
    said = {reason for item in items for reason in item.reasons}
    assert said
    assert all("打了" in reason for reason in said)
    page = client.get("/").content.decode()
    assert "为你推荐" in page
    assert "匹配度" in page


@pytest.mark.parametrize(
    "value", ["3:11", "3:0", "3:", "3:x", "3:-1", "x:5", "", ":", "99999:5", "9" * 30 + ":5", "²:5"]
)
def test_what_is_no_rating_is_refused(client, catalogue, value):
    response = client.post("/welcome/", {"rate": value}, follow=True)
    assert response.status_code == 200
    assert ratings_in(client) == {}
    scripts = client.post("/welcome/", {"rate": value}, headers={"accept": "application/json"})
    assert scripts.status_code == 400
    assert scripts.json()["error"]


def test_hidden_anime_are_not_rated(client, catalogue):
    Anime.objects.filter(pk=3).update(is_hidden=True)
    rate(client, (3, 9))
    assert ratings_in(client) == {}


def test_a_session_holds_so_many(client, catalogue):
    Anime.objects.bulk_create(Anime(pk=pk, title_romaji=f"Anime {pk}") for pk in range(1000, 1100))
    session = client.session
    session["guest_ratings"] = {str(pk): 8 for pk in range(1000, 1000 + MOST_RATINGS)}
    session.save()
    response = client.post("/welcome/", {"rate": "3:9"}, follow=True)
    assert "最多" in response.content.decode()
    assert len(ratings_in(client)) == MOST_RATINGS
    rate(client, (1000, 3))
    assert ratings_in(client)["1000"] == 3


def test_rubbish_in_a_session_harms_nothing(client, catalogue):
    for rubbish in (["x"], {"3": "nine", "4": 99, "x": 5, "5": 7}, 5, None):
        session = client.session
        session["guest_ratings"] = rubbish
        session["onboarding"] = rubbish
        session.save()
        assert client.get("/welcome/").status_code == 200
    assert client.get("/").status_code == 200


def test_registration_keeps_them(client, catalogue):
    rate(client, (3, 9), (5, 2), (7, 8), (9, 10), (11, 7))
    response = client.post("/register/", registration(), follow=True)
    page = response.content.decode()
    assert "已把你的 5 个评分存入帐号" in page
    assert "注册成功" in page
    assert response.redirect_chain[-1][0] == "/"
    assert entries("bob") == {pk: (score, "completed") for pk, score in ((3, 9), (5, 2), (7, 8), (9, 10), (11, 7))}
    assert "guest_ratings" not in client.session


def test_a_new_member_without_ratings_is_led_to_rate(client, catalogue):
    response = client.post("/register/", registration(), follow=True)
    assert response.redirect_chain[-1][0] == "/welcome/"


def test_login_adds_to_the_list_and_overwrites_nothing(client, catalogue, alice):
    rate_anime(user=alice, anime_id=3, score=2)
    set_status(user=alice, anime_id=5, status="dropped")
    rate(client, (3, 9), (5, 8), (7, 10))
    page = log_in(client, "alice").content.decode()
    assert "已把你的 2 个评分存入帐号" in page
    assert "登录成功" in page
    assert entries("alice") == {3: (2, None), 5: (8, "dropped"), 7: (10, "completed")}
    assert "guest_ratings" not in client.session


def test_nothing_is_said_where_nothing_is_new(client, catalogue, alice):
    rate_anime(user=alice, anime_id=3, score=2)
    rate(client, (3, 9))
    assert "存入帐号" not in log_in(client, "alice").content.decode()
    assert entries("alice") == {3: (2, None)}


def test_another_members_login_gets_none_of_it(client, catalogue, alice):
    """A session that belonged to somebody is emptied when another one logs in."""
    make_member("carol")
    client.force_login(alice)
    session = client.session
    session["guest_ratings"] = {"3": 9}
    session.save()
    client.force_login(User.objects.get(username="carol"))
    assert entries("carol") == {}
    assert "guest_ratings" not in client.session


def test_logging_out_leaves_nothing_behind(client, catalogue, alice):
    rate(client, (3, 9))
    log_in(client, "alice")
    client.post("/logout/")
    assert client.get("/").context["user"].guest_ratings == {}
