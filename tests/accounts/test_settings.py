import re

import pytest
from django.core import mail

from accounts import personal_data
from accounts.models import Feedback, User
from favorites.models import ListEntry
from tests.accounts.factories import PASSWORD
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db
PROFILE = {"gender": "x", "birthday": "", "phone": "", "email": "", "region": "", "signature": ""}


LANGUAGES = {"title_language": "zh", "interface_language": ""}


def save(client, section="profile", **fields):
    known = {"profile": PROFILE, "languages": LANGUAGES, "privacy": {}}[section]
    return client.post(f"/settings/{section}/", known | fields)


def test_needs_a_login(client):
    for path in ("/settings/", "/settings/profile/", "/settings/password/", "/settings/export/", "/settings/delete/"):
        assert client.get(path)["Location"] == f"/login/?next={path}"


def test_saves_the_profile(client, alice):
    client.force_login(alice)
    assert save(client, signature="<i>hi</i> 🎬")["Location"] == "/settings/#profile"
    alice.refresh_from_db()
    assert (alice.signature, alice.title_language, alice.allow_training) == ("<i>hi</i> 🎬", "zh", True)
    page = client.get("/settings/").content.decode()
    assert "&lt;i&gt;hi&lt;/i&gt; 🎬" in page
    assert "<i>hi" not in page


def test_sections_are_saved_one_by_one(client, alice):
    client.force_login(alice)
    assert save(client, "languages", title_language="ja")["Location"] == "/settings/#languages"
    assert save(client, "privacy")["Location"] == "/settings/#privacy"
    alice.refresh_from_db()
    assert (alice.title_language, alice.allow_training, alice.region) == ("ja", False, "SH")
    assert save(client, "privacy", allow_training="on").status_code == 302
    alice.refresh_from_db()
    assert alice.allow_training


def test_what_is_no_section_is_not_found(client, alice):
    client.force_login(alice)
    assert client.get("/settings/profile/")["Location"] == "/settings/#profile"
    assert client.get("/settings/nothing/").status_code == 404
    assert client.post("/settings/nothing/").status_code == 404


def test_refused_fields_stay_out_of_the_account(client, alice):
    client.force_login(alice)
    refused = save(client, birthday="2999-01-01")
    assert refused.status_code == 200
    assert "生日不能晚于今天" in refused.content.decode()
    alice.refresh_from_db()
    assert str(alice.birthday) == "2000-02-29"


def test_interface_language_of_the_account_goes_before_the_browsers(client, alice):
    client.force_login(alice)
    assert "Log out" not in client.get("/settings/", headers={"accept-language": "zh"}).content.decode()
    save(client, "languages", interface_language="en")
    assert "Log out" in client.get("/settings/", headers={"accept-language": "zh"}).content.decode()


def test_language_switch(client, alice):
    client.post("/language/", {"language": "en", "next": "/about/"})
    assert '<html lang="en">' in client.get("/about/").content.decode()
    client.force_login(alice)
    assert client.post("/language/", {"language": "zh-hans", "next": "//evil.example"})["Location"] == "/"
    assert User.objects.get().interface_language == "zh-hans"
    client.post("/language/", {"language": "tlh"})
    assert '<html lang="zh-Hans">' in client.get("/about/").content.decode()


def test_password_change(client, alice):
    client.force_login(alice)
    new = {"old_password": PASSWORD, "new_password1": "another horse 8", "new_password2": "another horse 8"}
    assert client.post("/settings/password/", new)["Location"] == "/settings/"
    alice.refresh_from_db()
    assert alice.check_password("another horse 8")


def test_export_holds_everything(client, alice):
    ListEntry.objects.create(user=alice, anime=make_anime(5114), score=9)
    Feedback.objects.create(user=alice, text="喜欢")
    client.force_login(alice)
    response = client.get("/settings/export/")
    assert "attachment" in response["Content-Disposition"]
    data = response.json()
    assert data["account"]["username"] == "alice"
    assert "password" not in data["account"]
    assert [(row["anime_id"], row["score"]) for row in data["list"]] == [(5114, 9)]
    assert data["feedback"][0]["text"] == "喜欢"


def test_deletion_asks_for_the_password_and_removes_the_rows(client, alice, monkeypatch):
    erased = []
    monkeypatch.setattr(personal_data, "_erasers", [lambda user: erased.append(user.pk)])
    ListEntry.objects.create(user=alice, anime=make_anime(), score=9)
    Feedback.objects.create(user=alice, text="喜欢", contact="13800000000")
    client.force_login(alice)
    assert client.post("/settings/delete/", {"password": "wrong"}).status_code == 200
    assert User.objects.exists()
    pk = alice.pk
    assert client.post("/settings/delete/", {"password": PASSWORD})["Location"] == "/"
    assert not User.objects.exists()
    assert not ListEntry.objects.exists()
    assert erased == [pk]
    assert Feedback.objects.get().contact == ""
    assert "_auth_user_id" not in client.session


def test_password_reset_by_mail(client, alice):
    User.objects.update(email="alice@example.com")
    for address in ("alice@example.com", "nobody@example.com"):
        assert client.post("/password-reset/", {"email": address})["Location"] == "/password-reset/sent/"
    (letter,) = mail.outbox
    (link,) = re.findall(r"http://testserver(\S+)", str(letter.body))
    form = client.get(link, follow=True)
    assert client.get(link)["Location"]
    new = {"new_password1": "another horse 8", "new_password2": "another horse 8"}
    assert client.post(form.redirect_chain[-1][0], new).status_code == 302
    alice.refresh_from_db()
    assert alice.check_password("another horse 8")


def test_feedback_is_stored(client, alice):
    assert client.post("/feedback/", {"text": "  "}).status_code == 200
    client.post("/feedback/", {"kind": "other", "text": "<script>alert(1)</script>", "contact": ""})
    client.force_login(alice)
    client.post("/feedback/", {"kind": "content", "text": "有错字", "contact": "a@b.cn"})
    assert list(Feedback.objects.order_by("pk").values_list("user", "contact")) == [(None, ""), (alice.pk, "a@b.cn")]


def test_admin_lists(client, alice):
    alice.is_staff = alice.is_superuser = True
    alice.save()
    Feedback.objects.create(user=alice, text="喜欢")
    ListEntry.objects.create(user=alice, anime=make_anime(), score=9)
    client.force_login(alice)
    for path in ("accounts/user", "accounts/feedback", "favorites/listentry", "favorites/notinterested"):
        assert client.get(f"/admin/{path}/").status_code == 200
        assert client.get(f"/admin/{path}/add/").status_code == 200
    assert client.get("/admin/accounts/user/?is_simulated__exact=1").status_code == 200
    assert client.get(f"/admin/accounts/user/{alice.pk}/change/").status_code == 200
