import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import User
from recommend.models import Snapshot
from recommend.serving.embeddings import redis_client
from recommend.serving.serving import holder
from recommend.serving.snapshots import activate_snapshot, register_snapshot
from tests.accounts.factories import make_member
from tests.recommend.factories import make_catalogue


@pytest.fixture(autouse=True)
def _forget_what_is_served() -> Iterator[None]:
    """The holder lives as long as the process; each test has a database and snapshots of its own."""
    holder.reset()
    yield
    holder.reset()
    redis_client.cache_clear()
    for folder in ("snapshots", "training", "datasets", "evaluation"):
        shutil.rmtree(settings.HOME / folder, ignore_errors=True)


@pytest.fixture
def alice(db: None) -> User:
    return make_member("alice")


@pytest.fixture
def catalogue(db: None) -> None:
    make_catalogue()


def install(trained: Path, name: str) -> Snapshot:
    """A copy of the trained snapshot under another name, known to the database."""
    target = Path(settings.SNAPSHOT_DIR) / name
    shutil.copytree(trained, target)
    return register_snapshot(target)


@pytest.fixture
def active(trained: Path, catalogue: None, redis: object) -> Snapshot:
    snapshot = install(trained, "first")
    activate_snapshot(snapshot)
    return snapshot
