"""gunicorn's hooks: a new process reads the snapshot and opens the search index while nobody waits for them."""

import logging
import threading
from typing import Any

logger = logging.getLogger(__name__)


def post_worker_init(worker: Any) -> None:
    threading.Thread(target=warm_up, daemon=True, name="warm-up").start()


def warm_up() -> None:
    """Whatever fails here fails again, and is handled, when a page needs it."""
    from django.db import close_old_connections

    from catalog.search.suggestions import suggest
    from recommend.serving.serving import current_serving

    try:
        current_serving()
        suggest("a", language="zh")
    except Exception:
        logger.exception("Not warmed up")
    finally:
        close_old_connections()
