"""How far a run is: written into its row at most once a second, with a sign of life; and whether it should end."""

import logging
import os
import time
from collections.abc import Callable
from typing import Any

from django.db.utils import OperationalError
from django.utils import timezone

from recommend.models import RunState, TrainingRun

logger = logging.getLogger(__name__)
INTERVAL_SECONDS = 1.0
Listener = Callable[[TrainingRun], None]


class Cancelled(Exception):
    """Somebody asked the run to end."""


class RunProgress:
    def __init__(self, run: TrainingRun, *, bound_to: int | None, listener: Listener | None) -> None:
        self._run = run
        self._bound_to = bound_to
        self._listener = listener
        self._changes: dict[str, Any] = {}
        self._written = 0.0

    def stage(self, name: str, label: str) -> None:
        self._changes |= {"stage": name, "stage_label": label, "fraction": 0.0}
        self.beat()

    def exporting(self, stage: str, done: int, total: int) -> None:
        self._changes |= {"fraction": done / max(total, 1)}
        self.beat()

    def heard(self, message: dict[str, Any]) -> None:
        """A line of the child process."""
        eta = message.get("eta_s")
        self._changes |= {
            "stage": str(message.get("stage", ""))[:50],
            "stage_label": str(message.get("label", ""))[:200],
            "stage_index": int(message.get("index") or 0),
            "stage_count": int(message.get("of") or 0),
            "fraction": float(message.get("fraction") or 0),
            "overall": float(message.get("overall") or 0),
            "eta_seconds": None if eta is None else max(0, round(float(eta))),
        }

    def beat(self, *, log_tail: Callable[[], str] | None = None, final: bool = False) -> None:
        """Raises Cancelled, unless ``final``."""
        now = time.monotonic()
        if now - self._written < INTERVAL_SECONDS and not final:
            return
        self._written = now
        if log_tail is not None:
            self._changes["log_tail"] = log_tail()
        try:
            self._write()
        except OperationalError as error:
            # Another writer keeps the database busy: the next beat brings everything.
            logger.warning("Training #%s: progress not written: %s", self._run.pk, error)
            return
        if not final:
            self._check_cancelled()

    def _write(self) -> None:
        mine = TrainingRun.objects.filter(pk=self._run.pk, is_active=True)
        mine.update(heartbeat_at=timezone.now(), **self._changes)
        for name, value in self._changes.items():
            setattr(self._run, name, value)
        self._changes = {}
        if self._listener:
            self._listener(self._run)

    def _check_cancelled(self) -> None:
        if self._bound_to is not None and os.getppid() != self._bound_to:
            raise Cancelled("The worker was killed.")
        asked = TrainingRun.objects.filter(pk=self._run.pk).values_list("cancel_requested", "is_active").first()
        if asked is None or asked[0]:
            raise Cancelled("Cancelled.")
        if not asked[1]:
            raise Cancelled("The run was given up while it ran.")


def finish_run(run: TrainingRun, *, state: RunState, **fields: object) -> None:
    """Ends an active run; one that has ended stays as it is."""
    TrainingRun.objects.filter(pk=run.pk, is_active=True).update(
        state=state, is_active=None, finished_at=timezone.now(), eta_seconds=None, **fields
    )
