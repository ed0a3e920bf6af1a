"""A real Redis and a real Celery worker for the tests, and what is skipped where a machine lacks something."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from celery.contrib.testing.worker import start_worker
from django.conf import settings as django_settings
from django.core.cache import cache
from redis import Redis

from animerec.celery import app
from animerec.embedded.redis import private_redis
from tests.elasticsearch.server import ElasticsearchUnavailable, can_be_started, elasticsearch_server

pytest_plugins = ["tests.snapshots"]

# What a test may need, whether this machine has it, and what would bring it.
NEEDS = {
    "needs_mariadb": (
        lambda: bool(os.environ.get("TEST_MARIADB_URL")),
        "needs MariaDB: scripts/services.sh start, then set TEST_MARIADB_URL as it says",
    ),
    "needs_redis_server": (
        lambda: bool(os.environ.get("TEST_REDIS_URL")),
        "needs a Redis server: scripts/services.sh start, then set TEST_REDIS_URL as it says",
    ),
    "needs_elasticsearch": (
        lambda: bool(os.environ.get("TEST_ELASTICSEARCH_URL")) or can_be_started(),
        "needs Elasticsearch: apt-get install default-jdk-headless maven, or set TEST_ELASTICSEARCH_URL",
    ),
    "needs_chromium": (
        lambda: chromium() is not None,
        "needs a browser: apt-get install chromium fonts-noto-cjk, or set CHROMIUM to its path",
    ),
    "needs_xgettext": (lambda: shutil.which("xgettext") is not None, "needs xgettext: apt-get install gettext"),
    "needs_npm": (lambda: shutil.which("npm") is not None, "needs npm: apt-get install npm"),
}


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_configure(config: pytest.Config) -> None:
    for name, (_, reason) in NEEDS.items():
        config.addinivalue_line("markers", f"{name}: {reason}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for name, (is_there, reason) in NEEDS.items():
        if not is_there():
            for item in items:
                if item.get_closest_marker(name):
                    item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With REQUIRE_ALL=1 a skipped test is a failed one."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("REQUIRE_ALL") == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL=1, but skipped: {reason}"


@pytest.fixture(scope="session")
def _redis_server() -> Iterator[None]:
    """The server of REDIS_URL, or a private one in the tests' home."""
    if os.environ.get("REDIS_URL"):
        yield
        return
    with private_redis(django_settings.EMBEDDED_REDIS_FOLDER, django_settings.EMBEDDED_REDIS_SOCKET):
        yield


@pytest.fixture
def redis(_redis_server: None) -> Iterator[Redis]:
    """A client of a real Redis that is empty; the cache and the task queue are in it too."""
    client = Redis.from_url(django_settings.REDIS_URL)
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """What one test cached (a throttle's count, say) isn't there in the next."""
    uses_database = {"db", "transactional_db"} & set(request.fixturenames)
    if uses_database or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_redis_server")
        cache.clear()


@pytest.fixture(scope="session")
def elasticsearch_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server of TEST_ELASTICSEARCH_URL, or one that the first test to ask starts; mark it needs_elasticsearch."""
    if url := os.environ.get("TEST_ELASTICSEARCH_URL"):
        yield url
        return
    with ExitStack() as stack:
        try:
            url = stack.enter_context(elasticsearch_server(tmp_path_factory.mktemp("elasticsearch")))
        except ElasticsearchUnavailable as problem:
            pytest.skip(str(problem))
        yield url


@pytest.fixture
def celery_worker(redis: Redis, transactional_db: None) -> Iterator[object]:
    """A real worker in a thread, on the real queues."""
    app.loader.import_default_modules()
    with start_worker(app, pool="threads", perform_ping_check=False, queues=["default", "training"]) as worker:
        yield worker


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = chromium()
    assert path, "mark the test needs_chromium"
    return path
