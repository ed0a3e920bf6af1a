"""Embeddings and features in Redis: a hash per snapshot and kind, rows as packed float32, fields by anime or member id.

Redis may be away at any time: then the files of the snapshot answer, and a warning is logged.
"""

import logging
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar, cast

import numpy as np
import redis
from django.conf import settings

from ml.data.interactions import Floats, Ints

logger = logging.getLogger(__name__)
T = TypeVar("T")
PREFIX = "animerec:embeddings"
KINDS = ("anime", "features", "users", "published")
TIMEOUT_SECONDS = 0.5
# After a failure nobody waits for Redis again for so long.
PAUSE_SECONDS = 10.0
PORTION = 2_000


@cache
def redis_client() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS
    )


class EmbeddingStore:
    """What Redis holds of one snapshot. No method raises because Redis is away."""

    def __init__(self, snapshot_name: str, *, client: redis.Redis) -> None:
        self._name = snapshot_name
        self._redis = client
        self._paused_until = 0.0

    def key(self, kind: str) -> str:
        return f"{PREFIX}:{self._name}:{kind}"

    def publish(self, *, anime_ids: Ints, vectors: Floats, features: Floats) -> bool:
        """Writes all rows, the mark that they are complete last. Twice does no harm. False where Redis is away."""

        def write() -> bool:
            for kind, rows in (("anime", vectors), ("features", features)):
                for portion in _portions(anime_ids, rows):
                    self._redis.hset(self.key(kind), mapping=portion)
            self._redis.set(self.key("published"), len(anime_ids))
            return True

        return bool(self._try(write, f"publishing the embeddings of {self._name}"))

    def is_published(self, *, count: int) -> bool | None:
        """None where Redis is away."""

        def read() -> bool:
            mark = self._redis.get(self.key("published"))
            lengths = [self._redis.hlen(self.key(kind)) for kind in ("anime", "features")]
            return mark is not None and int(mark) == count and lengths == [count, count]

        return self._try(read, f"looking for the embeddings of {self._name}")

    def features(self, anime_ids: Ints) -> Floats | None:
        """Rows in the order of ``anime_ids``; None unless Redis has every one."""
        return self._rows("features", anime_ids)

    def anime_vectors(self, anime_ids: Ints) -> Floats | None:
        return self._rows("anime", anime_ids)

    def user_embedding(self, user_id: int, *, version: str) -> Floats | None:
        """The member's embedding, if it was made of this version of the list."""
        read = self._try(lambda: self._redis.hget(self.key("users"), str(user_id)), "reading a member's embedding")
        stamp, _, packed = cast(bytes, read or b"").partition(b"|")
        return np.frombuffer(packed, np.float32) if packed and stamp == version.encode() else None

    def store_user_embedding(self, user_id: int, embedding: Floats, *, version: str) -> None:
        value = version.encode() + b"|" + np.asarray(embedding, np.float32).tobytes()
        self._try(lambda: self._redis.hset(self.key("users"), str(user_id), value), "storing a member's embedding")

    def forget_user(self, user_id: int) -> None:
        self._try(lambda: self._redis.hdel(self.key("users"), str(user_id)), "forgetting a member's embedding")

    def drop(self) -> None:
        """Raises redis.RedisError: what stays behind unseen would stay for ever."""
        self._redis.unlink(*(self.key(kind) for kind in KINDS))

    def _rows(self, kind: str, anime_ids: Ints) -> Floats | None:
        if not len(anime_ids):
            return None
        fields = [str(anime_id) for anime_id in anime_ids]
        read = self._try(lambda: self._redis.hmget(self.key(kind), fields), f"reading {kind}")
        rows = cast("list[bytes | None]", read or [])
        found = [row for row in rows if row is not None]
        if len(found) < len(fields):
            return None
        return np.frombuffer(b"".join(found), np.float32).reshape(len(found), -1)

    def _try(self, call: Callable[[], T], what: str) -> T | None:
        if time.monotonic() < self._paused_until:
            return None
        try:
            return call()
        except redis.RedisError as error:
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            logger.warning("Redis failed while %s, the snapshot's files serve: %s", what, error)
            return None


def embedding_store(snapshot_name: str) -> EmbeddingStore:
    return EmbeddingStore(snapshot_name, client=redis_client())


def _portions(anime_ids: Ints, rows: Floats) -> Iterable[dict[Any, Any]]:
    rows = np.ascontiguousarray(rows, np.float32)
    for start in range(0, len(anime_ids), PORTION):
        some = slice(start, start + PORTION)
        yield {str(anime_id): row.tobytes() for anime_id, row in zip(anime_ids[some], rows[some], strict=True)}
