"""不感兴趣 of an anime, a series, a genre: said and taken back, with and without scripts."""

import pytest

from catalog.models import Anime, Genre
from favorites.dismissals import Kind, dismiss, dismissed_by, restore, unwanted_ids
from favorites.models import DismissedGenre, DismissedSeries, NotInterested
from favorites.services import AnimeNotFound, InvalidChange
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


@pytest.fixture
def genre() -> Genre:
    """恋爱, of anime 11 and 12; 11, 13 and 14 are one series."""
    for anime_id, names, series in ((11, ("Romance",), "s"), (12, ("Romance",), ""), (13, (), "s"), (14, (), "s")):
        make_anime(anime_id, genres=names, title_zh_hans=f"第{anime_id}部")
        Anime.objects.filter(pk=anime_id).update(series=series)
    make_anime(15)
    Genre.objects.update(name_zh="恋爱")
    return Genre.objects.get()


def test_each_kind_keeps_away_what_it_names(alice, genre, django_assert_num_queries):
    dismiss(user=alice, anime_id=15, kind=Kind())
    assert unwanted_ids(user=alice) == {15}
    dismiss(user=alice, anime_id=13, kind=Kind("franchise"))
    assert unwanted_ids(user=alice) == {11, 13, 14, 15}
    dismiss(user=alice, anime_id=11, kind=Kind("genre", genre.pk))
    with django_assert_num_queries(1):
        assert unwanted_ids(user=alice) == {11, 12, 13, 14, 15}
    assert not unwanted_ids(user=make_member("bob"))
    dismissed = dismissed_by(alice)
    assert (dismissed.anime_ids, dismissed.series_of, dismissed.genres) == ((15,), (13,), (genre,))


def test_what_joins_a_series_later_is_dismissed_too(alice, genre):
    dismiss(user=alice, anime_id=11, kind=Kind("franchise"))
    Anime.objects.filter(pk=12).update(series="s")
    assert 12 in unwanted_ids(user=alice)


def test_a_series_is_one_row_and_restored_by_any_of_its_anime(alice, genre):
    dismiss(user=alice, anime_id=11, kind=Kind("franchise"))
    dismiss(user=alice, anime_id=13, kind=Kind("franchise"))
    assert DismissedSeries.objects.count() == 1
    restore(user=alice, anime_id=14, kind=Kind("franchise"))
    assert not unwanted_ids(user=alice)


def test_an_anime_that_stands_alone_is_its_own_series(alice, genre):
    dismiss(user=alice, anime_id=12, kind=Kind("franchise"))
    assert unwanted_ids(user=alice) == {12}
    restore(user=alice, anime_id=15, kind=Kind("franchise"))
    assert unwanted_ids(user=alice) == {12}
    restore(user=alice, anime_id=12, kind=Kind("franchise"))
    assert not unwanted_ids(user=alice)


def test_what_can_t_be_dismissed(alice, genre):
    make_anime(16, is_hidden=True)
    for anime_id in (16, 999, 2**40):
        for kind in (Kind(), Kind("franchise")):
            with pytest.raises(AnimeNotFound):
                dismiss(user=alice, anime_id=anime_id, kind=kind)
            restore(user=alice, anime_id=anime_id, kind=kind)
    with pytest.raises(InvalidChange):
        dismiss(user=alice, anime_id=11, kind=Kind("genre", 999))
    for text in ("genre", "genre:", "genre:x", "genre:１", "genre:99999999999", "anime:1", "everything"):
        with pytest.raises(InvalidChange):
            Kind.parse(text)


@pytest.mark.parametrize("kind", ["anime", "franchise", "genre"])
def test_by_scripts(client, alice, genre, kind):
    kind = f"genre:{genre.pk}" if kind == "genre" else kind
    client.force_login(alice)
    url = "/not-interested/11/"
    answer = client.post(url, {"kind": kind}, headers={"Accept": "application/json"})
    assert answer.json() == {"anime_id": 11, "kind": kind, "dismissed": True, "undo": True}
    assert 11 in unwanted_ids(user=alice)
    answer = client.post(url, {"kind": kind, "undo": "1"}, headers={"Accept": "application/json"})
    assert answer.json()["dismissed"] is False
    assert not unwanted_ids(user=alice)


@pytest.mark.parametrize(
    ("kind", "said"), [("anime", "《第11部》"), ("franchise", "《第11部》系列"), ("genre", "“恋爱”类动漫")]
)
def test_without_scripts_the_message_carries_the_way_back(client, alice, genre, kind, said):
    kind = f"genre:{genre.pk}" if kind == "genre" else kind
    client.force_login(alice)
    page = client.post("/not-interested/11/", {"kind": kind, "next": "/help/"}, follow=True)
    text = page.content.decode()
    assert f"不会再推荐{said}。" in text
    assert f'name="kind" value="{kind}"' in text
    undone = client.post("/not-interested/11/", {"kind": kind, "undo": "1", "next": "/help/"}, follow=True)
    assert f"{said}会再次推荐给你。" in undone.content.decode()
    assert 'name="undo"' not in undone.content.decode()
    assert not unwanted_ids(user=alice)


def test_nonsense_is_refused_not_an_error(client, alice, genre):
    client.force_login(alice)
    for kind in ("genre:999", "nonsense", "genre:" + "9" * 5000, "<b>"):
        answer = client.post("/not-interested/11/", {"kind": kind}, headers={"Accept": "application/json"})
        assert answer.status_code == 400
        assert client.post("/not-interested/11/", {"kind": kind}).status_code == 302
    assert client.post("/not-interested/999/").status_code == 404
    assert client.post("/not-interested/99999999999999999999/").status_code == 404
    assert client.get("/not-interested/11/").status_code == 405
    client.logout()
    assert client.post("/not-interested/11/").url.startswith("/login/")
    assert not NotInterested.objects.exists()


def test_the_page_lists_and_restores_all_kinds(client, alice, genre):
    dismiss(user=alice, anime_id=15, kind=Kind())
    dismiss(user=alice, anime_id=13, kind=Kind("franchise"))
    dismiss(user=alice, anime_id=11, kind=Kind("genre", genre.pk))
    client.force_login(alice)
    text = client.get("/not-interested/").content.decode()
    assert "恋爱" in text
    assert "《第13部》系列" in text
    assert "Anime 15" in text
    client.post("/not-interested/0/", {"kind": f"genre:{genre.pk}", "undo": "1"})
    assert not DismissedGenre.objects.exists()


def test_the_page_needs_few_queries(client, alice, django_assert_max_num_queries):
    for number in range(40):
        anime = make_anime(genres=(f"Genre {number}",))
        dismiss(user=alice, anime_id=anime.pk, kind=Kind())
        dismiss(user=alice, anime_id=anime.pk, kind=Kind("franchise"))
        dismiss(user=alice, anime_id=anime.pk, kind=Kind("genre", anime.genres.get().pk))
    client.force_login(alice)
    with django_assert_max_num_queries(12):
        assert client.get("/not-interested/").status_code == 200
