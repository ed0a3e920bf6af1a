"""新手引导: what is asked, what an answer changes, for guests and for members."""

import re
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from catalog.models import Anime
from favorites.models import ListEntry, Status
from favorites.services import rate_anime, set_favorite, set_status
from recommend.lists.recommendations import taste_of
from recommend.onboarding.notes import Notes
from recommend.onboarding.page import PICKS, fill_picks
from tests.catalog.factories import make_genre

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def state(response):
    return response.context["onboarding"]


def picks(client) -> list[int]:
    return [card.id for card in state(client.get("/welcome/")).picks]


def previewed(client) -> list[int]:
    return [item.card.id for item in state(client.get("/welcome/")).preview]


def test_an_answer_takes_its_place_and_leaves_the_others(client, active):
    before = picks(client)
    assert len(before) == PICKS
    shown = ",".join(map(str, before))
    client.post("/welcome/", {"rate": f"{before[2]}:9", "shown": shown})
    after = picks(client)
    assert after[:2] + after[3:] == before[:2] + before[3:]
    assert after[2] not in before
    client.post("/welcome/", {"unseen": before[0], "shown": ",".join(map(str, after))})
    last = picks(client)
    assert last[1:] == after[1:]
    assert last[0] not in {*before, *after}


def test_the_same_answers_lead_to_the_same_questions(active):
    def asked() -> list[int]:
        return fill_picks(taste_of(AnonymousUser()), Notes(unseen=(1, 2, 3)), wished=[])

    assert asked() == asked()
    assert not {1, 2, 3} & set(asked())


def test_without_a_snapshot_every_third_question_is_recent_and_none_is_a_later_season(catalogue):
    Anime.objects.filter(pk__in=(40, 50, 60, 70)).update(year=2022)
    Anime.objects.filter(pk__in=(1, 2)).update(series="long")
    Anime.objects.filter(pk=1).update(series_place=2)
    Anime.objects.filter(pk=70).update(series_role="recap", popularity=9_999_999)
    asked = fill_picks(taste_of(AnonymousUser()), Notes(), wished=[])
    assert {40, 50} <= set(asked)
    assert not {1, 70} & set(asked)
    assert {2, 3} <= set(asked)


def test_the_preview_changes_with_every_answer(client, active):
    assert previewed(client)
    seen = [previewed(client)]
    for anime_id in (3, 9, 15):
        client.post("/welcome/", {"rate": f"{anime_id}:10"})
        seen.append(previewed(client))
    assert len({tuple(ids) for ids in seen}) >= 3
    assert sum(pk % 2 for pk in seen[-1]) >= 4
    assert not {3, 9, 15} & set(seen[-1])


def test_genres_weigh(client, active):
    romance = make_genre("Romance")
    client.post("/welcome/", {"genres": "1", "genre": romance.pk})
    page = state(client.get("/welcome/"))
    assert sum(card.id % 2 == 0 for card in page.picks) > PICKS // 2
    assert all(item.card.id % 2 == 0 for item in page.preview)
    assert [genre.id for genre in page.genres if genre.is_chosen] == [romance.pk]
    client.post("/welcome/", {"genres": "1"})
    assert not any(genre.is_chosen for genre in state(client.get("/welcome/")).genres)


def test_progress_speaks(client, catalogue):
    assert "评 5 部看过的动漫" in client.get("/welcome/").content.decode()
    for done, anime_id in enumerate((3, 5, 7), start=1):
        client.post("/welcome/", {"rate": f"{anime_id}:8"})
        assert f"已评 {done} 部，还差 {5 - done} 部" in client.get("/welcome/").content.decode()
    for anime_id in (9, 11):
        client.post("/welcome/", {"rate": f"{anime_id}:8"})
    page = client.get("/welcome/").content.decode()
    assert "已评 5 部，推荐已经准备好了" in page
    assert "注册，保留评分" in page


def test_one_is_taken_back(client, catalogue):
    client.post("/welcome/", {"rate": "3:8"})
    client.post("/welcome/", {"undo": "3"})
    assert state(client.get("/welcome/")).count == 0
    assert 3 in picks(client)


def test_another_lot(client, catalogue):
    before = picks(client)
    client.post("/welcome/", {"others": "1", "shown": ",".join(map(str, before))})
    assert not set(before) & set(picks(client))


def test_all_was_asked(client, catalogue):
    for _ in range(20):
        client.post("/welcome/", {"others": "1", "shown": ",".join(map(str, picks(client)))})
    page = client.get("/welcome/")
    assert not state(page).picks
    assert "常见的动漫都问过了" in page.content.decode()


def test_a_particular_one(client, catalogue):
    Anime.objects.filter(pk=40).update(title_zh_hans="银河铁道之夜")
    page = client.get("/welcome/", {"add": 40})
    assert [one.card.id for one in state(page).found] == [40]
    assert 'value="40:9"' in page.content.decode()
    assert client.get("/welcome/", {"add": "999999999999"}).status_code == 200
    assert "没有找到" in client.get("/welcome/", {"add": 77777}).content.decode()


def test_scripts_get_the_parts(client, catalogue):
    answer = client.post("/welcome/", {"rate": "3:8", "shown": "3,5,7"}, headers=JSON).json()
    parts = re.findall(r'data-part="(\w+)"', answer["html"])
    assert parts == ["progress", "genres", "shown", "found", "picks", "rated", "preview"]
    assert answer["said"] == "已给《动漫3》打 8 分。已评 1 部，还差 4 部"
    assert client.get("/welcome/?add=5", headers=JSON).json()["said"] == ""


def test_a_members_answers_go_to_the_list(client, catalogue, alice):
    client.force_login(alice)
    client.post("/welcome/", {"rate": "3:8"})
    entry = ListEntry.objects.get(user=alice)
    assert (entry.anime_id, entry.score, entry.status) == (3, 8, Status.COMPLETED)
    assert 3 not in picks(client)
    client.post("/welcome/", {"undo": "3"})
    assert not ListEntry.objects.filter(user=alice).exists()


def test_what_was_on_the_list_stays_when_a_rating_is_taken_back(client, catalogue, alice):
    set_favorite(user=alice, anime_id=3, favorite=True)
    set_status(user=alice, anime_id=3, status="watching")
    rate_anime(user=alice, anime_id=5, score=4)
    client.force_login(alice)
    client.post("/welcome/", {"rate": "3:8"})
    client.post("/welcome/", {"undo": "3"})
    entry = ListEntry.objects.get(user=alice, anime_id=3)
    assert (entry.score, entry.status, entry.is_favorite) == (None, "watching", True)
    assert state(client.get("/welcome/")).count == 1


def test_unknown_answers_are_refused(client, catalogue):
    for data in (
        {},
        {"x": "1"},
        {"unseen": "abc"},
        {"undo": ""},
        {"unseen": "999999"},
        {"shown": "a,b", "genres": "x"},
    ):
        assert client.post("/welcome/", data, follow=True).status_code == 200
    assert client.post("/welcome/", {"genres": "1", "genre": ["x", "-1", "99999999999"]}).status_code == 302


def test_works_without_a_snapshot_one_a_series(client, catalogue):
    Anime.objects.filter(pk__in=(1, 2, 3)).update(series="series")
    assert picks(client) == [1, 4, 5, 6, 7, 8]


@pytest.mark.slow
def test_few_queries(client, active, alice, django_assert_max_num_queries):
    client.force_login(alice)
    for anime_id in (3, 9, 15):
        client.post("/welcome/", {"rate": f"{anime_id}:9"})
    client.get("/welcome/")
    with django_assert_max_num_queries(12):
        client.get("/welcome/")


@pytest.mark.slow
def test_questions_are_measured(active, alice):
    """Who has seen all that there is needs five questions, however they are chosen."""
    ListEntry.objects.bulk_create(ListEntry(user=alice, anime_id=pk, score=10 if pk % 2 else 3) for pk in range(1, 81))
    said = StringIO()
    call_command("questions_benchmark", stdout=said)
    lines = said.getvalue().splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["adaptive", "popular", "random"]
    assert all("mean   5.0" in line for line in lines[1:])
