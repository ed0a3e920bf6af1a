"""Page and API: the same results, strict and kind with what they don't know, and never a 5xx; on each engine."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Genre
from catalog.search.query import PAGE_SIZE
from tests.catalog.factories import make_anime
from tests.catalog.search.conftest import found

pytestmark = [pytest.mark.django_db, pytest.mark.servers]


def page_of(client, query):
    answer = client.get(f"/search/?{query}")
    assert answer.status_code == 200
    return answer.context["result"]


def api_of(client, query):
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_both_doors_say_the_same(engine, known_anime, client):
    for query in (
        "",
        "q=巨人",
        "q=jjdjr",
        "q=gintama&sort=score",
        "type=TV&type=-Movie&page=2",
        "sort=newest&year=-2011",
    ):
        page, api = page_of(client, query), api_of(client, query)
        assert [anime["id"] for anime in api["results"]] == [card.id for card in page.page.object_list] != []
        assert (api["count"], api["page"], api["engine"]) == (page.total, page.page.number, engine)
        assert page.facets
        for ours, theirs in zip(page.facets, api["facets"], strict=True):
            names = ("value", "label", "count", "state")
            values = [{name: getattr(value, name) for name in names} for value in ours.values]
            assert (theirs["name"], theirs["label"], theirs["values"]) == (ours.name, ours.label, values)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("sort=best", "sort"),
        ("page=0", "page"),
        ("page=two", "page"),
        ("page=99999999", "page"),
        ("mine=show", "mine"),
        ("type=tv", "type"),
        ("season=-spring&season=fall", "season"),
        ("score=10", "score"),
        ("genre=Action", "genre"),
        ("year=1e3", "year"),
        ("tag=--1", "tag"),
    ],
)
def test_the_api_refuses_what_it_doesn_t_know(index_folder, client, query, field):
    make_anime(1)
    answer = client.get(f"/api/v1/search?q=anime&{query}")
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert answer.json()[field]
    # The page leaves it out: somebody only changed a letter of an address.
    assert client.get(f"/search/?q=anime&{query}").status_code == 200


@pytest.mark.parametrize("address", ["/search/", "/api/v1/search", "/api/v1/search/"])
def test_a_page_beyond_the_last_is_the_last(engine, client, address):
    for number in range(1, PAGE_SIZE + 2):
        make_anime(number)
    answer = client.get(address, {"q": "anime", "page": "10001"})
    assert answer.status_code == 200
    numbers = answer.json() if "api" in address else vars(answer.context["result"].page) | {"count": PAGE_SIZE + 1}
    assert numbers.get("page", numbers.get("number")) == 2
    assert numbers["count"] == PAGE_SIZE + 1


LETTERS = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 250))
HOSTILE = {
    "10,000 letters": "a" * 10_000,
    "10,000 characters": "巨" * 10_000,
    "all different": LETTERS,
    "all words": " ".join(LETTERS),
    "as many Latin words": " ".join(f"{number:x}zq" for number in range(2_000)),
    "10,000 marks": "\u0301" * 10_000,
    "kana": "がギゔー" * 3_000,
    "long pinyin": "双床" * 5_000,
    "NUL": "巨人\x00",
    "NULs": "\x00" * 500,
    "surrogate": b"\xed\xa0\x80\xed\xbf\xbf".decode("utf-8", "surrogatepass"),
    "half of one": "巨\ud800人",
    "operators": 'title:(巨人 AND -"x" OR y~2^3) + [a TO z] {1 TO *} && || ! _exists_:id /.*/ \\',
    "marks": '(*^%[]{}~"\\',
    "backslashes": "\\" * 300,
    "quotes": "'\"`´“”「」『』",
    "wildcards": "*?*?%_%_",
    "SQL": "'; DROP TABLE catalog_anime; --",
    "JSON": '{"query":{"match_all":{}},"script":"x"}',
    "HTML": "<script>alert(1)</script>&lt;&#x0;</title>",
    "emoji": "🎌👩‍👩‍👧‍👦🏳️‍🌈" * 50,
    "right to left": "\u202eمرحبا\u202c שלום",
    "ligature": "ﷺﷲ㍿㌀" * 500,
    "template": "{{ 7*7 }}{% load x %}${7*7}",
    "newlines": "巨\r\n人\t\u2028",
    "outside the plane": "𠮷𪚥" * 200,
    "season only": "第二季",
    "seasons": "第二季" * 60,
    "romaji": "ououohoh" * 1_000,
    "number": "9" * 5_000,
}


@pytest.mark.parametrize("address", ["/search/", "/api/v1/search", "/api/v1/suggest"])
def test_no_query_is_too_much(engine, known_anime, client, address):
    for name, text in HOSTILE.items():
        answer = client.get(address, {"q": text.encode("utf-8", "surrogatepass")})
        assert answer.status_code == 200, name
        told = answer.json() if "api" in address else vars(answer.context["result"])
        # A query that an engine refuses would send everybody to the other one.
        assert (told["engine"], told["is_degraded"]) == (engine, False), name
        if "api" not in address:
            assert "<script>alert" not in answer.content.decode()


ODD = ["q=%ff%fe", "q=%00", "q=%ED%A0%80", "q=%", "q=a&q=%E5%B7%A8", "&&=", "q[]=x", "genre=%00", "sort=%ff", ""]


def test_no_address_is_too_much(engine, known_anime, client):
    values = "&".join(f"genre={pk}&tag=-{pk}&year={1900 + pk}" for pk in range(1, 300))
    for query in (*ODD, f"year={'9' * 400}", f"q=%E5%B7%A8&{values}"):
        assert client.get("/search/", QUERY_STRING=query).status_code == 200, query
        for address in ("/api/v1/search/", "/api/v1/suggest/"):
            assert client.get(address, QUERY_STRING=query).status_code in (200, 400), query


@pytest.mark.parametrize(
    "address", ["/search/?q=anime", "/api/v1/search?q=anime", "/api/v1/suggest?q=anime", "/search/?q=zz"]
)
def test_more_results_need_no_more_queries(engine, client, address):
    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    make_anime(1, genres=("Action",), tags={"热血": 3}, aliases=("one",))
    few = queries()
    for number in range(2, 30):
        make_anime(number, genres=("Action", "Drama"), tags={"热血": 3, "校园": 1}, aliases=(f"alias {number}",))
    assert queries() == few <= 12


def test_genres_in_the_language_of_the_page(engine, known_anime, client):
    action = Genre.objects.get(name="Action")
    for language, label in (("zh-CN", "动作"), ("en", "Action")):
        page = client.get(f"/search/?genre={action.pk}", headers={"Accept-Language": language})
        assert label in page.context["result"].chosen[0].label
    assert found(genre=str(action.pk))
