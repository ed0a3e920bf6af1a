"""What is asked for twice is sent once, and nothing that is somebody's lies in a shared cache."""

import gzip
import re

import pytest
from PIL import Image

from tests.accounts.factories import make_member
from tests.recommend.factories import ANIME_IDS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIRST = ANIME_IDS[0]
PAGES = (
    "/",
    f"/anime/{FIRST}/",
    f"/anime/{FIRST}/similar/",
    "/rankings/",
    "/rankings/?kind=popular",
    "/seasons/",
    "/search/",
    "/search/?q=动漫",
    "/recommendations/",
    "/about/",
    "/help/",
    "/terms/",
)
API = (
    "/api/v1/anime/",
    f"/api/v1/anime/{FIRST}/",
    f"/api/v1/anime/{FIRST}/similar/",
    "/api/v1/rankings/",
    "/api/v1/search?q=动漫",
    "/api/v1/suggest?q=动漫",
    "/api/v1/recommendations/",
)


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_the_second_request_is_a_304(site, client, encoding):
    headers = {"accept-language": "zh-CN", "accept-encoding": encoding}
    for path in PAGES + API:
        first = client.get(path, headers=headers)
        assert first.status_code == 200, path
        etag = first["ETag"]
        assert etag.startswith("W/") == bool(encoding), path
        second = client.get(path, headers={**headers, "if-none-match": etag})
        assert (second.status_code, second.content) == (304, b""), path
        assert client.get(path, headers={**headers, "if-none-match": '"other"'}).status_code == 200


def test_visitors_pages_are_the_same_to_the_byte_and_without_a_token(site, client):
    for path in PAGES:
        pages = [client.get(path) for _ in range(3)]
        assert len({page.content for page in pages}) == 1, path
        assert b"csrf" not in pages[0].content.lower(), path
        assert not client.cookies, path


def test_caches_know_what_an_answer_depends_on(site, client):
    for path in PAGES + API:
        answer = client.get(path, headers={"accept-encoding": "gzip"})
        assert answer["Cache-Control"] == "no-cache", path
        varies = set(re.split(r",\s*", answer["Vary"].lower()))
        assert {"cookie", "accept-language", "accept-encoding"} <= varies, path
        assert ("authorization" in varies) == (path in API), path
        assert gzip.decompress(answer.content) == client.get(path).content, path


def test_languages_and_themes_have_etags_of_their_own(site, client):
    chinese = client.get("/about/", headers={"accept-language": "zh-CN"})["ETag"]
    english = client.get("/about/", headers={"accept-language": "en", "if-none-match": chinese})
    assert english.status_code == 200
    client.cookies["theme"] = "dark"
    assert client.get("/about/", headers={"accept-language": "zh-CN", "if-none-match": chinese}).status_code == 200


def test_members_answers_are_theirs_alone(site, client):
    client.force_login(make_member("bob"))
    for path in ("/", "/settings/", "/favorites/", "/recommendations/", "/api/v1/recommendations/"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "private" in answer["Cache-Control"], path
        assert "cookie" in answer["Vary"].lower(), path


def test_an_answer_with_a_cookie_is_its_readers_alone(client):
    answer = client.get("/feedback/")
    assert "csrftoken" in answer.cookies
    assert "private" in answer["Cache-Control"]


def test_visitors_cost_no_session(site, client, django_assert_max_num_queries):
    for path in PAGES:
        client.get(path)
        with django_assert_max_num_queries(10) as captured:
            client.get(path)
        asked = " ".join(query["sql"] for query in captured.captured_queries)
        for table in ("django_session", "accounts_user", "favorites_notinterested", "auth_permission"):
            assert f'FROM "{table}"' not in asked, path


def test_only_text_is_compressed(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Image.new("L", (64, 64)).save(tmp_path / "black.bmp")
    assert "Content-Encoding" not in client.get("/media/black.bmp", headers={"accept-encoding": "gzip"})
    assert client.get("/nowhere/", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"


def test_pages_ask_for_no_sensors(client):
    answer = client.get("/about/")
    assert "camera=()" in answer["Permissions-Policy"]
    assert (answer["Referrer-Policy"], answer["Cross-Origin-Opener-Policy"]) == ("same-origin", "same-origin")
    assert answer["X-Content-Type-Options"] == "nosniff"
