"""Filters, counts, order and pages, against what the database's rows say; in each engine."""

import random
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from catalog.search.facets import ORDER
from catalog.search.query import PAGE_SIZE, SORTS, SearchQuery
from catalog.search.search import search
from tests.catalog.factories import make_anime, make_genre
from tests.catalog.search.conftest import ask, found
from tests.catalog.search.random_catalogue import (
    WORDS,
    all_rows,
    expected_counts,
    make_random_anime,
    random_filters,
)

pytestmark = pytest.mark.django_db
TEXTS = ("", "kazemachi", "aozorabi yumemigusa")


def as_params(filters):
    params: dict[str, list[str]] = {}
    for name, value in filters:
        params.setdefault(name, []).append(value)
    return params


@pytest.mark.servers
@pytest.mark.parametrize("seed", range(4))
def test_every_count_is_right_under_any_filters(engine, seed):
    chance = random.Random(seed)
    make_random_anime(chance)
    rows = all_rows()
    for turn in range(12):
        text = TEXTS[turn % 3]
        matching = [row for row in rows if set(text.split()) <= row.words]
        filters = random_filters(rows, chance)
        result = ask(text, **as_params(filters))
        case = f"q={text} {filters}"
        assert result.total == sum(row.has(filters) for row in matching), case
        assert [facet.name for facet in result.facets] == list(ORDER)
        for facet in result.facets:
            check_counts(facet, expected_counts(matching, filters, facet.name), filters, case)
        check_pages(result, text, filters, [row for row in matching if row.has(filters)], chance)


def check_counts(facet, expected, filters, case):
    shown = {value.value: value.count for value in facet.values}
    chosen = {value.removeprefix("-") for name, value in filters if name == facet.name}
    case = f"{facet.name} of {case}"
    assert chosen <= shown.keys(), case
    assert shown == {value: expected.get(value, 0) for value in shown}, case
    left_out = [count for value, count in expected.items() if value not in shown]
    if facet.name in ("tag", "studio", "staff"):
        least = min((count for value, count in shown.items() if value not in chosen), default=0)
        assert not left_out or (len(shown) >= 40 and max(left_out) <= least), case
    else:
        assert not left_out, case
    for value in facet.values:
        signs = {"": "include", "-": "exclude"}
        states = {state for sign, state in signs.items() if (facet.name, f"{sign}{value.value}") in filters}
        assert value.state in (states or {""}), case
    assert facet.is_active == bool(chosen)


def check_pages(result, text, filters, matching, chance):
    """Every match is on one page, in the order that was asked for."""
    sort = chance.choice(("relevance", "score", "popularity", "newest"))
    pages = range(1, result.page.paginator.num_pages + 1)
    ids = [pk for page in pages for pk in found(text, sort=sort, page=str(page), **as_params(filters))]
    order = "popularity" if sort == "relevance" and not text else sort
    if order == "relevance":
        assert sorted(ids) == sorted(row.id for row in matching)
    else:
        assert ids == [row.id for row in sorted(matching, key=lambda row: row.sort_keys[order])], (text, filters, sort)


def test_links_take_a_value_in_and_out(engine):
    make_random_anime(random.Random(9))
    for filters in ({}, {"type": "TV", "score": ["8", "-7"], "q": WORDS[0], "sort": "score", "page": "2"}):
        query = SearchQuery.from_params(filters)
        result = search(query, language="zh")
        assert sum(len(facet.values) for facet in result.facets) > 5
        for facet in result.facets:
            for value in facet.values[:5]:
                included, excluded = (from_url(url) for url in (value.include_url, value.exclude_url))
                assert included.state_of(facet.name, value.value) == ("" if value.state == "include" else "include")
                assert excluded.state_of(facet.name, value.value) == ("" if value.state == "exclude" else "exclude")
                assert {(one.text, one.sort, one.page) for one in (included, excluded)} == {(query.text, query.sort, 1)}
                # The count beside a value is what its link leads to.
                if not value.state and facet.name in ("genre", "tag"):
                    assert search(included, language="zh").total == value.count
        assert not from_url(result.clear_url).has_filters
        assert all(not from_url(one.remove_url).has_filters for one in result.chosen) or len(result.chosen) > 1
        assert [sort.value for sort in result.sorts if sort.is_current] == [query.sort]


def test_a_chosen_value_stays_where_nothing_is_left(engine):
    """So that it can be taken back."""
    genre = make_genre("Drama")
    make_anime(1, type="TV")
    make_anime(2, type="Movie", genres=("Drama",))
    shown = {facet.name: facet.values for facet in ask(type="TV", genre=str(genre.pk)).facets}
    assert [(value.value, value.count, value.state) for value in shown["genre"]] == [(str(genre.pk), 0, "include")]
    assert [(value.value, value.count, value.state) for value in shown["type"]] == [
        ("TV", 0, "include"),
        ("Movie", 1, ""),
    ]


def test_a_page_beyond_the_last_is_the_last(engine):
    for number in range(1, PAGE_SIZE + 3):
        make_anime(number, members=number)
    assert found(page="10001") == found(page="99") == [2, 1]
    for text in ("", "anime"):
        last = ask(text, page="10001")
        assert (last.page.number, len(last.page.object_list)) == (2, 2)


def test_many_matches_are_all_on_one_page_each(engine):
    """Beyond the part that is put in order title by title, too."""
    for number in range(1, 150):
        make_anime(number, title_romaji=f"Kazemachi {number}", members=number)
    ids = [pk for page in range(1, 8) for pk in found("kazemachi", page=str(page))]
    assert sorted(ids) == list(range(1, 150))


def from_url(url):
    return SearchQuery.from_params(QueryDict(urlsplit(url).query))


def test_a_search_is_its_address():
    chance = random.Random(5)
    values = {
        **{"genre": ["1", "22"], "tag": ["3", "44"], "year": ["1999", "2024"], "type": ["TV", "Movie"]},
        **{"season": ["winter", "autumn"], "status": ["airing", "unknown"], "episodes": ["53", "none"]},
        **{"score": ["0", "none"], "members": ["1000", "none"], "source": ["manga", "none"]},
        **{"studio": ["5", "66"], "staff": ["7", "88"], "country": ["JP", "none"]},
    }
    for _ in range(300):
        params: dict[str, Any] = {
            "q": chance.choice(["", "进击 的&巨人=?#%", "a+b", "½ ☆", " x  y\x00"]),
            "sort": chance.choice(SORTS),
        }
        params |= {"page": chance.choice(["1", "7"]), "mine": chance.choice(["", "hide"])}
        for name in chance.sample(sorted(values), 4):
            params[name] = [chance.choice(("", "-")) + value for value in chance.sample(values[name], 2)]
        query = SearchQuery.from_params(params)
        again = from_url(query.url())
        assert (again.url(), again.params()) == (query.url(), query.params())
        assert again == SearchQuery.from_params(QueryDict(urlsplit(query.url()).query))
        for name in values:
            assert set(again.include.get(name, ())) == set(query.include.get(name, ()))
            assert set(again.exclude.get(name, ())) == set(query.exclude.get(name, ()))


@pytest.mark.parametrize(
    "address",
    [
        "genre=x&year=-&tag=--1&type=tv&season=Winter&sort=best&page=0&mine=show",
        "genre=²&year=1e3&page=1.5&score=10",
        "studio=MAPPA&staff=-x&source=Manga&country=jp&country=JPN&country=-",
        "",
    ],
)
def test_what_is_unknown_is_left_out(address):
    assert SearchQuery.from_params(QueryDict(address)) == SearchQuery()
