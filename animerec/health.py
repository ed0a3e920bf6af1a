"""/healthz: the process is alive. /readyz: every part that the site is made of is there."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

from animerec.celery import app
from catalog.models import Anime
from recommend.models import Snapshot

ASK_SECONDS = 1.0


class Missing(Exception):
    """A part isn't there; the message says what is wrong with it."""


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    parts = {name: _state(check) for name, check in CHECKS.items()}
    ready = all(state == "ok" for state in parts.values())
    response = JsonResponse({"status": "ready" if ready else "not ready", "parts": parts}, status=200 if ready else 503)
    # Somebody asks every few seconds: the log isn't to fill with "Service Unavailable".
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _state(check: Callable[[], None]) -> str:
    try:
        check()
    except Missing as missing:
        return str(missing)
    except DatabaseError:
        return "the database can't be read"
    except (RedisError, OSError):
        return "Redis doesn't answer"
    return "ok"


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


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "catalogue": check_catalogue,
    "model": check_model,
    "redis": check_redis,
    "worker": check_worker,
}
