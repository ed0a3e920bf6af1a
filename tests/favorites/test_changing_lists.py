"""Many entries at once, removals that are taken back, progress that moves the status, notes."""

import pytest

from favorites import bulk, removals, services
from favorites.models import ListEntry
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def keep(user, *anime, **fields):
    return [ListEntry.objects.create(user=user, anime=each, **({"score": 7} | fields)) for each in anime]


@pytest.mark.parametrize(
    ("status", "progress", "expected"),
    [
        (None, 1, "watching"),
        ("plan_to_watch", 3, "watching"),
        ("watching", 12, "completed"),
        (None, 12, "completed"),
        ("on_hold", 5, "on_hold"),
        ("dropped", 12, "dropped"),
        ("plan_to_watch", 0, "plan_to_watch"),
    ],
)
def test_the_status_follows_what_was_watched(alice, status, progress, expected):
    anime = make_anime(episodes=12)
    keep(alice, anime, status=status)
    entry = services.set_progress(user=alice, anime_id=anime.pk, progress=progress)
    assert (entry.status, entry.progress) == (expected, progress)


def test_progress_stays_within_the_anime(client, alice):
    anime = make_anime(episodes=12)
    client.force_login(alice)
    for progress in ("13", "-1", "x", ""):
        response = client.post(f"/progress/{anime.pk}/", {"progress": progress}, headers=JSON)
        assert response.status_code == 400, progress
    endless = make_anime(episodes=None)
    assert client.post(f"/progress/{endless.pk}/", {"progress": "900"}, headers=JSON).json()["status"] == "watching"
    assert client.post("/progress/999999999/", {"progress": "1"}, headers=JSON).status_code == 404


def test_a_note_is_kept_and_shown_as_text(client, alice):
    anime = make_anime()
    client.force_login(alice)
    answer = client.post(f"/notes/{anime.pk}/", {"note": "<script>看</script>"}, headers=JSON).json()
    assert answer["note"] == "<script>看</script>"
    assert "&lt;script&gt;看&lt;/script&gt;" in client.get("/favorites/").content.decode()
    assert client.post(f"/notes/{anime.pk}/", {"note": "长" * 1001}, headers=JSON).status_code == 400
    client.post(f"/notes/{anime.pk}/", {"note": ""})
    assert not ListEntry.objects.exists()


@pytest.mark.parametrize("action", bulk.actions())
def test_every_action_changes_many_in_few_queries(alice, action, django_assert_max_num_queries):
    entries = keep(alice, *(make_anime(episodes=24) for _ in range(9)), status="watching")
    untouched = keep(alice, make_anime())[0]
    ids = [entry.anime_id for entry in entries]
    with django_assert_max_num_queries(5):
        assert bulk.edit_entries(user=alice, anime_ids=[*ids, 999], action=action) == 9
    changed = ListEntry.objects.filter(anime_id__in=ids)
    if action == "status:completed":
        assert set(changed.values_list("status", "progress")) == {("completed", 24)}
    elif action.startswith("status:"):
        assert set(changed.values_list("status", flat=True)) == {action.removeprefix("status:")}
    before = untouched.updated_at
    untouched.refresh_from_db()
    assert (untouched.status, untouched.is_favorite, untouched.updated_at) == (None, False, before)


def test_what_says_nothing_any_more_leaves_the_list(alice):
    entry = keep(alice, make_anime(), score=None, is_favorite=True)[0]
    bulk.edit_entries(user=alice, anime_ids=[entry.anime_id], action="unfavorite")
    assert not ListEntry.objects.exists()


def test_unknown_actions_are_refused(client, alice):
    entry = keep(alice, make_anime())[0]
    for action in ("", "status:loved", "delete everything"):
        with pytest.raises(bulk.UnknownAction):
            bulk.edit_entries(user=alice, anime_ids=[entry.anime_id], action=action)
        client.force_login(alice)
        data = {"anime": [entry.anime_id], "action": action}
        assert "请选择要进行的操作" in client.post("/favorites/edit/", data, follow=True).content.decode()
    nothing = client.post("/favorites/edit/", {"anime": ["x", "-1", "9" * 30], "action": "favorite"}, follow=True)
    assert "请先勾选" in nothing.content.decode()


def test_others_lists_stay_as_they_are(client, alice):
    theirs = keep(make_member("bob"), make_anime())[0]
    client.force_login(alice)
    for action in ("status:dropped", "remove"):
        client.post("/favorites/edit/", {"anime": [theirs.anime_id], "action": action})
    theirs.refresh_from_db()
    assert theirs.status is None


def test_without_scripts_a_removal_is_offered_back_once(client, alice):
    entries = keep(alice, make_anime(), make_anime(), status="completed", progress=12, note="好看", is_favorite=True)
    client.force_login(alice)
    data = {"anime": [entry.anime_id for entry in entries], "action": "remove", "next": "/favorites/?show=rated"}
    page = client.post("/favorites/edit/", data, follow=True)
    assert page.redirect_chain[-1][0] == "/favorites/?show=rated"
    assert "已从列表中移除 2 部动漫。" in page.content.decode()
    assert not ListEntry.objects.exists()
    assert client.get("/favorites/").context["removed"] is None
    client.post("/favorites/restore/", {"token": page.context["removed"]["token"]})
    restored = ListEntry.objects.order_by("anime_id").values_list("score", "status", "progress", "note", "is_favorite")
    assert list(restored) == [(7, "completed", 12, "好看", True)] * 2


def test_scripts_take_a_removal_back_by_its_token(client, alice):
    entry = keep(alice, make_anime())[0]
    client.force_login(alice)
    answer = client.post(f"/favorites/{entry.anime_id}/remove/", headers=JSON).json()
    assert answer["removed"] == [entry.anime_id]
    again = client.post("/favorites/restore/", {"token": answer["token"]}, headers=JSON).json()
    assert again == {"restored": [entry.anime_id]}


def test_taking_back_never_overwrites_what_came_since(alice):
    entry = keep(alice, make_anime())[0]
    removal = removals.remove_entries(user=alice, anime_ids=[entry.anime_id])
    services.rate_anime(user=alice, anime_id=entry.anime_id, score=2)
    removals.restore_entries(user=alice, token=removal.token)
    assert ListEntry.objects.get().score == 2


def test_nobody_brings_back_what_another_removed(client, alice):
    entry = keep(alice, make_anime())[0]
    removal = removals.remove_entries(user=alice, anime_ids=[entry.anime_id])
    client.force_login(make_member("bob"))
    for token in (removal.token, removal.token[:-1], "", "x" * 5000):
        assert client.post("/favorites/restore/", {"token": token}, headers=JSON).status_code == 400
    assert not ListEntry.objects.exists()


@pytest.mark.parametrize(
    "path", ["/progress/1/", "/notes/1/", "/favorites/1/remove/", "/favorites/edit/", "/favorites/restore/"]
)
def test_visitors_are_sent_to_the_login(client, path):
    assert client.post(path)["Location"].startswith("/login/?next=")
    assert client.post(path, headers=JSON).status_code == 401
    assert client.get(path).status_code == 405
