"""Which engine answers: Elasticsearch where one is configured and well, the embedded one otherwise.

A circuit breaker stands before Elasticsearch: after one failure nobody waits for it. Every RETRY_SECONDS one request
asks whether it is back; the first answer closes the circuit, and what it missed is written to it before it is searched.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError, Elasticsearch
from elasticsearch.helpers import BulkIndexError
from pybreaker import CircuitBreaker, CircuitBreakerError, CircuitBreakerListener

from catalog.search.clauses import Answer, EngineQuery
from catalog.search.engines.elastic import ElasticEngine
from catalog.search.engines.embedded import EmbeddedEngine

logger = logging.getLogger(__name__)
ANSWER_WITHIN = 0.3
RETRY_SECONDS = 5
FAILURES = (TransportError, ApiError, BulkIndexError)
Result = TypeVar("Result")


class Engine(Protocol):
    name: str

    def answer(self, query: EngineQuery) -> Answer: ...


class _Log(CircuitBreakerListener):
    """Once when it goes, once when it comes back; not with every try in between."""

    def state_change(self, cb: CircuitBreaker, old_state: Any, new_state: Any) -> None:
        if new_state.name == "closed":
            logger.warning("Elasticsearch answers again.")

    def failure(self, cb: CircuitBreaker, exc: BaseException) -> None:
        if cb.current_state == "closed":
            logger.warning("Elasticsearch fails, the embedded engine answers for now: %s", str(exc)[:500])


class Switch:
    """One process's view of the engines; ``elastic`` is None where no server is configured."""

    def __init__(self, embedded: EmbeddedEngine, elastic: ElasticEngine | None) -> None:
        self.embedded = embedded
        self.elastic = elastic
        # A programming error is no reason to go to the other engine.
        self.breaker = CircuitBreaker(
            fail_max=1,
            reset_timeout=RETRY_SECONDS,
            exclude=[lambda error: not isinstance(error, FAILURES)],
            listeners=[_Log()],
        )

    @property
    def is_degraded(self) -> bool:
        return self.elastic is not None and self.breaker.current_state != "closed"

    def ask(self, work: Callable[[Engine], Result]) -> tuple[Result, str, bool]:
        """What ``work`` makes of the engine in force, that engine's name, and whether it stands in for the other.

        Raises FileNotFoundError where the embedded engine is asked and has no index.
        """
        if self.elastic is not None and not self.is_degraded:
            try:
                # Around the breaker, which would let one thread search at a time.
                return work(self.elastic), self.elastic.name, False
            except FAILURES as error:
                self.report(error)
        return work(self.embedded), self.embedded.name, self.elastic is not None

    def report(self, error: Exception) -> None:
        """Elasticsearch failed; where it refused this one question, it will answer others."""
        if isinstance(error, BadRequestError):
            logger.error("Elasticsearch refuses a query: %s", str(error)[:500])
            return
        with suppress(*FAILURES, CircuitBreakerError):
            self.breaker.call(_raise, error)

    def reach_elastic(self) -> bool:
        """Whether Elasticsearch answers a short question now; False at once where it is known to be away."""
        assert self.elastic is not None
        try:
            self.breaker.call(self.elastic.ping)
        except (*FAILURES, CircuitBreakerError):
            return False
        return True


def _raise(error: Exception) -> None:
    raise error


_lock = threading.Lock()


@lru_cache(maxsize=1)
def _switch(folder: Path, url: str) -> Switch:
    elastic = ElasticEngine(Elasticsearch(**settings.ELASTICSEARCH_DSL["default"]), answer_within=ANSWER_WITHIN)
    return Switch(EmbeddedEngine(folder), elastic)


@lru_cache(maxsize=4)
def _embedded_only(folder: Path) -> Switch:
    return Switch(EmbeddedEngine(folder), None)


def switch() -> Switch:
    """This process's; made anew when settings change, as tests do."""
    with _lock:
        if settings.ELASTICSEARCH_URL:
            return _switch(settings.SEARCH_INDEX_DIR, settings.ELASTICSEARCH_URL)
        return _embedded_only(settings.SEARCH_INDEX_DIR)


def state() -> dict[str, Any]:
    """For the health page."""
    current = switch()
    in_force = "elasticsearch" if current.elastic is not None and not current.is_degraded else "embedded"
    return {"engine": in_force, "is_degraded": current.is_degraded}
