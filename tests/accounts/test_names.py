"""A name is one name, whatever its case or width; the database says so."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from accounts.models import User
from tests.accounts.factories import PASSWORD, make_member, registration

ALIKE = ["ALICE", "alice", "Alice", "ＡＬＩＣＥ"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ALIKE)
class TestAlice:
    def test_is_one(self, name):
        make_member("Alice")
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(username=name)
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.bulk_create([User(username=name)])

    def test_is_known_at_the_door(self, client, name):
        make_member("Alice")
        assert client.post("/login/", {"username": name, "password": PASSWORD}).status_code == 302

    def test_is_taken(self, client, name):
        make_member("Alice")
        assert "该用户名已被注册" in client.post("/register/", registration(username=name)).content.decode()
        checked = client.get("/register/check/", {"username": name}).json()
        assert "该用户名已被注册" in checked["error"]

    def test_is_taken_in_the_admin(self, admin_client, name):
        make_member("Alice")
        new = {"username": name, "password1": "another-one-1", "password2": "another-one-1", "usable_password": "true"}
        answer = admin_client.post(reverse("admin:accounts_user_add"), new)
        assert answer.status_code == 200
        assert answer.context["adminform"].form.errors["username"]


@pytest.mark.django_db(transaction=True)
def test_doubles_of_before_are_told_apart():
    before, after = ["Alice", "alice", "alice-2", "ALICE", "bob"], ["Alice", "alice-3", "alice-2", "ALICE-4", "bob"]
    if connection.vendor == "mysql":
        # Whose own collation never let doubles in.
        before = after = ["Alice", "alice-2", "bob"]
    executor = MigrationExecutor(connection)
    executor.migrate([("accounts", "0003_attempt_counts")])
    try:
        users = executor.loader.project_state([("accounts", "0003_attempt_counts")]).apps.get_model("accounts", "User")
        for name in before:
            users.objects.create(username=name)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert list(User.objects.order_by("pk").values_list("username", flat=True)) == after
    assert User.objects.get_by_natural_key("ALICE").username == "Alice"
    User.objects.all().delete()
