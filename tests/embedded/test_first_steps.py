"""What the launcher does before the first page."""

import pytest
from django.core.management.base import CommandError

from accounts.models import User
from animerec.embedded import first_steps
from recommend.demo_members import DEMO_LOGINS, DEMO_PASSWORD
from tests.accounts.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "run").mkdir()
    return tmp_path


@pytest.fixture
def demo(home):
    for name in DEMO_LOGINS:
        member = make_member(name, is_simulated=True)
        member.set_password(DEMO_PASSWORD)
        member.save()


def can_log_in(password: str) -> set[str]:
    return {member.username for member in User.objects.all() if member.check_password(password)}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "site.example", ""])
def test_a_site_that_others_reach_has_no_public_password(home, demo, monkeypatch, host):
    monkeypatch.setenv("HOST", host)
    for _ in range(2):
        first_steps.close_demo_doors()
        first_steps.write_logins()
    assert not can_log_in(DEMO_PASSWORD)
    own = (home / "demo_password").read_text().strip()
    assert can_log_in(own) == set(DEMO_LOGINS)
    assert own in (home / "run" / "logins.txt").read_text()
    assert (home / "demo_password").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", None])
def test_on_ones_own_machine_it_is_the_readmes(home, demo, monkeypatch, host):
    if host is None:
        monkeypatch.delenv("HOST", raising=False)
    else:
        monkeypatch.setenv("HOST", host)
    first_steps.close_demo_doors()
    first_steps.write_logins()
    assert can_log_in(DEMO_PASSWORD) == set(DEMO_LOGINS)
    assert DEMO_PASSWORD in (home / "run" / "logins.txt").read_text()


def test_a_catalogue_that_could_not_be_had_makes_no_empty_members(home):
    with pytest.raises(CommandError, match="next start"):
        first_steps.create_members()
    assert not User.objects.exists()
    assert not (home / "run" / "demo_members").exists()
