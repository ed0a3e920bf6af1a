"""口味画像: figures against lists whose answer is known, and honest where there is little."""

import pytest

from accounts.models import User
from catalog.models import Anime
from favorites.models import ListEntry
from recommend.serving.serving import current_serving
from recommend.taste.model import judge_model
from recommend.taste.profile import taste_profile
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


def profile(user):
    return taste_profile(user=user, language="zh")


def watch(user: User, scores: dict[int, int | None], **fields: object) -> None:
    ListEntry.objects.bulk_create(
        ListEntry(user=user, anime_id=pk, score=score, **({"status": "completed"} | fields))
        for pk, score in scores.items()
    )


def test_genres_against_everybody(catalogue, alice):
    watch(alice, {1: 9, 3: 8, 5: 9, 7: 8, 9: 10, 11: None, 4: 3})
    found = profile(alice)
    [action] = found.liked_genres
    assert (action.label, action.count) == ("Action", 6)
    assert action.share == pytest.approx(100 * 6 / 7)
    assert 45 < action.everybody < 55
    assert action.mean == pytest.approx(44 / 5)
    assert [bar.label for bar in found.avoided_genres] == ["Romance"]
    assert "比大多数人更爱看Action。" in found.summary


def test_years_and_types(catalogue, alice):
    Anime.objects.filter(pk__in=(1, 2)).update(year=1999, type="Movie", episodes=1)
    Anime.objects.filter(pk=3).update(year=1931)
    watch(alice, {1: 9, 2: 8, 3: 7, 4: 7, 5: 6})
    found = profile(alice)
    eras = {bar.label: bar.count for bar in found.eras}
    assert (eras["1960–1964"], eras["1995–1999"], eras["2000–2004"], eras["2015–2019"]) == (1, 2, 0, 2)
    assert {bar.label: bar.count for bar in found.types if bar.count} == {"剧场版": 2, "未知": 3}


def test_scores_beside_others(catalogue, alice):
    for number in range(25):
        watch(make_member(f"m{number}"), dict.fromkeys(range(1, 7), 5 if number else 10))
    watch(alice, {1: 8, 2: 8, 3: 10, 4: 6})
    scores = profile(alice).scores
    assert (scores.count, scores.mean, scores.others) == (4, 8, 7.5)
    assert scores.kinder_than == 96
    assert [column.count for column in scores.columns] == [0, 0, 0, 0, 0, 1, 0, 2, 0, 1]
    assert scores.columns[4].everybody == pytest.approx(100 * 144 / 154)
    assert "打分比别人宽：同样的动漫平均高 0.5 分。" in profile(alice).summary


def test_surprises(catalogue, alice):
    Anime.objects.filter(pk=2).update(score=9.5)
    watch(alice, {1: 10, 2: 4, 3: 8, 4: 7})
    found = [(one.card.id, one.score, one.others) for one in profile(alice).surprises]
    assert found == [(1, 10, 7.5), (2, 4, 9.5)]


def test_time_is_counted_of_what_was_watched(db, alice):
    for pk, episodes in ((1, 12), (2, None), (3, 24), (4, 12)):
        make_anime(pk, episodes=episodes)
    make_anime(5, type="Movie", episodes=1)
    watch(alice, {1: None, 2: None, 5: None})
    watch(alice, {3: None}, status="watching", progress=10)
    watch(alice, {4: None}, status="plan_to_watch")
    watching = profile(alice).watching
    assert (watching.anime, watching.completed, watching.episodes) == (4, 3, 24)
    assert watching.hours == round((23 * 24 + 95) / 60)


def test_little_is_said_of_little(client, catalogue, alice):
    client.force_login(alice)
    assert "开始评分" in client.get("/taste/").content.decode()
    watch(alice, {1: 9, 2: 8})
    page = client.get("/taste/").content.decode()
    assert "再评 3 部就能看到。" in page
    assert "再评 1 部就能看到。" in page
    assert "再评 8 部就能看到。" in page
    assert "偏爱的类型" in page


def test_visitors_are_invited_and_guests_have_one(client, catalogue):
    assert 'href="/welcome/"' in client.get("/taste/").content.decode()
    for anime_id in (1, 3, 5, 7, 9):
        client.post("/welcome/", {"rate": f"{anime_id}:9"})
    page = client.get("/taste/").content.decode()
    assert "你的口味" in page
    assert "Action" in page


def test_nobody_elses(client, catalogue, alice):
    watch(alice, dict.fromkeys(range(1, 8), 9))
    assert "alice" not in client.get("/taste/").content.decode()
    response = client.get("/taste/")
    assert "private" in response["Cache-Control"]


@pytest.mark.slow
def test_the_model_is_judged_by_what_it_was_not_told(active, alice):
    """Somebody after its heart: tens for one half, threes for the other."""
    watch(alice, {pk: 10 if pk % 2 else 3 for pk in range(1, 31)})
    judged = judge_model(alice)
    assert judged is not None
    assert set(judged.guesses) == set(range(1, 31))
    assert judged.plain_error == 3.5
    assert 0 < judged.error < judged.plain_error
    assert judged.is_better
    assert judge_model(make_member("bob")) is None


@pytest.mark.slow
def test_few_queries(client, active, alice, django_assert_max_num_queries):
    watch(alice, {pk: 1 + pk % 10 for pk in range(1, 41)})
    client.force_login(alice)
    # Loading the snapshot is the process's, not the page's.
    current_serving()
    with django_assert_max_num_queries(12):
        assert client.get("/taste/").status_code == 200
