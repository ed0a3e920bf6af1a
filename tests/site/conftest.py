import pytest

from accounts.models import User
from recommend.models import Snapshot
from recommend.serving.snapshots import activate_snapshot
from tests.recommend.conftest import _forget_what_is_served, install  # noqa: F401
from tests.site.world import make_fan, make_site


@pytest.fixture
def site(trained, db, redis) -> Snapshot:
    """The small site with its model in force."""
    make_site()
    snapshot = install(trained, "first")
    activate_snapshot(snapshot)
    return snapshot


@pytest.fixture
def fan(site) -> User:
    return make_fan()
