import pytest

from favorites.models import ListEntry, NotInterested
from favorites.views.my_list import PAGE_SIZE
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def test_forms_lead_back(client, alice):
    anime = make_anime()
    client.force_login(alice)
    response = client.post(f"/favorites/{anime.pk}/", {"favorite": "1", "next": "/search/?q=%26%20x"})
    assert response["Location"] == "/search/?q=%26%20x"
    assert client.post(f"/ratings/{anime.pk}/", {"score": "9", "next": "//evil.example"})["Location"] == (
        f"/anime/{anime.pk}/"
    )
    client.post(f"/statuses/{anime.pk}/", {"status": "watching", "progress": "4"})
    entry = ListEntry.objects.get()
    assert (entry.is_favorite, entry.score, entry.status, entry.progress) == (True, 9, "watching", 4)


def test_scripts_get_json(client, alice):
    anime = make_anime()
    client.force_login(alice)
    answer = client.post(f"/ratings/{anime.pk}/", {"score": "9"}, headers=JSON).json()
    assert answer == {"anime_id": anime.pk, "is_favorite": False, "score": 9, "status": None, "progress": 0, "note": ""}
    refusal = client.post(f"/ratings/{anime.pk}/", {"score": "11"}, headers=JSON)
    assert (refusal.status_code, "error" in refusal.json()) == (400, True)
    assert client.post("/ratings/999999/", {"score": "9"}, headers=JSON).status_code == 404


def test_bad_values_are_told_and_change_nothing(client, alice):
    anime = make_anime(episodes=12)
    client.force_login(alice)
    for path, fields in (
        ("favorites", {}),
        ("favorites", {"favorite": "yes"}),
        ("ratings", {"score": "0"}),
        ("ratings", {"score": "nine"}),
        ("statuses", {"status": "loved"}),
        ("statuses", {"status": "watching", "progress": "13"}),
        ("statuses", {"status": "watching", "progress": "-1"}),
    ):
        response = client.post(f"/{path}/{anime.pk}/", {**fields, "next": "/about/"}, follow=True)
        assert "toast-error" in response.content.decode(), (path, fields)
    assert not ListEntry.objects.exists()


def test_visitors_are_sent_to_the_login_and_back(client):
    anime = make_anime()
    response = client.post(f"/favorites/{anime.pk}/", {"favorite": "1", "next": "/rankings/?kind=popular&page=2"})
    assert response["Location"] == "/login/?next=%2Frankings%2F%3Fkind%3Dpopular%26page%3D2"
    assert client.post(f"/favorites/{anime.pk}/", {"favorite": "1"}, headers=JSON).status_code == 401
    assert client.get("/favorites/")["Location"] == "/login/?next=/favorites/"
    assert client.get(f"/favorites/{anime.pk}/").status_code == 405


def test_forms_need_the_csrf_token(alice):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    response = strict.post(f"/favorites/{make_anime().pk}/", {"favorite": "1"})
    assert response.status_code == 403
    assert "表单已过期" in response.content.decode()


def test_list_filters_sorts_and_pages(client, alice):
    for number in range(PAGE_SIZE + 1):
        ListEntry.objects.create(user=alice, anime=make_anime(title_zh_hans=f"第{number}部"), score=number % 10 + 1)
    ListEntry.objects.create(user=alice, anime=make_anime(title_zh_hans="只收藏"), is_favorite=True)
    client.force_login(alice)
    favourites = client.get("/favorites/?show=favorites").content.decode()
    assert "只收藏" in favourites
    assert "第3部" not in favourites
    assert len(client.get("/favorites/?show=rated&page=2").context["items"]) == 1
    assert client.get("/favorites/?show=nonsense&sort=nonsense&page=nonsense").status_code == 200
    best = client.get("/favorites/?sort=score").context["items"][0]
    assert best.entry.score == 10


def test_list_needs_few_queries(client, alice, django_assert_max_num_queries):
    for number in range(PAGE_SIZE):
        ListEntry.objects.create(user=alice, anime=make_anime(genres=("Action",)), score=number % 10 + 1)
    client.force_login(alice)
    with django_assert_max_num_queries(9):
        client.get("/favorites/")


def test_dismissed_and_restored(client, alice):
    anime = make_anime(title_zh_hans="不看这个")
    client.force_login(alice)
    client.post(f"/not-interested/{anime.pk}/")
    assert "不看这个" in client.get("/not-interested/").content.decode()
    client.post(f"/not-interested/{anime.pk}/", {"undo": "1"})
    assert not NotInterested.objects.exists()


@pytest.mark.parametrize("show", ["all", "favorites", "rated", "watching", "dropped"])
@pytest.mark.parametrize("sort", ["updated", "added", "score", "site_score", "year"])
def test_every_filter_and_order_opens(client, alice, show, sort):
    ListEntry.objects.create(user=alice, anime=make_anime(), score=7, status="watching")
    client.force_login(alice)
    assert client.get(f"/favorites/?show={show}&sort={sort}").status_code == 200


def test_empty_filters_say_so_and_lead_on(client, alice):
    client.force_login(alice)
    assert "去榜单看看" in client.get("/favorites/").content.decode()
    assert "“在看”里还没有动漫。" in client.get("/favorites/?show=watching").content.decode()
