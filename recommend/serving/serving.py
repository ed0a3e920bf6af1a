"""The recommender of this process: that of the active snapshot, exchanged while the one before goes on serving."""

import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
import redis
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from catalog.models import Anime
from catalog.seasons import broadcast_date
from ml.data.interactions import Floats, Ints, UserHistory
from ml.reranking.entries import Flags
from ml.serving.answers import Recommendation
from ml.serving.recommender import Recommender
from ml.serving.requests import ListRequest, Stored, marked
from ml.snapshot import Snapshot as SnapshotFiles
from ml.snapshot import SnapshotError
from recommend.models import Snapshot
from recommend.serving.anime_table import as_of_today
from recommend.serving.catalogue_refill import catalogue_table
from recommend.serving.embeddings import EmbeddingStore, embedding_store
from recommend.serving.lsh_storage import shared_tables, wants_redis
from recommend.serving.site_rules import NO_RULES, SiteRules
from recommend.serving.snapshots import publish_embeddings

logger = logging.getLogger(__name__)
T = TypeVar("T")
CHECK_SECONDS = 1.0
RETRY_SECONDS = 60.0
POPULARITY_SECONDS = 300.0
MISSING_SECONDS = 600.0


@dataclass(frozen=True, kw_only=True)
class Serving:
    """``files`` and ``store`` are None where there is no snapshot, and popularity serves."""

    name: str
    recommender: Recommender
    files: SnapshotFiles | None = None
    store: EmbeddingStore | None = None
    loaded_at: float = 0.0

    def features_of(self, positions: Ints) -> Floats:
        """Rows of the ranker's anime features: from Redis, or from the files when it can't give them all."""
        assert self.files is not None
        assert self.store is not None
        rows = self.store.features(self.files.anime_ids[positions])
        expected = self.files.anime_features.shape[1]
        if rows is None or rows.shape[1] != expected:
            return np.asarray(self.files.anime_features[positions], np.float32)
        return rows

    def following(self, request: ListRequest, site_rules: SiteRules) -> ListRequest:
        """The same request by the operators' rules."""
        rules = site_rules.over(self.recommender.rules)
        fresh = self.fresh_anime(rules.fresh_months) if rules.fresh_boost else None
        return replace(request, sources=site_rules.sources, rules=rules, fresh=fresh)

    def fresh_anime(self, months: int) -> Flags:
        """What began in the last ``months`` and has begun, bool[anime]; asked of the catalogue once a day."""
        today = broadcast_date(timezone.now())
        if (known := self._fresh.get(months)) and known[0] == today:
            return known[1]
        begun = Anime.objects.filter(
            start_date__gt=today - timedelta(days=round(months * 30.44)), start_date__lte=today
        )
        flags = marked(self.recommender.table, list(begun.values_list("pk", flat=True)))
        self._fresh[months] = today, flags
        return flags

    @cached_property
    def _fresh(self) -> dict[int, tuple[date, Flags]]:
        return {}

    def missing_ids(self) -> frozenset[int]:
        """Anime that the snapshot knows and the catalogue lacks; asked of the catalogue at times."""
        if self.files is None:
            return frozenset()
        known = self._missing.get("ids")
        if known is None or time.monotonic() - known[0] > MISSING_SECONDS:
            lacking = set(self.recommender.table.ids.tolist()).difference(Anime.objects.values_list("pk", flat=True))
            known = self._missing["ids"] = time.monotonic(), frozenset(lacking)
        return known[1]

    def forget_missing(self) -> None:
        self._missing.clear()

    @cached_property
    def _missing(self) -> dict[str, tuple[float, frozenset[int]]]:
        return {}

    @cached_property
    def in_memory(self) -> Recommender:
        """The same with hash tables of this process, for when those in Redis don't answer."""
        return Recommender.from_snapshot(self.files) if self.files is not None else self.recommender

    def recommend(
        self,
        history: UserHistory,
        request: ListRequest,
        *,
        user_embedding: Floats | None,
        site_rules: SiteRules = NO_RULES,
    ) -> list[Recommendation]:
        """See :meth:`Recommender.recommend`; ``site_rules`` stand in for those of the request."""
        followed, stored = self.following(request, site_rules), self._stored(user_embedding)
        return self._answer(lambda recommender: recommender.recommend(history, followed, stored))

    def estimates(
        self,
        history: UserHistory,
        anime_ids: Collection[int],
        *,
        user_embedding: Floats | None,
        site_rules: SiteRules = NO_RULES,
    ) -> dict[int, Recommendation]:
        """By id; what is on the list is left out, and so is what the snapshot doesn't cover."""
        sources, stored = site_rules.sources, self._stored(user_embedding)
        return self._answer(
            lambda recommender: recommender.estimates(history, anime_ids, sources=sources, stored=stored)
        )

    def _stored(self, user_embedding: Floats | None) -> Stored:
        return Stored(
            user_embedding=user_embedding, anime_features=self.features_of if self.store is not None else None
        )

    def _answer(self, ask: Callable[[Recommender], T]) -> T:
        try:
            return ask(self.recommender)
        except redis.RedisError as error:
            logger.warning("The hash tables of %s in Redis can't be read, memory serves: %s", self.name, error)
            return ask(self.in_memory)


def load_snapshot(path: Path, *, name: str) -> Serving:
    """Loads the snapshot in ``path`` to serve it. Raises SnapshotError where this version can't serve it."""
    files = SnapshotFiles.open(path)
    # What came to the catalogue since the training is unrated like any other.
    files = replace(files, table=as_of_today(files.table))
    recommender = _recommender(files, name)
    publish_embeddings(files, name=name)
    return Serving(
        name=name, recommender=recommender, files=files, store=embedding_store(name), loaded_at=time.monotonic()
    )


def _recommender(files: SnapshotFiles, name: str) -> Recommender:
    if wants_redis():
        try:
            with shared_tables(name) as storage:
                return Recommender.from_snapshot(files, storage)
        except redis.RedisError as error:
            logger.warning("The hash tables of %s stay in memory, Redis doesn't take them: %s", name, error)
    return Recommender.from_snapshot(files)


def load_popularity() -> Serving:
    recommender = Recommender.from_popularity(catalogue_table(Anime.objects.visible()))
    return Serving(name="", recommender=recommender, loaded_at=time.monotonic())


@dataclass(frozen=True)
class Broken:
    """A snapshot that couldn't be loaded: why, and when that was tried, in seconds of the monotonic clock."""

    why: str
    tried_at: float


class Holder:
    """Asks the database once a second at most which snapshot is active."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._serving: Serving | None = None
        self._checked_at = 0.0
        self._loading: str | None = None
        self._broken: dict[str, Broken] = {}

    def current(self) -> Serving:
        serving = self._serving
        if serving is not None and time.monotonic() - self._checked_at < CHECK_SECONDS:
            return serving
        with self._lock:
            wanted = self._wanted()
            self._checked_at = time.monotonic()
            if self._serving is None:
                self._serving = self._load(wanted)
            elif wanted != self._serving.name or self._is_old_popularity():
                self._load_aside(wanted)
            return self._serving

    def reset(self) -> None:
        """Forget everything: another database, another folder of snapshots."""
        with self._lock:
            self.__dict__.update(Holder().__dict__ | {"_lock": self._lock})

    def _wanted(self) -> str:
        """The active snapshot's name, "" when there is none or it was found broken a moment ago."""
        name = Snapshot.objects.filter(is_active=True).values_list("name", flat=True).first() or ""
        broken = self._broken.get(name)
        if broken is not None and time.monotonic() - broken.tried_at < RETRY_SECONDS:
            return self._serving.name if self._serving else ""
        return name

    def trouble(self) -> str:
        """Why the active snapshot isn't what this process serves from, and what does; "" where all is well."""
        served = self.current().name
        active = Snapshot.objects.filter(is_active=True).values_list("name", flat=True).first() or ""
        if active == served or active not in self._broken:
            return ""
        return f"{self._broken[active].why} Until then {served or 'popularity'} serves."

    def _is_old_popularity(self) -> bool:
        serving = self._serving
        return serving is not None and not serving.name and time.monotonic() - serving.loaded_at > POPULARITY_SECONDS

    def _load(self, name: str) -> Serving:
        """The active one or, where it can't be had, the last before it that can."""
        earlier = Snapshot.objects.exclude(name=name).exclude(activated_at=None).order_by("-activated_at")
        for candidate in [name, *earlier.values_list("name", flat=True)] if name else []:
            try:
                return load_snapshot(Path(settings.SNAPSHOT_DIR) / candidate, name=candidate)
            except Exception as error:
                self._set_aside(candidate, error)
        return load_popularity()

    def _set_aside(self, name: str, error: Exception) -> None:
        """Whatever goes wrong with a model, pages go on without it."""
        self._broken[name] = Broken(str(error) or type(error).__name__, time.monotonic())
        is_expected = isinstance(error, SnapshotError)
        logger.error("The snapshot %s can't be used: %s", name, error, exc_info=None if is_expected else error)

    def _load_aside(self, name: str) -> None:
        """The caller holds the lock."""
        if self._loading is None:
            self._loading = name
            threading.Thread(target=self._exchange, args=(name,), daemon=True, name="load-snapshot").start()

    def _exchange(self, name: str) -> None:
        try:
            serving = load_snapshot(Path(settings.SNAPSHOT_DIR) / name, name=name) if name else load_popularity()
            self._serving = serving
            logger.info("Serving from %s", name or "popularity")
        except Exception as error:
            self._set_aside(name, error)
        finally:
            self._loading = None
            close_old_connections()


holder = Holder()


def current_serving() -> Serving:
    return holder.current()
