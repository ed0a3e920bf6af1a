"""A training from beginning to end: export, the child process, the snapshot, perhaps its activation."""

import logging
import os
import re
import shutil
import signal
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.db.utils import OperationalError
from django.utils import timezone

from ml.data.interactions import InteractionsError
from recommend.models import Dataset, RunState, TrainingRun
from recommend.serving import snapshots
from recommend.training.child_process import MlProcess
from recommend.training.export import export_interactions
from recommend.training.progress import Cancelled, RunProgress, finish_run

logger = logging.getLogger(__name__)
Listener = Callable[[TrainingRun], None]
POLL_SECONDS = 0.5


class TrainingFailed(Exception):
    """The child process gave up."""

    def __init__(self, error: str, advice: str) -> None:
        super().__init__(error)
        self.advice = advice


def execute_training_run(
    *, run_id: int, bound_to_parent: bool = False, listener: Listener | None = None
) -> TrainingRun | None:
    """Does nothing (None) unless the run is still queued: a message that comes twice trains once.

    With ``bound_to_parent`` the training ends when the process dies that started this one. KeyboardInterrupt cancels.
    """
    claimed = TrainingRun.objects.filter(pk=run_id, state=RunState.QUEUED).update(
        state=RunState.RUNNING,
        started_at=timezone.now(),
        heartbeat_at=timezone.now(),
        host=socket.gethostname(),
        pid=os.getpid(),
    )
    if not claimed:
        return None
    run = TrainingRun.objects.get(pk=run_id)
    progress = RunProgress(run, bound_to=os.getppid() if bound_to_parent else None, listener=listener)
    try:
        snapshot, outcome = _train(run, progress)
        finish_run(run, state=RunState.SUCCEEDED, snapshot=snapshot, outcome=outcome, fraction=1.0, overall=1.0)
    except Cancelled as stop:
        finish_run(run, state=RunState.CANCELLED, error=str(stop))
    except TrainingFailed as failure:
        finish_run(run, state=RunState.FAILED, error=str(failure), advice=failure.advice)
    except Exception as error:
        logger.exception("Training #%s failed", run.pk)
        reason = _explained(error)
        finish_run(run, state=RunState.FAILED, error=str(reason), advice=reason.advice)
    except BaseException:
        finish_run(run, state=RunState.CANCELLED, error="Interrupted.")
        raise
    run.refresh_from_db()
    return run


def cancel_runs_of_this_host() -> None:
    """Those whose process is this one or a child of it."""
    runs = TrainingRun.objects.filter(state=RunState.RUNNING, host=socket.gethostname())
    for run in runs:
        if run.pid and os.getpid() in (run.pid, _parent_of(run.pid)):
            TrainingRun.objects.filter(pk=run.pk).update(cancel_requested=True)


def _parent_of(pid: int) -> int | None:
    try:
        # The name in brackets may hold anything, blanks too.
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return None


def _train(run: TrainingRun, progress: RunProgress) -> tuple[object, str]:
    work = settings.HOME / "training" / f"run-{run.pk}"
    datasets = list(run.datasets.filter(current_import__isnull=False).select_related("current_import"))
    name = snapshot_name(run, datasets)
    settings.SNAPSHOT_DIR.mkdir(parents=True, exist_ok=True)
    try:
        _clear_leftovers(work.parent)
        work.mkdir(parents=True)
        progress.stage("export", "Exporting interactions")
        exported = export_interactions(datasets=datasets, folder=work, progress=progress.exporting)
        logger.info("Training #%s: %s", run.pk, exported)
        path = _run_child(_arguments(run, work, name), work / "log.txt", progress)
        generations = [dataset.current_import for dataset in datasets if dataset.current_import]
        snapshot = snapshots.register_snapshot(path, dataset_imports=generations)
        return snapshot, snapshots.activate_after_training(snapshot) if run.activate else ""
    finally:
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(settings.SNAPSHOT_DIR / f".tmp-{name}", ignore_errors=True)


def snapshot_name(run: TrainingRun, datasets: Sequence[Dataset]) -> str:
    """Such as 20261124-153000-cooperunion-mal21-default."""
    source = "-".join(dataset.name for dataset in datasets)[:60] or "members"
    config = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(run.config).stem) or "custom"
    return f"{timezone.now():%Y%m%d-%H%M%S}-{source}-{config}"[:100]


def _arguments(run: TrainingRun, work: Path, name: str) -> list[str]:
    return [
        "train",
        *("--work", str(work)),
        *("--snapshots", str(settings.SNAPSHOT_DIR)),
        *("--name", name),
        *("--config", run.config),
        *("--spark-master", settings.SPARK_MASTER),
    ]


def _clear_leftovers(folder: Path) -> None:
    """Of runs that were killed: there is one run at a time, so all that is there is left over."""
    for leftover in [*folder.glob("run-*"), *settings.SNAPSHOT_DIR.glob(".tmp-*")]:
        shutil.rmtree(leftover, ignore_errors=True)


def _run_child(arguments: list[str], log: Path, progress: RunProgress) -> Path:
    """The snapshot's folder. Raises Cancelled or TrainingFailed; nothing of the child outlives this call."""
    child = MlProcess(arguments, log=log)
    result: dict[str, object] = {}
    try:
        while (code := child.returncode()) is None:
            for message in child.messages(wait=POLL_SECONDS):
                if "stage" in message:
                    progress.heard(message)
                else:
                    result |= message
            progress.beat(log_tail=child.log_tail)
    finally:
        child.stop()
        progress.beat(log_tail=child.log_tail, final=True)
    if code == 0 and "snapshot" in result:
        return Path(str(result["snapshot"]))
    if "error" in result:
        raise TrainingFailed(str(result["error"]), str(result.get("advice") or ""))
    if code == 128 + signal.SIGKILL:
        raise TrainingFailed(
            "The training was killed by the system, most likely for lack of memory.",
            "Free memory, lower SPARK_DRIVER_MEMORY, or train with the small configuration.",
        )
    raise TrainingFailed(f"The training ended unexpectedly (exit code {code}).", "The end of its log says more.")


def _explained(error: Exception) -> TrainingFailed:
    if isinstance(error, InteractionsError):
        return TrainingFailed(str(error), "")
    if getattr(error, "errno", None) == 28 or "is full" in str(error):
        return TrainingFailed("The disk is full.", f"Free some space where {settings.HOME} lies, then start it again.")
    if isinstance(error, OperationalError):
        return TrainingFailed(f"The database failed: {error}", "Is the database up? Then start the training again.")
    return TrainingFailed(f"{type(error).__name__}: {error}", "The server's log has the details.")
