from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from accounts import throttle
from accounts.limits import client_address
from accounts.models import AttemptCount
from accounts.tasks import forget_what_ran_out
from tests.accounts.factories import PASSWORD

pytestmark = pytest.mark.django_db
DIALOG = "校验失败,用户名或密码错误!"


def log_in(client, username="alice", password=PASSWORD, **fields):
    return client.post("/login/", {"username": username, "password": password, **fields})


def test_success_is_a_toast(client, alice):
    response = client.post("/login/", {"username": "alice", "password": PASSWORD}, follow=True)
    assert response.redirect_chain[0][0] == "/"
    assert "登录成功" in response.content.decode()


def test_unknown_name_and_wrong_password_get_the_same_dialog(client, alice):
    pages = []
    for name, password in (("alice", "wrong"), ("nobody", "wrong")):
        page = log_in(client, name, password).content.decode()
        assert "<dialog" in page
        assert DIALOG in page
        pages.append(page.replace(f'value="{name}"', ""))
    strip = [line for line in pages[0].splitlines() if "csrf" not in line]
    assert strip == [line for line in pages[1].splitlines() if "csrf" not in line]


def test_inactive_member_gets_the_same_dialog(client, alice):
    alice.is_active = False
    alice.save()
    assert DIALOG in log_in(client).content.decode()


def test_the_dialog_leads_back_to_the_form_and_keeps_next(client):
    page = log_in(client, password="wrong", next="/favorites/").content.decode()
    assert 'href="/login/?next=/favorites/"' in page


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/favorites/?show=rated&sort=score", "/favorites/?show=rated&sort=score"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///evil.example", "/"),
        ("hello", "/"),
        ("admin:index", "/"),
    ],
)
def test_next_only_to_this_site(client, alice, wanted, leads_to):
    assert log_in(client, next=wanted)["Location"] == leads_to


def test_ten_failures_then_429_even_with_the_right_password(client, alice):
    for _ in range(throttle.FAILURES_ALLOWED):
        assert DIALOG in log_in(client, password="wrong").content.decode()
    response = log_in(client)
    assert response.status_code == 429
    assert 14 * 60 < int(response["Retry-After"]) <= 15 * 60
    assert "15 分钟" in response.content.decode()
    assert log_in(client, "someone-else", "x").status_code == 200
    assert log_in(client, "ALICE", "x").status_code == 429
    other_address = client.post("/login/", {"username": "alice", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9")
    assert other_address.status_code == 302


def test_success_forgets_failures(client, alice):
    for _ in range(throttle.FAILURES_ALLOWED - 1):
        log_in(client, password="wrong")
    assert log_in(client).status_code == 302
    client.logout()
    assert log_in(client, password="wrong").status_code == 200
    assert log_in(client).status_code == 302


def test_the_admin_is_behind_the_same_throttle(client, alice):
    alice.is_staff = alice.is_superuser = True
    alice.save()
    for _ in range(throttle.FAILURES_ALLOWED):
        client.post("/admin/login/", {"username": "alice", "password": "wrong"})
    assert client.post("/admin/login/", {"username": "alice", "password": PASSWORD}).status_code == 200


def test_holds_while_redis_is_down(client, alice, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"IGNORE_EXCEPTIONS": True},
        }
    }
    for _ in range(throttle.FAILURES_ALLOWED - 1):
        assert log_in(client, password="wrong").status_code == 200
    assert log_in(client).status_code == 302
    client.logout()
    for _ in range(throttle.FAILURES_ALLOWED):
        log_in(client, password="wrong")
    assert log_in(client).status_code == 429


def test_one_name_from_many_addresses(client, alice):
    for number in range(throttle.LOGINS_OF_A_NAME.allowed):
        data = {"username": "alice", "password": "wrong"}
        assert client.post("/login/", data, REMOTE_ADDR=f"10.0.1.{number}").status_code == 200
    assert log_in(client).status_code == 429


def test_many_names_from_one_address(client, alice):
    for number in range(throttle.LOGINS_FROM_AN_ADDRESS.allowed):
        assert log_in(client, f"somebody{number}", "wrong").status_code == 200
    assert log_in(client).status_code == 429


def test_right_passwords_use_nothing_up(client, alice):
    for _ in range(throttle.LOGINS_OF_A_NAME.allowed + 1):
        assert log_in(client).status_code == 302
        client.logout()


@pytest.mark.parametrize("door", ["/settings/password/", "/settings/delete/"])
def test_passwords_within_a_session(client, alice, door):
    client.force_login(alice)
    for _ in range(throttle.PASSWORDS.allowed):
        assert client.post(door, {"password": "wrong", "old_password": "wrong"}).status_code == 200
    assert client.post(door, {"password": PASSWORD}).status_code == 429
    assert alice.__class__.objects.filter(pk=alice.pk).exists()


def test_a_count_that_runs_out_starts_again(rf):
    request = rf.get("/")
    for _ in range(throttle.FAILURES_ALLOWED):
        assert throttle.claim_attempt(request=request, username="alice")
    assert not throttle.claim_attempt(request=request, username="alice")
    AttemptCount.objects.update(since=timezone.now() - timedelta(minutes=16))
    assert throttle.claim_attempt(request=request, username="alice")
    AttemptCount.objects.update(since=timezone.now() - timedelta(days=2))
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    forget_what_ran_out()
    assert not AttemptCount.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.servers
def test_of_many_at_once_no_more_than_allowed(rf):
    def claim(_: int) -> bool:
        try:
            return throttle.claim_attempt(request=rf.get("/"), username="alice")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        allowed = sum(pool.map(claim, range(3 * throttle.FAILURES_ALLOWED)))
    assert allowed == throttle.FAILURES_ALLOWED


def test_behind_a_proxy_the_last_address_counts(rf, settings):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="1.1.1.1, 2.2.2.2")
    assert client_address(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert client_address(request) == "2.2.2.2"


def test_logout_is_a_post(client, alice):
    client.force_login(alice)
    assert client.get("/logout/").status_code == 405
    assert "_auth_user_id" in client.session
    client.post("/logout/")
    assert "_auth_user_id" not in client.session
