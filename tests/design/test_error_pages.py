"""What a reader sees when something is wrong: always a page of this site, in their language and theme."""

import html
import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import path
from django.utils import translation
from django.views.defaults import bad_request, permission_denied

from accounts.models import Feedback
from accounts.views.errors import server_error
from animerec import urls


def break_down(request):
    raise RuntimeError("broken")


urlpatterns = [
    path("broken/", break_down),
    path("bad/", lambda request: bad_request(request, ValueError())),
    path("forbidden/", lambda request: permission_denied(request, PermissionError())),
    *urls.urlpatterns,
]
handler500 = urls.handler500


@pytest.fixture
def reader():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/bad/", 400, "请求无法识别"),
        ("/forbidden/", 403, "没有权限"),
        ("/nothing/", 404, "页面不存在"),
        ("/broken/", 500, "服务器出错了"),
    ],
)
def test_each_has_its_page(reader, address, status, words):
    reader.cookies["theme"] = "dark"
    answer = reader.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{words}</h1>" in page
    assert "基于深度学习的个性化动漫推荐系统" in page
    assert f">{status}</span>" in page


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nothing/", "/broken/"])
def test_in_the_readers_language_and_theme(reader, address):
    reader.cookies["theme"] = "dark"
    page = reader.get(address, headers={"accept-language": "en"}).content.decode()
    assert 'lang="en" data-theme="dark"' in page
    assert "Personalized Anime Recommendations" in page


@pytest.mark.django_db
def test_a_form_that_expired():
    answer = Client(enforce_csrf_checks=True).post("/login/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "表单已过期" in answer.content.decode()


@pytest.mark.django_db
def test_what_was_written_into_a_form_that_expired_is_sent_again():
    client = Client(enforce_csrf_checks=True)
    text = "第一集的制作很好 <b>" * 3
    sent = {"text": text, "kind": "other", "contact": "", "page": "", "csrfmiddlewaretoken": "old"}
    answer = client.post("/feedback/?about=/anime/1/", sent, headers={"origin": "http://testserver"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "<b>" not in page
    assert 'action="/feedback/?about=/anime/1/"' in page
    fields = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page)}
    assert client.post("/feedback/?about=/anime/1/", fields).status_code == 302
    assert Feedback.objects.get().text == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/feedback/", {"origin": "https://evil.example"}),
        ("/feedback/", {"referer": "https://evil.example/feedback/"}),
        ("/feedback/", {}),
        ("/feedback/", {"origin": "http://[::1"}),
        ("/login/", {"origin": "http://testserver"}),
    ],
)
def test_nothing_is_sent_again_for_others_nor_with_a_password(address, headers):
    sent = {"text": "x" * 50, "username": "alice", "password": "secret-1", "csrfmiddlewaretoken": "old"}
    page = Client(enforce_csrf_checks=True).post(address, sent, headers=headers).content.decode()
    assert "表单已过期" in page
    assert "再次提交" not in page
    assert "secret-1" not in page


def test_500_asks_nothing_of_the_database(rf):
    """No ``django_db``: a query would fail the test."""
    with translation.override("zh-hans"):
        page = server_error(rf.get("/")).content.decode()
    assert "服务器出错了" in page
    assert "<form" in page


def test_400_and_500_need_no_request():
    with translation.override("zh-hans"):
        assert "请求无法识别" in render_to_string("400.html")
        assert "服务器出错了" in render_to_string("500.html")
