"""What goes to the log of others' libraries, made fit to read."""

import logging
import time

INTERVAL_SECONDS = 60


class CacheIsAway(logging.Filter):
    """django_redis tells of every call that Redis doesn't answer, with a traceback: here a line a minute does.

    Everything works without a cache, so that nothing has failed.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told = -float(INTERVAL_SECONDS)

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.exc_info:
            return True
        now = time.monotonic()
        if now - self._told < INTERVAL_SECONDS:
            return False
        self._told = now
        record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        record.msg, record.args = "Redis doesn't answer; it goes on without a cache: %s", (record.exc_info[1],)
        record.exc_info = None
        return True
