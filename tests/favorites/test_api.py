import pytest
from rest_framework.authtoken.models import Token

from favorites.models import ListEntry
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client, alice):
    client.defaults["HTTP_AUTHORIZATION"] = f"Token {Token.objects.create(user=alice).key}"
    return client


def put(client, path, data=None):
    return client.put(f"/api/v1/{path}/", data or {}, content_type="application/json")


def test_favourites(api):
    anime = make_anime()
    assert put(api, f"favorites/{anime.pk}").json()["is_favorite"] is True
    assert [row["id"] for row in api.get("/api/v1/favorites/").json()["results"]] == [anime.pk]
    assert api.delete(f"/api/v1/favorites/{anime.pk}/").status_code == 204
    assert api.get("/api/v1/favorites/").json()["results"] == []


def test_ratings(api):
    anime = make_anime()
    assert put(api, f"ratings/{anime.pk}", {"score": 7}).json()["score"] == 7
    assert put(api, f"ratings/{anime.pk}", {"score": 8}).json()["score"] == 8
    assert api.get("/api/v1/ratings/").json()["results"][0]["score"] == 8
    assert api.delete(f"/api/v1/ratings/{anime.pk}/").status_code == 204
    assert not ListEntry.objects.exists()


def test_statuses(api):
    anime = make_anime(episodes=12)
    assert put(api, f"statuses/{anime.pk}", {"status": "completed"}).json()["progress"] == 12
    assert put(api, f"statuses/{anime.pk}", {"status": "watching", "progress": 13}).status_code == 400
    assert len(api.get("/api/v1/statuses/").json()["results"]) == 1
    assert api.delete(f"/api/v1/statuses/{anime.pk}/").status_code == 204


@pytest.mark.parametrize("data", [{}, {"score": 0}, {"score": 11}, {"score": "x"}, {"score": None}, {"score": 7.5}])
def test_bad_scores_are_400(api, data):
    assert put(api, f"ratings/{make_anime().pk}", data).status_code == 400


def test_unknown_anime_are_404(api):
    assert put(api, "favorites/999999").status_code == 404
    assert put(api, "ratings/999999", {"score": 8}).status_code == 404
    assert api.delete("/api/v1/favorites/999999/").status_code == 404


def test_visitors_are_refused(client):
    for path in ("favorites", "ratings", "statuses"):
        assert client.get(f"/api/v1/{path}/").status_code in (401, 403)
    assert put(client, "favorites/1").status_code in (401, 403)
