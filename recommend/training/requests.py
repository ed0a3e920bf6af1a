"""Asking for a training. One at a time: the database refuses a second."""

import logging
import os
import socket
from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from recommend.models import Dataset, RunState, TrainingRun
from recommend.training.progress import finish_run
from recommend.training.tasks import run_training

logger = logging.getLogger(__name__)

# A running training writes a sign of life every second or two.
STALE_AFTER = timedelta(seconds=90)
KILLED = "The process that ran the training was killed."
KILLED_ADVICE = (
    "Start it again. If it happens again, look for a lack of memory (dmesg) or a restart of the worker at that time; "
    "the small configuration needs less."
)
NO_QUEUE = "The queue of tasks can't be reached."
NO_QUEUE_ADVICE = "Is Redis running, and is CELERY_BROKER_URL right? Or train in the foreground: manage.py train."


class TrainingAlreadyActive(Exception):
    """Another training is queued or running."""

    def __init__(self, run: TrainingRun | None) -> None:
        super().__init__(f"Training #{run.pk} is {run.state}." if run else "Another training is active.")
        self.run = run


def request_training_run(
    *,
    config: str = "default",
    datasets: Iterable[Dataset] = (),
    activate: bool = False,
    requested_by: User | None = None,
    publish: bool = True,
) -> TrainingRun:
    """Raises TrainingAlreadyActive. With ``publish`` a worker on the queue ``training`` takes it after the commit.

    Where the queue doesn't answer the run is marked as failed, with what to do.
    """
    fail_dead_run()
    try:
        with transaction.atomic():
            run = TrainingRun.objects.create(config=config, activate=activate, requested_by=requested_by)
            run.datasets.set(datasets)
    except IntegrityError as error:
        raise TrainingAlreadyActive(TrainingRun.objects.filter(is_active=True).first()) from error
    if publish:
        transaction.on_commit(lambda: _publish(run))
    return run


def _publish(run: TrainingRun) -> None:
    try:
        run_training.delay(run_id=run.pk)
    except OperationalError as error:
        logger.warning("Training #%s can't be queued: %s", run.pk, error)
        finish_run(run, state=RunState.FAILED, error=NO_QUEUE, advice=NO_QUEUE_ADVICE)


def request_cancel(run: TrainingRun) -> None:
    """A queued run ends at once, a running one within a second or two."""
    ended = TrainingRun.objects.filter(pk=run.pk, state=RunState.QUEUED).update(
        state=RunState.CANCELLED, is_active=None, finished_at=timezone.now(), cancel_requested=True
    )
    if not ended:
        TrainingRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(cancel_requested=True)


def fail_dead_run() -> TrainingRun | None:
    """Marks a run as failed whose process is gone, so that another can start."""
    run = TrainingRun.objects.filter(is_active=True, state=RunState.RUNNING).first()
    if run is None or not _is_dead(run):
        return None
    ended = TrainingRun.objects.filter(pk=run.pk, state=RunState.RUNNING, heartbeat_at=run.heartbeat_at).update(
        state=RunState.FAILED, is_active=None, finished_at=timezone.now(), error=KILLED, advice=KILLED_ADVICE
    )
    return run if ended else None


def _is_dead(run: TrainingRun) -> bool:
    if run.host == socket.gethostname() and run.pid and not _process_exists(run.pid):
        return True
    return run.heartbeat_at is None or timezone.now() - run.heartbeat_at > STALE_AFTER


def _process_exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
