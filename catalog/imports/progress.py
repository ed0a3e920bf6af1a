"""How far an import is, and whether it should end: in its row while it reads, in the cache always.

All is written in one transaction: nobody sees its row change then, and SQLite lets nobody else write, either.
"""

import time
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.utils import OperationalError
from django.utils import timezone

from catalog.imports.uploads import drop_upload
from catalog.models import CatalogueImport, ImportRunState

INTERVAL_SECONDS = 0.5
LIVE_SECONDS = 90
Listener = Callable[[str, int, int], None]


class Cancelled(Exception):
    """Somebody asked the import to end."""


def live_key(run_id: int) -> str:
    return f"catalog:import:{run_id}:live"


def cancel_key(run_id: int) -> str:
    return f"catalog:import:{run_id}:cancel"


def live_state(run: CatalogueImport) -> dict[str, Any]:
    """Stage and counts as fresh as can be had."""
    row = {"stage": run.stage, "done": run.done, "total": run.total}
    return row | (cache.get(live_key(run.pk)) or {})


class ImportProgress:
    """Called by an import as it goes; raises Cancelled."""

    def __init__(self, run_id: int, listener: Listener | None = None) -> None:
        self._run_id = run_id
        self._listener = listener
        self._stage = ""
        self._told = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self._listener is not None:
            self._listener(stage, done, total)
        now = time.monotonic()
        if stage == self._stage and now - self._told < INTERVAL_SECONDS:
            return
        self._stage, self._told = stage, now
        state = {"stage": stage[:50], "done": done, "total": total}
        cache.set(live_key(self._run_id), state, LIVE_SECONDS)
        if cache.get(cancel_key(self._run_id)):
            raise Cancelled("Cancelled.")
        if not connection.in_atomic_block:
            self._write(state)

    def _write(self, state: dict[str, Any]) -> None:
        mine = CatalogueImport.objects.filter(pk=self._run_id)
        try:
            mine.filter(is_active=True).update(heartbeat_at=timezone.now(), **state)
        except OperationalError:
            return  # Another writer keeps the database busy: the next call brings everything.
        asked = mine.values_list("cancel_requested", "is_active").first()
        if asked is None or asked[0] or not asked[1]:
            raise Cancelled("Cancelled.")


def finish_import(run: CatalogueImport, *, state: ImportRunState, **fields: object) -> None:
    """Ends an active run; one that has ended stays as it is. A file that was uploaded for it goes."""
    CatalogueImport.objects.filter(pk=run.pk, is_active=True).update(
        state=state, is_active=None, finished_at=timezone.now(), **fields
    )
    cache.delete_many([live_key(run.pk), cancel_key(run.pk)])
    drop_upload(run.path)
