"""Simulated members: plausible, labelled, the same each time, and gone again by one command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from favorites.models import ListEntry
from recommend.demo_members import DEMO_LOGINS, DEMO_PASSWORD
from recommend.demo_members.names import user_names
from tests.accounts.factories import make_member

pytestmark = pytest.mark.django_db


def create(count: int = 25) -> str:
    out = StringIO()
    call_command("create_demo_members", "--count", str(count), stdout=out)
    return out.getvalue()


def lists() -> list[tuple[object, ...]]:
    entries = ListEntry.objects.order_by("user__username", "anime_id")
    return list(entries.values_list("user__username", "anime_id", "score", "status", "is_favorite"))


@pytest.mark.slow
def test_drawn_from_the_snapshot(active, client, alice):
    said = create()
    assert "25 simulated members" in said
    assert "drawn from first" in said
    assert DEMO_PASSWORD in said
    members = User.objects.filter(is_simulated=True)
    assert members.count() == 25
    assert sum(member.has_usable_password() for member in members) == 3
    assert client.login(username=DEMO_LOGINS[0], password=DEMO_PASSWORD)
    scores = [score for _, _, score, _, _ in lists() if score]
    assert len(set(scores)) >= 4
    # Members have tastes: few lists are half and half.
    shares = []
    for member in members:
        ids = list(member.list_entries.values_list("anime_id", flat=True))
        shares.append(sum(pk % 2 for pk in ids) / len(ids))
    assert max(shares) > 0.6 > 0.4 > min(shares)
    dates = set(ListEntry.objects.values_list("updated_at", flat=True))
    assert len(dates) > len(lists()) / 2

    before = lists()
    assert "nothing to do" in create()
    assert lists() == before
    call_command("remove_demo_members", stdout=StringIO())
    assert list(User.objects.all()) == [alice]
    assert not ListEntry.objects.exists()
    create()
    assert lists() == before


def test_without_a_snapshot_and_without_a_catalogue(catalogue):
    assert "popularity" in create(5)
    assert ListEntry.objects.filter(user__username="demo1").exists()


def test_without_a_catalogue(db):
    assert "5 simulated members, 0 entries" in create(5)


def test_a_real_member_of_that_name(catalogue):
    make_member("demo2")
    with pytest.raises(CommandError, match="demo2"):
        create()
    assert not User.objects.filter(is_simulated=True).exists()


def test_names_do_not_repeat():
    import numpy as np

    names = user_names(np.random.default_rng(1))
    first = [next(names) for _ in range(2000)]
    assert len(set(first)) == 2000
    assert all(len(name) <= 150 and name.replace("_", "").isalnum() for name in first)
