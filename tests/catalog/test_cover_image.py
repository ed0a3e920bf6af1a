"""An anime's picture under an address of its own."""

from xml.dom.minidom import parseString

import pytest
from django.core.files.base import ContentFile

from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


def test_a_drawn_cover_is_a_file_that_browsers_keep(client):
    make_anime(5114, title_zh_hans="钢之\x0b炼金术师\uffff")
    answer = client.get("/covers/5114.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    drawing = parseString(answer.content).documentElement
    assert drawing is not None
    assert drawing.namespaceURI == "http://www.w3.org/2000/svg"
    assert "max-age" in answer["Cache-Control"]
    again = client.get("/covers/5114.svg", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_its_title_follows_the_readers_language(client):
    make_anime(5114, title_zh_hans="钢之炼金术师", title_en="Fullmetal")
    english = client.get("/covers/5114.svg", headers={"accept-language": "en"})
    assert "Fullmetal" in english.content.decode()
    assert "Fullmetal" not in client.get("/covers/5114.svg").content.decode()
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in english["Vary"].split(",")}


def test_an_uploaded_cover_is_where_it_leads(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    anime = make_anime(5114)
    anime.cover.save("one.png", ContentFile(b"png"))
    assert client.get("/covers/5114.svg")["Location"] == anime.cover.url


def test_nothing_of_what_is_hidden_or_unknown(client):
    make_anime(5, is_hidden=True)
    for number in (5, 6, 2**31, 2**70):
        assert client.get(f"/covers/{number}.svg").status_code == 404
