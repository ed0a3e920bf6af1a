"""A forgotten password, from the question to the login, in both languages."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.forms.password_reset import LETTERS, LETTERS_TO_A_MAILBOX
from accounts.views.password_reset import RESETS
from tests.accounts.factories import PASSWORD, make_member

pytestmark = pytest.mark.django_db
NEW = {"new_password1": "another horse 8", "new_password2": "another horse 8"}


def ask(client, email="alice@example.com", **headers):
    return client.post("/password-reset/", {"email": email}, headers=headers)


def link_in(letter):
    (link,) = re.findall(r"https?://\S+", str(letter.body))
    return link


def test_from_the_question_to_the_login(client):
    alice = make_member("alice", email="alice@example.com")
    assert "重置密码" in client.get("/password-reset/").content.decode()
    sent = client.get(ask(client)["Location"]).content.decode()
    assert "邮件已发送" in sent
    (letter,) = mail.outbox
    assert letter.subject == "重置密码 · 基于深度学习的个性化动漫推荐系统"
    assert "alice，你好" in letter.body
    assert "72 小时内有效" in letter.body
    path = link_in(letter).removeprefix("http://testserver")
    form = client.get(path, follow=True)
    where = form.redirect_chain[-1][0]
    assert "not-the-same" not in where
    short = client.post(where, {"new_password1": "1", "new_password2": "2"})
    assert short.status_code == 200
    assert "errorlist" in short.content.decode()
    done = client.post(where, NEW, follow=True).content.decode()
    assert "密码已重置" in done
    alice.refresh_from_db()
    assert alice.check_password(NEW["new_password1"])
    assert client.post("/login/", {"username": "alice", "password": NEW["new_password1"]}).status_code == 302
    client.logout()
    assert "链接已失效" in client.get(path, follow=True).content.decode()


@pytest.mark.parametrize(
    "path", ["/password-reset/x/y/", "/password-reset/MQ/set-password/", "/password-reset/MQ/a-b/"]
)
def test_a_link_that_is_none_says_so(client, path):
    make_member("alice")
    page = client.get(path, follow=True).content.decode()
    assert "链接已失效" in page
    assert 'href="/password-reset/"' in page
    assert client.post(path, NEW).status_code == 200


def test_the_letter_speaks_the_members_language(client):
    make_member("alice", email="alice@example.com", interface_language="en")
    make_member("bob", email="bob@example.com")
    ask(client, **{"accept-language": "zh-CN"})
    ask(client, "bob@example.com", **{"accept-language": "en"})
    for letter, name in zip(mail.outbox, ("alice", "bob"), strict=True):
        assert letter.subject.startswith("Reset password")
        assert "\n" not in letter.subject
        assert re.search(r"[\u4e00-\u9fff]", str(letter.body)) is None
        assert name in letter.body


def test_a_hostile_name_stays_text(client):
    make_member("<b>&amp;\u202e" + "长" * 80, email="x@example.com")
    ask(client, "x@example.com")
    assert "<b>&amp;" in mail.outbox[0].body


def test_nobody_learns_who_is_a_member(client):
    make_member("alice", email="alice@example.com")
    make_member("gone", email="gone@example.com", is_active=False)
    answers = {ask(client, email)["Location"] for email in ("alice@example.com", "gone@example.com", "no@example.com")}
    assert answers == {"/password-reset/sent/"}
    assert [letter.to for letter in mail.outbox] == [["alice@example.com"]]


def test_mailboxes_are_not_filled(client):
    make_member("alice", email="alice@example.com")
    for _ in range(RESETS.allowed):
        assert ask(client).status_code == 302
    refused = ask(client)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 3000
    assert "操作太频繁了，请在 60 分钟后再试" in refused.content.decode()
    # Fewer from all addresses together, which nobody who asks can tell.
    assert len(mail.outbox) == LETTERS_TO_A_MAILBOX.allowed
    assert client.post("/password-reset/", {"email": "a@b.cn"}, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_mailbox_that_stands_in_many_accounts(client):
    """Anybody may write anybody's address when they register."""
    for number in range(12):
        make_member(f"somebody{number}", email="alice@example.com")
    ask(client)
    assert len(mail.outbox) == LETTERS


def test_the_link_leads_to_the_sites_own_address(client, settings):
    settings.SITE_URL = "https://anime.example"
    make_member("alice", email="alice@example.com")
    ask(client, host="localhost")
    assert link_in(mail.outbox[0]).startswith("https://anime.example/password-reset/")


def test_the_old_password_no_longer_works_after_a_change_and_other_sessions_end(client, alice):
    elsewhere = Client()
    for one in (client, elsewhere):
        one.force_login(alice)
    client.post("/settings/password/", {"old_password": PASSWORD, **NEW})
    assert client.get("/settings/").status_code == 200
    assert elsewhere.get("/settings/").status_code == 302
