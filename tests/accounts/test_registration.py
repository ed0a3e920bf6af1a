from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.forms import RegistrationForm
from accounts.models import User
from accounts.throttle import NAME_CHECKS, REGISTRATIONS
from tests.accounts.factories import make_member, registration

pytestmark = pytest.mark.django_db


def test_page_has_the_manuals_fields(client):
    page = client.get("/register/").content.decode()
    assert "用户注册" in page
    for label in ("用户名", "密码", "性别", "手机", "邮箱", "生日", "签名", "地区", "取消", "确定", "女", "男", "保密"):
        assert label in page
    names = ("username", "password", "gender", "phone", "email", "birthday", "signature", "region")
    places = [page.index(f'name="{name}"') for name in names]
    assert places == sorted(places)


def test_registers_logs_in_and_says_so(client):
    response = client.post("/register/", registration(region="GD", signature="看番"), follow=True)
    assert "注册成功" in response.content.decode()
    bob = User.objects.get(username="bob")
    assert (bob.gender, bob.region, bob.signature, bob.is_simulated) == ("m", "GD", "看番", False)
    assert client.session["_auth_user_id"] == str(bob.pk)


def test_password_is_stored_as_argon2(client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    client.post("/register/", registration())
    assert User.objects.get().password.startswith("argon2")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", ""),
        ("username", "<b>bob</b>"),
        ("username", "x" * 31),
        ("password", ""),
        ("password", "short"),
        ("password", "2384762938"),
        ("password", "password"),
        ("gender", ""),
        ("gender", "q"),
        ("birthday", ""),
        ("birthday", "1899-12-31"),
        ("birthday", "2001-02-30"),
        ("phone", "call me"),
        ("email", "not an address"),
        ("region", "QQ"),
        ("signature", "x" * 201),
    ],
)
def test_refuses_and_keeps_what_was_typed(client, field, value):
    response = client.post("/register/", registration(**{"phone": "13800000000"} | {field: value}))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not User.objects.exists()


def test_birthday_may_be_today_but_not_tomorrow(client):
    today = timezone.localdate()
    tomorrow = client.post("/register/", registration(birthday=(today + timedelta(days=1)).isoformat()))
    assert "生日不能晚于今天。" in tomorrow.content.decode()
    assert client.post("/register/", registration(birthday=today.isoformat())).status_code == 302


def test_a_name_is_taken_in_any_case(client):
    make_member("Alice")
    assert "username" in client.post("/register/", registration(username="aLICE")).context["form"].errors
    assert client.get("/register/check/", {"username": "ALICE"}).json()["error"]
    assert client.get("/register/check/", {"username": "carol"}).json() == {"error": ""}


def test_name_check_gives_the_forms_own_answers(client):
    for name in ("", "a b", "x" * 31, "<script>"):
        assert client.get("/register/check/", {"username": name}).json()["error"]


def test_titles_follow_the_language_of_the_registration(client):
    client.post("/register/", registration(), headers={"accept-language": "en"})
    assert User.objects.get().title_language == "en"


def test_next_never_leaves_the_site(client):
    response = client.post("/register/", registration(next="https://evil.example/"))
    assert response["Location"] == "/welcome/first/"


def test_two_at_once_for_one_name(client, monkeypatch):
    """The other one comes between the check and the insert."""
    monkeypatch.setattr(RegistrationForm, "validate_unique", lambda self: None)
    monkeypatch.setattr(RegistrationForm, "clean_username", lambda self: self.cleaned_data["username"])
    make_member("bob")
    response = client.post("/register/", registration())
    assert response.status_code == 200
    assert "该用户名已被注册。" in response.content.decode()


def test_an_address_makes_so_many_accounts(client):
    for number in range(REGISTRATIONS.allowed + 1):
        client.logout()
        answer = client.post("/register/", registration(username=f"somebody{number}"))
    assert answer.status_code == 429
    assert User.objects.count() == REGISTRATIONS.allowed


def test_nobody_lists_who_is_here(client, alice):
    for _ in range(NAME_CHECKS.allowed):
        assert client.get("/register/check/", {"username": "alice"}).status_code == 200
    answer = client.get("/register/check/", {"username": "alice"})
    assert (answer.status_code, answer.json()) == (429, {"error": ""})
