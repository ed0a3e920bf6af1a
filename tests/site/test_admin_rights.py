"""Who may do what in the back office: every action and every button names a right, and rights can't be given away."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from accounts.models import Feedback, User
from catalog.models import Anime
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


def staff_with(*codenames: str) -> tuple[User, Client]:
    member = make_member("staff", is_staff=True)
    member.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(member)
    return member, client


def test_every_action_names_a_right():
    nameless = [
        f"{model.__name__}.{name}"
        for model, its in admin.site._registry.items()
        for action, name, _ in its._get_base_actions()  # type: ignore[attr-defined]
        if not getattr(action, "allowed_permissions", None)
    ]
    assert not nameless


def test_every_page_of_ours_asks_for_a_right(client):
    """Somebody who works here without a single right opens nothing and presses nothing."""
    _, client = staff_with()
    tried = 0
    for model, its in admin.site._registry.items():
        for pattern in its.get_urls():
            if not pattern.name or "<path" in str(pattern.pattern):
                continue
            arguments = [1] * str(pattern.pattern).count("<")
            address = reverse(f"admin:{pattern.name}", args=arguments)
            for ask in (client.get, client.post):
                tried += 1
                assert ask(address).status_code in (403, 404, 405), (model, address)
    assert tried > 100


@pytest.mark.parametrize("action", ["hide", "show"])
def test_looking_at_anime_is_not_hiding_them(action):
    make_anime(1, is_hidden=action == "show")
    _, client = staff_with("view_anime")
    client.post(reverse("admin:catalog_anime_changelist"), {"action": action, "_selected_action": [1]})
    assert Anime.objects.get().is_hidden == (action == "show")


def test_looking_at_feedback_is_not_handling_it():
    one = Feedback.objects.create(kind="other", text="Hello")
    _, client = staff_with("view_feedback")
    client.post(reverse("admin:accounts_feedback_changelist"), {"action": "mark_handled", "_selected_action": [one.pk]})
    assert not Feedback.objects.get().handled


class TestWhoMayChangeMembers:
    def test_makes_nobody_more_than_they_are(self):
        member, client = staff_with("change_user", "view_user", "change_group", "add_group")
        group = Group.objects.create(name="all")
        for target in (make_member("alice"), member):
            form = client.get(reverse("admin:accounts_user_change", args=[target.pk])).context["adminform"].form
            values = {name: value for name, value in form.initial.items() if isinstance(value, str | int)}
            powers = {"is_superuser": "on", "is_staff": "on", "groups": [group.pk]}
            rights = {"user_permissions": [Permission.objects.get(codename="delete_user").pk]}
            answer = client.post(
                reverse("admin:accounts_user_change", args=[target.pk]),
                values | powers | rights | {"signature": "Hello"},
            )
            assert answer.status_code == 302, answer.context["adminform"].form.errors
            target.refresh_from_db()
            assert target.signature == "Hello"
            assert (target.is_superuser, target.is_staff) == (False, target.pk == member.pk)
            assert not target.groups.exists()
        assert member.user_permissions.count() == 4
        assert client.post(reverse("admin:auth_group_add"), {"name": "mine"}).status_code == 403

    @pytest.mark.parametrize("rights", [{"is_superuser": True, "is_staff": True}, {"is_staff": True}])
    def test_not_the_door_of_who_works_here(self, rights):
        chief = make_member("chief", **rights)
        _, client = staff_with("change_user", "view_user", "delete_user")
        assert client.post(reverse("admin:accounts_user_change", args=[chief.pk]), {}).status_code == 403
        password = {"password1": "another-one-1", "password2": "another-one-1", "usable_password": "true"}
        assert client.post(reverse("admin:auth_user_password_change", args=[chief.pk]), password).status_code == 403
        assert client.post(reverse("admin:accounts_user_delete", args=[chief.pk]), {"post": "yes"}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": [chief.pk], "post": "yes"}
        client.post(reverse("admin:accounts_user_changelist"), chosen)
        assert User.objects.filter(pk=chief.pk).exists()

    def test_superusers_do(self, admin_client):
        alice = make_member("alice")
        text = admin_client.get(reverse("admin:accounts_user_change", args=[alice.pk])).content.decode()
        assert 'name="is_superuser"' in text
