"""The private Redis: shared by processes, gone with the last of them, its data kept."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from animerec.embedded.redis import RedisUnavailable, answers, private_redis

USER = """
import sys, time
from pathlib import Path
from animerec.embedded.redis import private_redis
with private_redis(Path(sys.argv[1]), Path(sys.argv[1]) / "redis.sock"):
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "redis"


@pytest.fixture
def user(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that uses the Redis of ``folder``."""
    process = subprocess.Popen([sys.executable, "-c", USER, str(folder)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def gone(socket: Path, *, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while answers(socket):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_data_outlives_the_server(folder: Path) -> None:
    socket = folder / "redis.sock"
    for expected in (None, b"kept"):
        with private_redis(folder, socket), Redis(unix_socket_path=str(socket)) as client:
            assert client.get("word") == expected
            client.set("word", "kept")
        assert gone(socket)


def test_only_this_user_may_enter(folder: Path) -> None:
    with private_redis(folder, folder / "redis.sock"):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_first_to_come_may_leave_before_the_second(folder: Path, user: subprocess.Popen[bytes]) -> None:
    socket = folder / "redis.sock"
    with private_redis(folder, socket):
        user.terminate()
        user.wait()
        time.sleep(1)
        assert answers(socket)
    assert gone(socket)


def test_ends_with_a_user_that_is_killed(folder: Path, user: subprocess.Popen[bytes]) -> None:
    user.send_signal(signal.SIGKILL)
    assert gone(folder / "redis.sock")


def test_a_killed_server_is_replaced_with_its_data(folder: Path) -> None:
    socket = folder / "redis.sock"
    with private_redis(folder, socket):
        with Redis(unix_socket_path=str(socket)) as client:
            client.set("word", "kept")
            time.sleep(1.2)  # appendfsync everysec
            os.kill(client.info()["process_id"], signal.SIGKILL)
        assert gone(socket)
        with private_redis(folder, socket), Redis(unix_socket_path=str(socket)) as client:
            assert client.get("word") == b"kept"


def test_an_address_too_long_says_what_to_set(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)
    with pytest.raises(RedisUnavailable, match="ANIMEREC_REDIS_SOCKET"), private_redis(folder, folder / "redis.sock"):
        pass
