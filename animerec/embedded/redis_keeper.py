"""The process that owns the private Redis: run as a script, standard library only, so that it starts at once.

    redis_keeper.py BINARY FOLDER SOCKET

It serves as long as somebody holds a shared lock on ``FOLDER/in-use``, and then stops Redis. Locks vanish with the
processes that hold them, however these end, so no Redis outlives its last user. Redis in turn dies with its keeper.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

POLL_SECONDS = 0.3
STOP_SECONDS = 20.0
PR_SET_PDEATHSIG = 1

# Messages of the task queue are as dear as rows: every write reaches the disk within a second. The cache, which
# has expiry times, makes room; embeddings and messages, which have none, are never evicted.
CONFIGURATION = """\
port 0
protected-mode yes
unixsocket {socket}
unixsocketperm 600
dir {folder}
daemonize no
appendonly yes
appendfsync everysec
save ""
maxmemory 1gb
maxmemory-policy volatile-lru
loglevel notice
"""


def start_redis(binary: str, folder: Path, socket: str) -> subprocess.Popen[bytes]:
    configuration = folder / "redis.conf"
    configuration.write_text(CONFIGURATION.format(folder=quoted(str(folder)), socket=quoted(socket)))
    Path(socket).unlink(missing_ok=True)
    keeper = os.getpid()
    libc = ctypes.CDLL(None)

    def die_with_keeper() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != keeper:
            os._exit(1)

    return subprocess.Popen([binary, str(configuration)], preexec_fn=die_with_keeper)  # noqa: S603


def quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def nobody_uses(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def stop(redis: subprocess.Popen[bytes]) -> None:
    redis.terminate()
    try:
        redis.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        redis.kill()
        redis.wait()


def main(binary: str, folder: Path, socket: str) -> int:
    # Ctrl-C goes to the whole terminal; the keeper ends when its users have ended.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sole = os.open(folder / "keeper", os.O_RDWR | os.O_CREAT, 0o600)
    if not nobody_uses(sole):
        return 0  # Another keeper is at work.
    lock = os.open(folder / "in-use", os.O_RDWR | os.O_CREAT, 0o600)
    redis = start_redis(binary, folder, socket)
    try:
        while redis.poll() is None and not nobody_uses(lock):
            time.sleep(POLL_SECONDS)
    finally:
        stop(redis)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
