"""The search for hyperparameters, in a child process. Its trials are kept: stopped, it can be gone on with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from ml.data.interactions import InteractionsError
from recommend.models import Dataset
from recommend.training.child_process import MlProcess
from recommend.training.export import export_interactions

Progress = Callable[[str, float, float], None]


class TuningFailed(Exception):
    """The message says why and what to do."""


@dataclass(frozen=True)
class Tuned:
    """Files: the best configuration, and the report of the trials."""

    config: Path
    report: Path


def tune(
    *,
    study: str,
    datasets: Sequence[Dataset],
    config: str,
    trials: dict[str, int],
    progress: Progress,
    on_trial: Callable[[dict[str, Any]], None],
) -> Tuned:
    """Raises TuningFailed; KeyboardInterrupt keeps the finished trials."""
    folder = settings.HOME / "tuning" / study
    folder.mkdir(parents=True, exist_ok=True)
    try:
        export_interactions(datasets=datasets, folder=folder, progress=progress)
    except InteractionsError as refusal:
        raise TuningFailed(str(refusal)) from refusal
    arguments = [
        "tune",
        *("--work", str(folder)),
        *("--config", config),
        *("--spark-master", settings.SPARK_MASTER),
        *(word for name, count in trials.items() for word in (f"--{name}-trials", str(count))),
    ]
    child = MlProcess(arguments, log=folder / "log.txt")
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
    if code == 0 and "config" in result:
        return Tuned(Path(result["config"]), Path(result["report"]))
    if "error" in result:
        raise TuningFailed(f"{result['error']} {result.get('advice') or ''}".strip())
    raise TuningFailed(f"The search ended unexpectedly (exit code {code}).\n{child.log_tail()[-3000:]}")
