"""Hash tables of a snapshot in Redis, where LSH_STORAGE=redis asks for it: built once, read by every process."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import redis
from django.conf import settings
from redis.connection import parse_url

from recommend.serving.embeddings import TIMEOUT_SECONDS, redis_client

logger = logging.getLogger(__name__)
PREFIX = "animerec:lsh"
BUILDING_SECONDS = 300


def wants_redis() -> bool:
    return bool(settings.LSH_STORAGE == "redis")


@contextmanager
def shared_tables(name: str) -> Iterator[dict[str, Any]]:
    """datasketch's ``storage_config``, for building or reading the tables inside the block.

    One process builds while others wait; tables that were left half built are deleted first. Raises redis.RedisError.
    """
    client = redis_client()
    complete = f"{PREFIX}:{name}:complete"
    with client.lock(f"{PREFIX}:{name}:lock", timeout=BUILDING_SECONDS):
        if not client.exists(complete):
            _delete_tables(client, name)
        yield {
            "type": "redis",
            "basename": _basename(name).encode(),
            "redis": _connection(),
            "redis_buffer": {"transaction": False},
        }
        client.set(complete, 1)


def drop_tables(name: str) -> None:
    """Deletes a snapshot's hash tables from Redis. Raises redis.RedisError where Redis doesn't answer."""
    client = redis_client()
    client.delete(f"{PREFIX}:{name}:complete")
    _delete_tables(client, name)


def _basename(name: str) -> str:
    return f"{PREFIX}:{name}:tables:"


def _delete_tables(client: redis.Redis, name: str) -> None:
    portion = []
    for key in client.scan_iter(match=f"{_basename(name)}*", count=1_000):
        portion.append(key)
        if len(portion) == 1_000:
            client.unlink(*portion)
            portion = []
    if portion:
        client.unlink(*portion)


def _connection() -> dict[str, Any]:
    """REDIS_URL as the arguments of redis.Redis."""
    options: dict[str, Any] = dict(parse_url(settings.REDIS_URL))
    kind = options.pop("connection_class", None)
    if "path" in options:
        options["unix_socket_path"] = options.pop("path")
    if kind is not None and issubclass(kind, redis.SSLConnection):
        options["ssl"] = True
    return options | {"socket_timeout": TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS}
