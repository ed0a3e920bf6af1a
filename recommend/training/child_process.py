"""A child process ``python -m ml …``: its own process group, JSON lines on stdout, a log on stderr."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from django.conf import settings

KEEPER = Path(__file__).with_name("keeper.py")
GRACE_SECONDS = 15.0
LOG_TAIL_BYTES = 16_000
# One thread each is right for serving; a training takes all cores.
SERVING_LIMITS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class MlProcess:
    """Ends with its parent, whatever ends that: the keeper between them sees to it."""

    def __init__(self, arguments: Sequence[str], *, log: Path) -> None:
        self._log = log
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        with log.open("wb") as errors:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, str(KEEPER), sys.executable, "-m", "ml", *arguments],
                cwd=settings.BASE_DIR,
                env={name: value for name, value in os.environ.items() if name not in SERVING_LIMITS},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        self._reader = threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True)
        self._reader.start()

    def _read(self, output: IO[bytes]) -> None:
        for line in output:
            try:
                message = json.loads(line)
            except ValueError:
                continue
            if isinstance(message, dict):
                self._messages.put(message)

    def messages(self, *, wait: float) -> list[dict[str, Any]]:
        """What has arrived; waits up to ``wait`` seconds for the first."""
        found = []
        try:
            found.append(self._messages.get(timeout=wait))
            while True:
                found.append(self._messages.get_nowait())
        except queue.Empty:
            return found

    def returncode(self) -> int | None:
        """None while it runs, or while something it said hasn't been taken."""
        code = self._process.poll()
        if code is None:
            return None
        self._reader.join(timeout=5)
        return code if self._messages.empty() else None

    def stop(self) -> None:
        """Asks the whole group to end, then ends it."""
        for number, patience in ((signal.SIGTERM, GRACE_SECONDS), (signal.SIGKILL, 5.0)):
            self._signal_group(number)
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
            break
        # What the leader left behind in its group.
        self._signal_group(signal.SIGKILL)
        if self._process.stdin:
            self._process.stdin.close()

    def _signal_group(self, number: signal.Signals) -> None:
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return

    def log_tail(self) -> str:
        with self._log.open("rb") as file:
            file.seek(max(0, self._log.stat().st_size - LOG_TAIL_BYTES))
            return file.read().decode(errors="replace")
