"""What a search does for the member who asks, and what is suggested while they type."""

import pytest

from accounts.models import TitleLanguage
from catalog.personal import personal
from catalog.search.query import PAGE_SIZE
from catalog.search.suggestions import MOST
from favorites.services import rate_anime, set_favorite, set_status
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime
from tests.catalog.search.anime import HIDDEN
from tests.catalog.search.conftest import ask, found

pytestmark = [pytest.mark.django_db, pytest.mark.servers]


@pytest.fixture
def alice(client):
    alice = make_member("alice")
    client.force_login(alice)
    return alice


def test_hiding_what_is_on_the_list(engine, known_anime, alice, client):
    every = ask("进击的巨人", user=alice)
    set_favorite(user=alice, anime_id=16498, favorite=True)
    rate_anime(user=alice, anime_id=25777, score=9)
    set_status(user=alice, anime_id=40028, status="dropped")
    assert found("进击的巨人", user=alice)[0] == 16498
    hidden = ask("进击的巨人", user=alice, mine="hide")
    ids = {card.id for card in every.page.object_list} - {16498, 25777, 40028}
    assert {card.id for card in hidden.page.object_list} == ids
    assert hidden.total == every.total - 3
    kinds = {facet.name: {value.value: value.count for value in facet.values} for facet in hidden.facets}
    assert sum(kinds["type"].values()) == hidden.total
    assert [anime["id"] for anime in client.get("/api/v1/search?q=进击的巨人&mine=hide").json()["results"]] == [
        card.id for card in hidden.page.object_list
    ]
    assert len(hidden.chosen) == 1
    assert hidden.chosen[0].remove_url == every.clear_url
    assert hidden.hide_mine_url == every.clear_url


def test_a_visitor_has_no_list(engine, known_anime):
    result = ask("进击的巨人", mine="hide", sort="match")
    assert result.total == ask("进击的巨人").total
    assert (result.hide_mine_url, result.chosen) == (None, ())
    assert "match" not in [sort.value for sort in result.sorts]
    assert [sort.value for sort in result.sorts if sort.is_current] == ["relevance"]


def test_by_match_where_nothing_is_recommended_yet(engine, known_anime, alice):
    """No model is installed: the order is the usual one."""
    result = ask("银魂", user=alice, sort="match")
    assert [card.id for card in result.page.object_list] == found("银魂")
    assert [sort.value for sort in result.sorts if sort.is_current] == ["match"]


def test_by_match_every_match_is_on_one_page(engine, alice, monkeypatch):
    best = [7, 50, 3, 999, 12, *range(60, 100)]
    monkeypatch.setattr(personal, "best_matches", lambda user: best)
    for number in range(1, 81):
        make_anime(number, title_romaji=f"Kazemachi {number}" if number % 2 else "Yumemi", members=number)
    odd = [number for number in best if number % 2 and number <= 80]
    expected = odd + [number for number in range(79, 0, -2) if number not in odd]
    pages = range(1, len(expected) // PAGE_SIZE + 2)
    assert [pk for page in pages for pk in found("kazemachi", user=alice, sort="match", page=str(page))] == expected
    assert found(user=alice, sort="match", type="TV")[:4] == [7, 50, 3, 12]


def suggest(client, text):
    answer = client.get("/api/v1/suggest", {"q": text})
    assert answer.status_code == 200
    return answer.json()["results"]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (TitleLanguage.CHINESE, "狼与香辛料"),
        (TitleLanguage.JAPANESE, "狼と香辛料"),
        (TitleLanguage.ROMAJI, "Ookami to Koushinryou"),
        (TitleLanguage.ENGLISH, "Spice and Wolf"),
    ],
)
def test_suggestions_in_the_members_language(engine, known_anime, alice, client, language, title):
    alice.title_language = language
    alice.save()
    for text in ("狼与", "ookami", "spice a", "lyx"):
        first = suggest(client, text)[0]
        assert (first["id"], first["title"], first["year"], first["type"]) == (2966, title, 2008, "TV"), text


def test_a_suggestion_names_the_title_that_matched(engine, known_anime, client):
    assert suggest(client, "狼与香")[0]["also"] == ""
    assert suggest(client, "spice and w")[0]["also"] == "Spice and Wolf"
    assert suggest(client, "狼辛")[0]["also"] == "狼辛"
    assert (suggest(client, "ookami")[0]["title"], suggest(client, "ookami")[0]["also"]) == (
        *("狼与香辛料", "Ookami to Koushinryou"),
    )


def test_suggestions_can_be_shown(engine, known_anime, client):
    for number in range(1, 20):
        make_anime(number)
    assert len(suggest(client, "anime")) == MOST == 8
    assert suggest(client, "") == suggest(client, "  ") == suggest(client, "qqqqwwww") == []
    for one in suggest(client, "进击"):
        assert one["id"] != HIDDEN
        assert client.get(one["cover"]).status_code == 200
        assert client.get(one["url"]).status_code == 200
    # Of tags and summaries nothing is suggested.
    assert suggest(client, "时间旅行") == suggest(client, "地下都市") == []
    assert suggest(client, "隐藏") == suggest(client, "kakushi") == []


def test_suggestions_forgive_mistakes(engine, known_anime, client):
    assert suggest(client, "shingeki no kyojn")[0]["id"] == 16498
    assert suggest(client, "命运石知门")[0]["id"] == 9253
