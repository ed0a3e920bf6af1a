"""The switches of the footer: theme and language."""

import pytest
from django.test import Client

from tests.accounts.factories import make_member

pytestmark = pytest.mark.django_db


def shown(client, path="/about/"):
    return client.get(path).content.decode()


def test_by_preference_until_one_chooses(client):
    page = shown(client)
    assert "data-theme=" not in page
    assert '<meta name="color-scheme" content="light dark">' in page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_stays(client, theme):
    answer = client.post("/theme/", {"theme": theme, "next": "/about/?x=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/about/?x=1")
    page = shown(client)
    assert f'data-theme="{theme}"' in page
    assert f'<meta name="color-scheme" content="{theme}">' in page
    assert f'value="{theme}" aria-pressed="true"' in page
    client.post("/theme/", {"theme": "auto"})
    assert "data-theme=" not in shown(client)


@pytest.mark.parametrize("theme", ["", "Dark", "dark\r\n", '"><script>', "紫" * 9999])
def test_what_is_no_theme_changes_nothing(client, theme):
    client.post("/theme/", {"theme": "dark"})
    answer = client.post("/theme/", {"theme": theme})
    assert answer.status_code == 302
    assert client.cookies["theme"].value == "dark"


@pytest.mark.parametrize("cookie", ["auto", "blue", '"><script>alert(1)</script>'])
def test_a_cookie_that_is_no_theme_is_none(client, cookie):
    client.cookies["theme"] = cookie
    page = shown(client)
    assert "data-theme=" not in page
    assert "alert(1)" not in page


@pytest.mark.parametrize("switch", [("/theme/", {"theme": "dark"}), ("/language/", {"language": "en"})])
@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\x"])
def test_switches_lead_nowhere_else(client, switch, away):
    path, fields = switch
    assert client.post(path, {**fields, "next": away})["Location"] == "/"


@pytest.mark.parametrize(("path", "fields"), [("/theme/", {"theme": "dark"}), ("/language/", {"language": "en"})])
def test_switches_need_no_token_and_are_no_links(path, fields):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, fields).status_code == 302
    assert strict.get(path).status_code == 405


@pytest.mark.parametrize("path", ["/", "/about/", "/search/", "/rankings/", "/recommendations/", "/nothing/"])
def test_visitors_pages_have_no_token(client, path):
    answer = client.get(path)
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert "csrftoken" not in answer.cookies


def test_members_language_is_remembered(client):
    bob = make_member("bob")
    client.force_login(bob)
    client.post("/language/", {"language": "en"})
    bob.refresh_from_db()
    assert bob.interface_language == "en"
