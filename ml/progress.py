"""Where a long piece of work stands, as JSON lines on a stream."""

import json
import time
from dataclasses import dataclass, field
from typing import Any, TextIO

LABELS = {
    "sequences": "Preparing sequences with Spark",
    "walks": "Random walks",
    "deepwalk": "Training DeepWalk embeddings",
    "recall": "Fitting recall sources",
    "features": "Making candidates and features",
    "ranker": "Training the ranker",
    "evaluation": "Evaluating",
    "baselines": "Training baselines",
    "snapshot": "Writing the snapshot",
}
# Of a search for hyperparameters, which no training goes through.
TRIAL = {"trial": "Trying a configuration"}


@dataclass
class Reporter:
    """Writes at most a line a second, and one at every change of stage."""

    stream: TextIO
    started: float = field(default_factory=time.monotonic)
    _stage: str = ""
    _written: float = 0.0
    _overall: float = 0.0

    def stage(self, name: str, fraction: float, overall: float) -> None:
        """``fraction`` of the stage and ``overall`` of the work, 0..1."""
        # A child's progress file that is just being written reads as nothing: the bar stays where it was.
        self._overall = overall = max(self._overall, overall)
        now = time.monotonic()
        if name == self._stage and now - self._written < 1:
            return
        self._stage, self._written = name, now
        elapsed = now - self.started
        eta = round(elapsed / overall * (1 - overall)) if overall > 0.02 else None
        stages = list(LABELS if name in LABELS else LABELS | TRIAL)
        self.line(
            {
                "stage": name,
                "label": (LABELS | TRIAL)[name],
                "index": stages.index(name) + 1,
                "of": len(stages),
                "fraction": round(fraction, 3),
                "overall": round(overall, 3),
                "eta_s": eta,
            }
        )

    def line(self, message: dict[str, Any]) -> None:
        self.stream.write(json.dumps(message, ensure_ascii=False) + "\n")
        self.stream.flush()
