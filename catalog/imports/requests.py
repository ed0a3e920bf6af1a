"""Asking for an import. One at a time: the database refuses a second."""

import logging
import os
import socket
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.utils import OperationalError
from django.utils import timezone
from kombu.exceptions import OperationalError as QueueUnreachable

from catalog.imports.progress import cancel_key, finish_import, live_key
from catalog.imports.uploads import drop_upload
from catalog.models import CatalogueImport, CatalogueSource, ImportRunState

logger = logging.getLogger(__name__)
STALE_AFTER = timedelta(seconds=120)
_CANCEL_SECONDS = 24 * 3600
KILLED = (
    "The process that ran the import was killed; the catalogue is as it was. Start it again. If it happens again, look "
    "for a lack of memory (dmesg) or a restart of the worker at that time."
)
NO_QUEUE = (
    "The queue of tasks can't be reached: is Redis running, and is CELERY_BROKER_URL right? "
    "manage.py import_catalogue imports without one."
)


class ImportAlreadyActive(Exception):
    """Another import is queued or running."""

    def __init__(self, run: CatalogueImport | None) -> None:
        super().__init__(f"Import #{run.pk} is {run.state}." if run else "Another import is active.")
        self.run = run


def request_import(
    *, source: CatalogueSource, path: str = "", requested_by: Any = None, publish: bool = True
) -> CatalogueImport:
    """Raises ImportAlreadyActive. With ``publish`` a worker takes it after the commit.

    Where the queue doesn't answer the run is marked as failed, with what to do.
    """
    fail_dead_import()
    try:
        with transaction.atomic():
            run = CatalogueImport.objects.create(source=source, path=path, requested_by=requested_by)
    except IntegrityError as error:
        raise ImportAlreadyActive(CatalogueImport.objects.filter(is_active=True).first()) from error
    if publish:
        transaction.on_commit(lambda: _publish(run))
    return run


def _publish(run: CatalogueImport) -> None:
    from catalog.imports.tasks import run_catalogue_import

    try:
        run_catalogue_import.delay(run_id=run.pk)
    except QueueUnreachable as error:
        logger.warning("Import #%s can't be queued: %s", run.pk, error)
        finish_import(run, state=ImportRunState.FAILED, error=NO_QUEUE)


def request_cancel(run: CatalogueImport) -> None:
    """A queued run ends at once, a running one within a second or two, with the catalogue as it was."""
    if run.state == ImportRunState.QUEUED:
        queued = CatalogueImport.objects.filter(pk=run.pk, state=ImportRunState.QUEUED)
        if queued.update(cancel_requested=True, state=ImportRunState.CANCELLED, is_active=None):
            CatalogueImport.objects.filter(pk=run.pk).update(finished_at=timezone.now())
            drop_upload(run.path)
            return
    # First where the run looks while it writes and locks everybody out.
    cache.set(cancel_key(run.pk), True, _CANCEL_SECONDS)
    try:
        CatalogueImport.objects.filter(pk=run.pk, state=ImportRunState.RUNNING).update(cancel_requested=True)
    except OperationalError as error:
        logger.warning("Import #%s: cancelled through the cache alone: %s", run.pk, error)


def fail_dead_import() -> CatalogueImport | None:
    """Marks a run as failed whose process is gone, so that another can start."""
    run = CatalogueImport.objects.filter(is_active=True, state=ImportRunState.RUNNING).first()
    if run is None or not _is_dead(run):
        return None
    finish_import(run, state=ImportRunState.FAILED, error=KILLED)
    return run


def _is_dead(run: CatalogueImport) -> bool:
    if run.host == socket.gethostname() and run.pid:
        return not _process_exists(run.pid)
    silent = run.heartbeat_at is None or timezone.now() - run.heartbeat_at > STALE_AFTER
    return silent and cache.get(live_key(run.pk)) is None


def _process_exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
