"""反馈: what it is about, where it came from, and how often."""

import pytest

from accounts import throttle
from accounts.limits import Limit
from accounts.models import Feedback, FeedbackKind
from tests.accounts.factories import make_member

pytestmark = pytest.mark.django_db


def send(client, **fields: str):
    headers = {"REMOTE_ADDR": fields.pop("address")} if "address" in fields else {}
    return client.post("/feedback/", {"kind": "problem", "text": "打不开"} | fields, **headers)


def test_it_has_a_kind_and_a_page_and_leads_to_thanks(client):
    answer = send(client, kind="content", page="http://testserver/anime/1/?from=share#top", contact="a@b.cn")
    assert answer["Location"] == "/feedback/sent/"
    assert "谢谢" in client.get("/feedback/sent/").content.decode()
    found = Feedback.objects.get()
    assert (found.kind, found.page, found.contact) == (FeedbackKind.CONTENT, "/anime/1/?from=share", "a@b.cn")


@pytest.mark.parametrize(
    ("query", "page", "kind"),
    [
        ("?about=/anime/1/&kind=content", "/anime/1/", "content"),
        ("?about=http%3A%2F%2Ftestserver%2Frankings%2F%3Fpage%3D2", "/rankings/?page=2", "suggestion"),
        ("?about=https://evil.example/&kind=nonsense", "", "suggestion"),
        ("?about=//evil.example/", "", "suggestion"),
        ("?about=javascript:alert(1)&kind=", "", "suggestion"),
        (f"?about=/{'a' * 600}", "", "suggestion"),
        ("?about=http://[", "", "suggestion"),
        ("", "", "suggestion"),
    ],
)
def test_the_form_begins_with_what_the_link_says(client, query, page, kind):
    form = client.get(f"/feedback/{query}").context["form"]
    assert (form["page"].value(), form["kind"].value()) == (page, kind)
    assert f'value="{kind}" required id="id_kind_{FeedbackKind.values.index(kind)}" checked' in str(form["kind"])


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/", "somewhere", "javascript:alert(1)"])
def test_a_page_elsewhere_is_refused(client, page):
    answer = send(client, page=page)
    assert "请填写本站页面的地址" in answer.content.decode()
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("kind", ["", "nonsense"])
def test_a_kind_is_one_of_four(client, kind):
    assert send(client, kind=kind).status_code == 200
    assert not Feedback.objects.exists()


def test_five_thousand_characters_as_browsers_count_them(client):
    text = ("字" * 99 + "\r\n") * 49 + "字" * 100
    assert send(client, text=text).status_code == 302
    assert len(Feedback.objects.get().text) == 5000
    assert send(client, text=f"{text}字").status_code == 200


def test_text_that_attacks_stays_text(client):
    assert send(client, text="<script>alert(1)</script>\u202e😀", contact="<b>").status_code == 302
    member = make_member(is_staff=True, is_superuser=True)
    client.force_login(member)
    text = client.get("/admin/accounts/feedback/").content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_admin_shows_kind_and_page(client):
    Feedback.objects.create(text="标题有误", kind=FeedbackKind.CONTENT, page="/anime/1/")
    Feedback.objects.create(text="别处", kind=FeedbackKind.OTHER, page="//evil.example/")
    client.force_login(make_member(is_staff=True, is_superuser=True))
    text = client.get("/admin/accounts/feedback/").content.decode()
    assert '<a href="/anime/1/">' in text
    assert 'href="//evil.example' not in text
    assert "标题有误" not in client.get("/admin/accounts/feedback/?kind__exact=other").content.decode()


def test_an_address_is_stopped_after_five(client):
    for _ in range(throttle.FEEDBACK.allowed):
        assert send(client).status_code == 302
    answer = send(client)
    assert answer.status_code == 429
    assert "提交太频繁" in answer.content.decode()
    assert 9 * 60 < int(answer["Retry-After"]) <= 10 * 60
    assert client.get("/feedback/").status_code == 200
    assert send(client, address="10.0.0.9").status_code == 302
    assert Feedback.objects.count() == throttle.FEEDBACK.allowed + 1


def test_a_member_is_stopped_wherever_they_are(client):
    client.force_login(make_member())
    for number in range(throttle.FEEDBACK.allowed):
        assert send(client, address=f"10.0.0.{number}").status_code == 302
    assert send(client, address="10.0.0.99").status_code == 429


def test_what_was_refused_counts_for_nothing(client):
    for _ in range(throttle.FEEDBACK.allowed + 2):
        assert send(client, text=" ").status_code == 200
    assert send(client).status_code == 302


def test_members_take_kind_and_page_with_them(client):
    alice = make_member()
    client.force_login(alice)
    send(client, page="/anime/1/")
    (exported,) = client.get("/settings/export/").json()["feedback"]
    assert (exported["kind"], exported["page"], exported["text"]) == ("problem", "/anime/1/", "打不开")


def test_limits_of_one_name_are_apart_from_those_of_another():
    first, second = Limit("first", 1, 60), Limit("second", 1, 60)
    assert first.claim("somebody") == 0
    assert 0 < first.seconds_to_wait("somebody") <= 60
    assert first.seconds_to_wait("somebody else") == second.seconds_to_wait("somebody") == 0
    first.forget("somebody")
    assert first.seconds_to_wait("somebody") == 0
