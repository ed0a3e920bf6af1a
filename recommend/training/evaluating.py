"""The evaluation of a snapshot, in a child process."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from ml.data.interactions import InteractionsError
from recommend.models import Dataset, Snapshot
from recommend.training.child_process import MlProcess
from recommend.training.export import export_interactions

Progress = Callable[[str, float, float], None]


class EvaluationFailed(Exception):
    """The message says why and what to do."""


def evaluate_snapshot(
    snapshot: Snapshot,
    *,
    datasets: Sequence[Dataset],
    baselines: bool,
    progress: Progress,
    report: Path | None = None,
    new_members: bool = False,
    unrated: bool = False,
) -> dict[str, Any]:
    """The report of ``python -m ml evaluate``. Raises EvaluationFailed; KeyboardInterrupt leaves nothing behind."""
    if report is not None and not report.parent.is_dir():
        raise EvaluationFailed(f"There is no directory {report.parent} for the report.")
    parent = settings.HOME / "evaluation"
    parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=parent))
    try:
        export_interactions(datasets=datasets, folder=work, progress=progress)
        arguments = [
            "evaluate",
            *("--work", str(work)),
            *("--snapshot", str(snapshot.path)),
            *("--spark-master", settings.SPARK_MASTER),
            *(["--baselines"] if baselines else []),
            *(["--report", str(report.resolve())] if report else []),
            *(["--new-members"] if new_members else []),
            *(["--unrated"] if unrated else []),
        ]
        return _run(arguments, work / "log.txt", progress)
    except InteractionsError as refusal:
        raise EvaluationFailed(str(refusal)) from refusal
    finally:
        shutil.rmtree(work, ignore_errors=True)


def record_figures(snapshot: Snapshot, figures: dict[str, Any]) -> None:
    """What the admin and the page 关于 show of it from now on; the snapshot's files stay as they are."""
    snapshot.manifest = {**snapshot.manifest, "metrics": figures}
    snapshot.save(update_fields=["manifest"])


def _run(arguments: list[str], log: Path, progress: Progress) -> dict[str, Any]:
    child = MlProcess(arguments, log=log)
    result: dict[str, Any] = {}
    try:
        while (code := child.returncode()) is None:
            for message in child.messages(wait=0.5):
                if "stage" in message:
                    progress(str(message.get("label") or message["stage"]), float(message.get("overall") or 0), 1.0)
                else:
                    result |= message
    finally:
        child.stop()
    if code == 0 and "report" in result:
        return dict(result["report"])
    if "error" in result:
        raise EvaluationFailed(f"{result['error']} {result.get('advice') or ''}".strip())
    raise EvaluationFailed(f"The evaluation ended unexpectedly (exit code {code}).\n{child.log_tail()[-3000:]}")
