"""An import from beginning to end; whatever happens, its row says so."""

import errno
import logging
import os
import socket
import time

from django.conf import settings
from django.db.utils import OperationalError
from django.utils import timezone

from catalog.importing.errors import ImportFailed
from catalog.imports.progress import Cancelled, ImportProgress, Listener, finish_import
from catalog.imports.sources import import_source
from catalog.models import CatalogueImport, CatalogueSource, ImportRunState

logger = logging.getLogger(__name__)


def execute_import(*, run_id: int, listener: Listener | None = None) -> CatalogueImport | None:
    """Does nothing (None) unless the run is still queued: a message that comes twice imports once.

    KeyboardInterrupt cancels, and goes on.
    """
    claimed = CatalogueImport.objects.filter(pk=run_id, state=ImportRunState.QUEUED).update(
        state=ImportRunState.RUNNING,
        started_at=timezone.now(),
        heartbeat_at=timezone.now(),
        host=socket.gethostname(),
        pid=os.getpid(),
    )
    if not claimed:
        return None
    run = CatalogueImport.objects.get(pk=run_id)
    began = time.monotonic()
    try:
        report = import_source(CatalogueSource(run.source), run.path, ImportProgress(run.pk, listener))
        seconds = round(time.monotonic() - began, 1)
        finish_import(run, state=ImportRunState.DONE, report=report | {"seconds": seconds})
    except Cancelled as stop:
        finish_import(run, state=ImportRunState.CANCELLED, error=str(stop))
    except ImportFailed as refusal:
        finish_import(run, state=ImportRunState.FAILED, error=str(refusal))
    except Exception as error:
        logger.exception("Import #%s failed", run.pk)
        finish_import(run, state=ImportRunState.FAILED, error=_explained(error))
    except BaseException:
        finish_import(run, state=ImportRunState.CANCELLED, error="Interrupted.")
        raise
    run.refresh_from_db()
    return run


def _explained(error: Exception) -> str:
    if getattr(error, "errno", None) == errno.ENOSPC or "is full" in str(error):
        return f"The disk is full. Free some space where {settings.HOME} and the temporary files lie, then start again."
    if isinstance(error, OperationalError):
        return f"The database failed: {error}. Is it up, and does nothing else write for minutes? Then start again."
    if isinstance(error, PermissionError):
        return f"{error.filename} may not be read by the user of the worker."
    return f"{type(error).__name__}: {error}. The catalogue is as it was; the server's log has the details."
