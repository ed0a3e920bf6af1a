"""Runs a command in the process group that it leads, and ends the whole group when the starter is gone.

Run as a file, with the command as its arguments; needs nothing but the standard library. The starter holds the other
end of standard input: that it closes is the one sign that no way of being killed can suppress.
"""

import os
import signal
import subprocess
import sys
import threading
import time

GRACE_SECONDS = 10.0


def main(command: list[str]) -> int:
    # The group is told to end; the keeper ends when what it keeps has ended.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_heed_sigterm)  # noqa: S603
    threading.Thread(target=_end_with_starter, daemon=True).start()
    return process.wait()


def _heed_sigterm() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end_with_starter() -> None:
    while os.read(0, 1024):
        pass
    os.killpg(0, signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    # As a shell says it: 128 and the signal's number.
    sys.exit(code if code >= 0 else 128 - code)
