"""A study of the method, in a child process: opponents, whole series, the learning curve."""

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


class StudyFailed(Exception):
    """The message says why and what to do."""


def study(
    kind: str,
    *,
    snapshot: Snapshot | None,
    datasets: Sequence[Dataset],
    trials: int,
    opponents: Sequence[str],
    progress: Progress,
    on_trial: Callable[[dict[str, Any]], None],
) -> dict[str, Any]:
    """``text`` (Markdown) and ``figures``. Raises StudyFailed; KeyboardInterrupt leaves nothing behind."""
    parent = settings.HOME / "evaluation"
    parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=parent))
    try:
        export_interactions(datasets=datasets, folder=work, progress=progress)
        arguments = [
            "study",
            kind,
            *("--work", str(work)),
            *("--trials", str(trials)),
            *("--spark-master", settings.SPARK_MASTER),
            *(["--snapshot", str(snapshot.path)] if snapshot else []),
            *(["--only", *opponents] if opponents else []),
        ]
        return _run(arguments, work / "log.txt", progress, on_trial)
    except InteractionsError as refusal:
        raise StudyFailed(str(refusal)) from refusal
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _run(
    arguments: list[str], log: Path, progress: Progress, on_trial: Callable[[dict[str, Any]], None]
) -> dict[str, Any]:
    child = MlProcess(arguments, log=log)
    result: dict[str, Any] = {}
    try:
        while (code := child.returncode()) is None:
            for message in child.messages(wait=0.5):
                if "trial" in message:
                    on_trial(message["trial"])
                elif "stage" in message:
                    progress(str(message.get("label") or message["stage"]), float(message.get("overall") or 0), 1.0)
                else:
                    result |= message
    finally:
        child.stop()
    if code == 0 and "study" in result:
        return dict(result["study"])
    if "error" in result:
        raise StudyFailed(f"{result['error']} {result.get('advice') or ''}".strip())
    raise StudyFailed(f"The study ended unexpectedly (exit code {code}).\n{child.log_tail()[-3000:]}")
