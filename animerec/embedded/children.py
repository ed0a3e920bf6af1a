"""A process of the launcher: in a group of its own, dead when the launcher is, restarted when it ends by itself."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
LONGEST_LOG = 10_000_000
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# A process that ran this long was well: the next pause is short again.
STEADY_SECONDS = 60.0

_libc = ctypes.CDLL(None)


@dataclass(frozen=True, kw_only=True)
class Service:
    """``orphan_signal`` is what the kernel sends when the launcher dies; ``patience`` the seconds it has to stop."""

    name: str
    command: Sequence[str]
    orphan_signal: signal.Signals = signal.SIGKILL
    patience: float = 10.0


def start_process(
    command: Sequence[str], *, env: Mapping[str, str], orphan_signal: signal.Signals, log: Path | None = None
) -> subprocess.Popen[bytes]:
    """Without ``log`` it writes where the launcher writes."""
    launcher = os.getpid()

    def die_with_launcher() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, orphan_signal)
        if os.getppid() != launcher:
            os._exit(1)

    output = log.open("ab") if log else None
    try:
        return subprocess.Popen(  # noqa: S603
            command,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=die_with_launcher,
        )
    finally:
        if output:
            output.close()


def stop_with_parent() -> None:
    """For a launcher under make, which may be killed in its stead."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def stop_all(processes: Mapping[subprocess.Popen[bytes], float]) -> None:
    """Asks all of them at once, waits as long as each may take, and ends what is left of their groups."""
    for process in processes:
        signal_group(process, signal.SIGTERM)
    started = time.monotonic()
    for process, patience in processes.items():
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, started + patience - time.monotonic()))
        signal_group(process, signal.SIGKILL)
        process.wait()


class Child:
    """A service that is kept running."""

    def __init__(self, service: Service, *, env: Mapping[str, str], log: Path, say: Callable[[str], None]) -> None:
        self.service = service
        self.process: subprocess.Popen[bytes] | None = None
        self._env = env
        self._log = log
        self._say = say
        self._pause = SHORTEST_PAUSE
        self._started_at = 0.0
        self._start_at = 0.0

    def look_after(self) -> None:
        """Starts it, or starts it again, when it is time to."""
        now = time.monotonic()
        if self.process is None:
            if now >= self._start_at:
                self._start(now)
            return
        code = self.process.poll()
        if code is None:
            return
        signal_group(self.process, signal.SIGKILL)
        self.process = None
        if now - self._started_at > STEADY_SECONDS:
            self._pause = SHORTEST_PAUSE
        self._start_at = now + self._pause
        ending = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        self._say(f"The {self.service.name} {ending}; starting it again in {self._pause:.0f} s. Its log: {self._log}")
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _start(self, now: float) -> None:
        if self._log.is_file() and self._log.stat().st_size > LONGEST_LOG:
            self._log.replace(self._log.with_suffix(".1.log"))
        self.process = start_process(
            self.service.command, env=self._env, orphan_signal=self.service.orphan_signal, log=self._log
        )
        self._started_at = now
