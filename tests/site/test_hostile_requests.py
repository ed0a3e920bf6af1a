"""What nobody's browser sends, and what a browser sends too late: an answer that says what is wrong, never an error."""

import json

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from favorites.models import ListEntry
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


def routes(prefix: str = "", resolver: URLResolver | None = None) -> list[str]:
    """Every address of the site with 1 for whatever it takes, but for the admin."""
    found = []
    for one in (resolver or get_resolver()).url_patterns:
        text = prefix + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLResolver):
            found += routes(text, one) if one.app_name != "admin" else []
        elif isinstance(one, URLPattern):
            found.append("/" + "".join("1" if "<" in part else part for part in _parts(text)))
    return sorted({route for route in found if "(" not in route and "\\" not in route})


def _parts(text: str) -> list[str]:
    return text.replace("<", "\0<").replace(">", ">\0").split("\0")


@pytest.fixture
def member_client(client: Client) -> Client:
    make_anime(1)
    client.force_login(make_member("alice"))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("wanted", ["hello", "admin:index", "catalog:anime", "home", "..", "?", "//", "/\n", "http:x"])
def test_no_next_is_an_error(member_client, wanted):
    tried = 0
    for address in routes():
        if address.startswith(("/api/", "/static", "/media")) or "logout" in address or "delete" in address:
            continue
        tried += 1
        answer = member_client.post(address, {"next": wanted})
        assert answer.status_code < 500, address
        assert answer.get("Location", "/") != wanted, address
    assert tried > 30


BODIES = {
    "nested lists": "[" * 2_000 + "]" * 2_000,
    "nested objects": '{"a":' * 2_000 + "1" + "}" * 2_000,
    "a lone surrogate": json.dumps({"note": "\ud800", "kind": "\ud800", "score": "\ud800", "anime_id": 1}),
    "a surrogate for a name": '{"\\udfff": 1, "score": 8}',
    "NUL": json.dumps({"note": "a\0b", "status": "\0", "anime_id": "\0"}),
    "no JSON": "{",
    "a number for an object": "7",
    "infinity": '{"score": Infinity}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_body_is_an_error(member_client, body, method):
    doors = [address for address in routes() if address.startswith("/api/")]
    assert len(doors) > 10
    for address in doors:
        answer = getattr(member_client, method)(address, body, content_type="application/json")
        assert answer.status_code < 500, address


def test_a_button_after_the_session_ran_out(client):
    """One logs in and is on the page of the button, whose own address has no page, and presses it again."""
    make_anime(1)
    button = "/settings/avatar/"
    answer = client.post(button, {"score": 8}, headers={"referer": "http://testserver/anime/1/?tab=parts"})
    login = answer["Location"]
    assert login == "/login/?next=/anime/1/%3Ftab%3Dparts"
    for referer in ("https://evil.example/anime/1/", "javascript:alert(1)", ""):
        answer = client.post(button, {"score": 8}, headers={"referer": referer})
        assert answer["Location"] == "/login/?next=/"
    client.force_login(make_member("alice"))
    assert client.get("/anime/1/?tab=parts").status_code == 200
    assert not ListEntry.objects.exists()


def test_whom_the_api_counts(client, settings, monkeypatch):
    """What anybody may write into a header is nobody's address."""
    from rest_framework.throttling import AnonRateThrottle

    asked = []
    monkeypatch.setattr(
        AnonRateThrottle, "get_cache_key", lambda self, request, view: asked.append(self.get_ident(request))
    )
    client.get("/api/v1/anime/", headers={"x-forwarded-for": "203.0.113.7"})
    assert set(asked) == {"127.0.0.1"}


def test_https_only(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60
    fresh = Client()
    answer = fresh.get("/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/")
    assert fresh.get("/healthz").status_code == 200
    assert fresh.get("/healthz", secure=True)["Strict-Transport-Security"] == "max-age=60"
