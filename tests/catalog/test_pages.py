"""Search, rankings and an anime's page, as page and as API."""

import pytest
from django.core.management import call_command

from catalog.models import Anime
from catalog.rankings import refresh_weighted_scores
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    make_anime(
        16498, title_romaji="Shingeki no Kyojin", title_zh_hans="进击的巨人", title_en="Attack on Titan", members=900
    )
    make_anime(2, title_romaji="Re:Zero kara Hajimeru", title_zh_hans="从零开始", title_ja="Re：ゼロから", members=800)
    make_anime(3, title_romaji="Ranma ½", title_zh_hans="乱马1/2", members=700)
    make_anime(4, title_romaji="Kyojin", members=1, aliases=("大个子☆",))
    make_anime(5, title_romaji="Secret", is_hidden=True)


def ids(client, query):
    answer = client.get("/api/v1/search/", {"q": query})
    assert answer.status_code == 200
    return [anime["id"] for anime in answer.json()["results"]]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("进击的巨人", 16498),
        ("巨人", 16498),
        ("進擊的巨人", 16498),
        ("SHINGEKI  no kyojin", 16498),
        ("titan attack", 16498),
        ("re zero", 2),
        ("Ｒｅ：Zero", 2),
        ("re:ぜろから", 2),
        ("ranma 1/2", 3),
        ("Ranma ½", 3),
        ("kyojin", 4),
        ("大个子", 4),
    ],
)
def test_a_title_is_found_however_it_is_written(client, shelf, query, first):
    assert ids(client, query)[0] == first


def test_hidden_anime_are_found_nowhere(client, shelf):
    assert ids(client, "secret") == []
    assert client.get("/anime/5/").status_code == 404
    assert client.get("/api/v1/anime/5/").status_code == 404


def test_an_edit_is_searchable_at_once(client, shelf):
    assert ids(client, "全新标题") == []
    anime = Anime.objects.get(pk=2)
    anime.title_zh_hans = "全新标题"
    anime.save()
    assert ids(client, "全新标题") == [2]


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "\x00",
        "a" * 10_000,
        "<b>&amp;",
        '" OR 1=1 --',
        "☆♪",
        "\u202e",
        "🎌",
        "%",
        "a\ud800".encode("utf-8", "surrogatepass"),
        "(*^",
    ],
)
def test_no_query_breaks_search(client, shelf, query):
    for address in ("/search/", "/api/v1/search/"):
        assert client.get(address, {"q": query}).status_code == 200
    assert client.get("/search/", {"q": "巨人", "page": "10001"}).status_code == 200
    assert client.get("/api/v1/search/", {"q": "巨人", "page": "no"}).status_code == 400
    assert client.get("/api/v1/search/").status_code == 200


def test_the_page_shows_the_query_that_was_searched(client, shelf):
    page = client.get("/search/", {"q": "A&B <i>"}).content.decode()
    assert "A&amp;B &lt;i&gt;" in page
    assert "<i>" not in page


def test_rankings_weigh_scores_by_members(client):
    make_anime(1, score=9.9, members=1)
    for number in range(10, 30):
        make_anime(number, score=8.0, members=1000 + number)
    make_anime(2, score=9.0, members=50_000)
    refresh_weighted_scores()
    top = client.get("/api/v1/rankings/", {"kind": "top"}).json()
    assert top["results"][0]["id"] == 2
    assert top["m"] > 0
    assert client.get("/api/v1/rankings/", {"kind": "popular"}).json()["results"][0]["id"] == 2
    assert client.get("/rankings/", {"kind": "nonsense", "page": "x"}).status_code == 200


def test_an_anime_tells_all_it_has(client):
    make_anime(7, title_romaji="Seven", title_zh_hans="七", aliases=("7",), tags={"热血": 3}, genres=("Action",))
    detail = client.get("/api/v1/anime/7/").json()
    assert [title["text"] for title in detail["titles"]] == ["七", "Seven", "7"]
    assert detail["tags"] == [{"name": "热血", "count": 3}]
    page = client.get("/anime/7/").content.decode()
    assert "热血" in page
    assert client.get("/anime/99999999999999/").status_code == 404


def test_tags_that_stand_on_more_anime_come_first(client):
    make_anime(7, tags={"一位歌手": 1, "热血": 1})
    make_anime(8, tags={"热血": 1})
    assert [tag["name"] for tag in client.get("/api/v1/anime/7/").json()["tags"]] == ["热血", "一位歌手"]


def test_hiding_in_bulk_takes_an_anime_out_of_everything_at_once(admin_client):
    make_anime(8, title_romaji="Eight")
    make_anime(9, title_romaji="Nine", is_hidden=True)
    assert ids(admin_client, "eight") == [8]
    for action, chosen in (("show", 9), ("hide", 8)):
        admin_client.post("/admin/catalog/anime/", {"action": action, "_selected_action": [chosen]})
    assert ids(admin_client, "eight") == []
    assert ids(admin_client, "nine") == [9]
    ranked = admin_client.get("/api/v1/rankings/", {"kind": "popular"}).json()["results"]
    assert [anime["id"] for anime in ranked] == [9]


def test_staff_who_date_an_anime_date_its_season(admin_client):
    make_anime(8, title_romaji="Eight", year=None)
    page = admin_client.get("/admin/catalog/anime/8/change/")
    form = {**page.context["adminform"].form.initial, "start_date": "2024-01-01", "genres": []}
    form = {name: value for name, value in form.items() if value is not None and name != "cover"}
    for formset in page.context["inline_admin_formsets"]:
        form |= {f"{formset.formset.prefix}-TOTAL_FORMS": 0, f"{formset.formset.prefix}-INITIAL_FORMS": 0}
    assert admin_client.post("/admin/catalog/anime/8/change/", form).status_code == 302
    anime = Anime.objects.get(pk=8)
    assert (anime.year, anime.season, anime.edited_fields) == (2024, "winter", ["start_date"])


@pytest.mark.parametrize("address", ["/search/?q=anime", "/rankings/", "/api/v1/rankings/", "/api/v1/search/?q=anime"])
def test_more_cards_need_no_more_queries(client, django_assert_max_num_queries, address):
    for number in range(1, 40):
        make_anime(number, genres=("Action", "Drama"))
    refresh_weighted_scores()
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_staff_edit_an_anime_and_the_import_will_know(admin_client):
    make_anime(8, title_romaji="Eight")
    page = admin_client.get("/admin/catalog/anime/8/change/")
    assert page.status_code == 200
    form = {**page.context["adminform"].form.initial, "title_romaji": "Acht"}
    form = {name: value for name, value in form.items() if value is not None and name != "cover"}
    form["genres"] = []
    for formset in page.context["inline_admin_formsets"]:
        form |= {f"{formset.formset.prefix}-TOTAL_FORMS": 0, f"{formset.formset.prefix}-INITIAL_FORMS": 0}
    answer = admin_client.post("/admin/catalog/anime/8/change/", form)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Anime.objects.get(pk=8).edited_fields == ["title_romaji"]
    assert admin_client.get("/admin/catalog/anime/", {"q": "Acht"}).status_code == 200


def test_the_api_is_described_without_a_warning():
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")
