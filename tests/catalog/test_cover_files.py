"""An anime's drawn picture under an address of its own."""

from xml.dom.minidom import parseString

import pytest
from django.core.cache import cache

from catalog.cards import AnimeCard
from catalog.selectors import card_by_id
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


def address(anime_id: int = 5114, language: str = "zh") -> str:
    return shown(anime_id, language=language).pictures.drawn


def shown(anime_id: int, *, language: str = "zh") -> AnimeCard:
    card = card_by_id(anime_id, language=language)
    assert card is not None
    return card


@pytest.mark.parametrize("kind", ["drawn", "banner"])
def test_everybody_keeps_a_drawing_for_a_year(client, kind):
    make_anime(5114, title_zh_hans="钢之炼金术师", genres=("Action",))
    url = getattr(shown(5114, language="zh").pictures, kind)
    answer = client.get(url)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    parseString(answer.content)
    again = client.get(url, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_nobody_asks_who_is_looking(client, django_assert_num_queries):
    client.force_login(make_member())
    make_anime(5114)
    url = address()
    cache.clear()
    with django_assert_num_queries(2):
        first = client.get(url).content
    with django_assert_num_queries(1):  # whether it is hidden
        assert client.get(url).content == first


def test_the_language_is_part_of_the_address_and_not_of_the_request(client):
    make_anime(5114, title_zh_hans="钢之炼金术师", title_en="Fullmetal")
    assert "Fullmetal" in client.get(address(language="en"), headers={"accept-language": "zh"}).content.decode()
    assert "Fullmetal" not in client.get(address(), headers={"accept-language": "en"}).content.decode()


def test_an_outdated_address_shows_what_is_right_but_not_for_long(client):
    anime = make_anime(5114, title_en="Fullmetal")
    old = address(language="en")
    anime.title_en = "Brotherhood"
    anime.save()
    assert address(language="en") != old
    cache.clear()
    answer = client.get(old)
    assert "Brotherhood" in answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=300"


def test_nothing_of_what_is_hidden_or_unknown(client):
    anime = make_anime(5)
    url = address(5)
    client.get(url)
    anime.is_hidden = True
    anime.save()
    assert client.get(url).status_code == 404
    for number in (6, 2**31, 2**62):
        assert client.get(url.replace("/5-", f"/{number}-")).status_code == 404
    assert client.get("/covers/5.svg").status_code == 404
    assert client.post(url).status_code == 405
