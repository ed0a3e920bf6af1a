"""/healthz: the process is alive. /readyz: every part that the site is made of is there."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from elasticsearch import Elasticsearch
from redis import Redis, RedisError

from animerec.celery import app
from catalog.models import Anime
from catalog.search.engines.switch import state as search_state
from recommend.models import Snapshot

ASK_SECONDS = 1.0


class Missing(Exception):
    """A part isn't there; the message says what is wrong with it."""


class Degraded(Exception):
    """A part isn't there and another does its work; the message says which."""


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    found = {name: _state(check) for name, check in CHECKS.items()}
    ready = all(is_there for is_there, _ in found.values())
    parts = {name: words for name, (_, words) in found.items()}
    is_elasticsearch = settings.ELASTICSEARCH_URL and parts["search"] == "ok"
    report = {
        "status": "ready" if ready else "not ready",
        "parts": parts,
        "search_engine": "elasticsearch" if is_elasticsearch else "embedded",
    }
    response = JsonResponse(report, status=200 if ready else 503)
    # Somebody asks every few seconds: the log isn't to fill with "Service Unavailable".
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _state(check: Callable[[], None]) -> tuple[bool, str]:
    """Whether the site can do its work, and what there is to say."""
    try:
        check()
    except Degraded as degraded:
        return True, f"degraded: {degraded}"
    except Missing as missing:
        return False, str(missing)
    except DatabaseError:
        return False, "the database can't be read"
    except (RedisError, OSError):
        return False, "Redis doesn't answer"
    return True, "ok"


def check_database() -> None:
    if not _is_migrated():
        raise Missing("migrations are outstanding: manage.py migrate")


def _is_migrated() -> bool:
    """Asked of the database until the answer is yes: within a process, code doesn't get ahead of the tables again."""
    connection.ensure_connection()
    try:
        return _migrated_once()
    except Missing:
        return False


@cache
def _migrated_once() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Missing  # Not remembered.
    return True


def check_catalogue() -> None:
    if not Anime.objects.exists():
        raise Missing("empty: manage.py import_catalogue")


def check_model() -> None:
    if not Snapshot.objects.filter(is_active=True).exists():
        raise Missing("no snapshot is active: manage.py install_shipped_snapshot, or train")
    # Not at start: it brings numpy along, which this module's other users don't need.
    from recommend.serving.serving import holder

    if trouble := holder.trouble():
        raise Degraded(trouble)


def check_redis() -> None:
    with Redis.from_url(settings.REDIS_URL, socket_timeout=ASK_SECONDS, socket_connect_timeout=ASK_SECONDS) as client:
        client.ping()


def check_worker() -> None:
    check_redis()
    try:
        with app.connection_for_write() as broker:
            found = app.control.ping(timeout=ASK_SECONDS, connection=broker, limit=1)
    except Exception as error:  # Each broker raises its own.
        raise Missing("the task queue doesn't answer") from error
    if not found:
        raise Missing("no Celery worker answers")


def check_search() -> None:
    """This process's circuit breaker knows at once; one that nobody searched with finds out by asking."""
    if not settings.ELASTICSEARCH_URL:
        return
    with Elasticsearch(**settings.ELASTICSEARCH_DSL["default"]) as client:
        if search_state()["is_degraded"] or not client.options(request_timeout=ASK_SECONDS, max_retries=0).ping():
            raise Degraded("Elasticsearch doesn't answer, the embedded engine does")


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "catalogue": check_catalogue,
    "model": check_model,
    "redis": check_redis,
    "worker": check_worker,
    "search": check_search,
}
