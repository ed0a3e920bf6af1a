"""Keeping the engines' copies of the catalogue as the catalogue is.

Three ways: ``rebuild`` and ``update`` for operators and imports, in bulk; ``push`` for what was just edited;
``keep_current`` with every query, for what changed behind all of them (another host, a bulk write, a new day).
"""

import fcntl
import logging
import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from catalog.models import Anime
from catalog.search.engines.elastic import ElasticEngine
from catalog.search.engines.embedded import EmbeddedEngine
from catalog.search.engines.switch import FAILURES, switch
from catalog.search.index.contents import RELATIONS, STAMP_FIELD, document
from catalog.search.index.stamps import catalogue_stamp, stamps
from catalog.search.vocabulary import forget_vocabulary

logger = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]  # engine, done, of how many
AnyEngine = EmbeddedEngine | ElasticEngine
_CHUNK = 500
# An edit doesn't wait for a rebuild, which finds it at its end.
_PATIENCE = 1.0
# More at once come from a bulk write, which indexes in bulk when it is done.
MOST_PUSHED = 100


def no_progress(engine: str, done: int, total: int) -> None:
    """For callers that show none."""


def engines() -> tuple[AnyEngine, ...]:
    current = switch()
    return (current.embedded,) if current.elastic is None else (current.embedded, current.elastic)


def rebuild(engine: AnyEngine, *, progress: Progress = no_progress) -> int:
    """A new index beside the old one, then in its place; returns the number of anime."""
    with _locked():
        return _rebuild(engine, progress)


def update(engine: AnyEngine, *, progress: Progress = no_progress) -> int:
    """Writes what differs; returns the number of anime that did. Without a usable index: a rebuild."""
    with _locked():
        if not engine.is_current():
            return _rebuild(engine, progress)
        fresh, gone = _differences(engine)
        _write(engine, fresh, gone, progress)
        return len(fresh) + len(gone)


def push(ids: Iterable[int]) -> None:
    """These anime as they are now, into every engine; one that can't take them gets them with ``keep_current``."""
    chosen = sorted(set(ids))
    with _locked(within=_PATIENCE) as is_mine:
        for engine in engines() if is_mine else ():
            if isinstance(engine, ElasticEngine) and not switch().reach_elastic():
                continue
            try:
                if engine.is_current():
                    known = stamps(chosen)
                    _write(engine, list(known), [pk for pk in chosen if pk not in known], no_progress)
            except FAILURES as error:
                logger.warning("%s was not told of %d changed anime: %s", engine.name, len(chosen), error)


_known: dict[str, Any] = {}
_checked = 0.0


def keep_current() -> None:
    """Cheap when nothing changed, and not asked more than once in SEARCH_CHECK_SECONDS."""
    global _checked
    now = time.monotonic()
    if now - _checked < settings.SEARCH_CHECK_SECONDS:
        return
    _checked = now
    stamp = catalogue_stamp()
    for engine in engines():
        key = f"{engine.name} {settings.SEARCH_INDEX_DIR}"
        # An index may have been removed, or may have missed edits while its server was away.
        is_well = not switch().is_degraded if isinstance(engine, ElasticEngine) else engine.is_current()
        if _known.get(key) == stamp and is_well:
            continue
        if isinstance(engine, ElasticEngine) and not switch().reach_elastic():
            continue
        forget_vocabulary()
        with _locked(within=0) as is_mine:
            if is_mine and _catch_up(engine):
                _known[key] = stamp


def _catch_up(engine: AnyEngine) -> bool:
    """Whether the engine now holds the catalogue; False while a thread still works on it or the server is away."""
    try:
        is_current = engine.is_current()
        fresh, gone = _differences(engine) if is_current else (list(stamps()), [])
        if len(fresh) + len(gone) <= settings.SEARCH_INLINE_CHANGES:
            if is_current:
                _write(engine, fresh, gone, no_progress)
            else:
                _rebuild(engine, no_progress)
            return True
    except FAILURES as error:
        logger.warning("%s could not be brought up to date: %s", engine.name, error)
        return False
    logger.info("%s: %d anime are indexed in the background.", engine.name, len(fresh) + len(gone))
    threading.Thread(target=_update_aside, args=(engine,), name="search-index", daemon=True).start()
    return False


def _update_aside(engine: AnyEngine) -> None:
    try:
        with _locked(within=0) as is_mine:
            if not is_mine:
                return
            if engine.is_current():
                _write(engine, *_differences(engine), no_progress)
            else:
                _rebuild(engine, no_progress)
    except Exception:
        logger.exception("The search index of %s could not be brought up to date.", engine.name)
    finally:
        close_old_connections()


def _differences(engine: AnyEngine) -> tuple[list[int], list[int]]:
    """Ids to write, and ids to take out."""
    wanted, present = stamps(), engine.stamps()
    return [pk for pk, stamp in wanted.items() if present.get(pk) != stamp], [pk for pk in present if pk not in wanted]


def _rebuild(engine: AnyEngine, progress: Progress) -> int:
    ids = list(Anime.objects.visible().order_by("-popularity", "pk").values_list("pk", flat=True))
    progress(engine.name, 0, len(ids))
    for done in engine.rebuild(_documents(ids)):
        if done % _CHUNK == 0 or done == len(ids):
            progress(engine.name, done, len(ids))
    # What was edited meanwhile, here or on another host, went into the old index.
    _write(engine, *_differences(engine), no_progress)
    return len(ids)


def _write(engine: AnyEngine, fresh: list[int], gone: list[int], progress: Progress) -> None:
    progress(engine.name, 0, len(fresh))
    if gone:
        engine.write(without=gone)
    for start in range(0, len(fresh), _CHUNK * 4):
        part = fresh[start : start + _CHUNK * 4]
        engine.write(documents=_documents(part))
        progress(engine.name, start + len(part), len(fresh))


def _documents(ids: list[int]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        # Stamps first: what changes between the two reads is found again by the next comparison.
        known = stamps(part)
        anime = {one.pk: one for one in Anime.objects.visible().filter(pk__in=part).prefetch_related(*RELATIONS)}
        for pk in part:
            if pk in anime and pk in known:
                yield document(anime[pk]) | {STAMP_FIELD: known[pk]}


@contextmanager
def _locked(*, within: float = math.inf) -> Iterator[bool]:
    """One writer on this host at a time; yields False where somebody else still writes after so many seconds."""
    settings.SEARCH_INDEX_DIR.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + within
    with (settings.SEARCH_INDEX_DIR / "lock").open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    yield False
                    return
                time.sleep(0.02)
            else:
                yield True
                return
