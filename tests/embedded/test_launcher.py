"""One command starts everything, and nothing outlives it."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator

import pytest

from tests.embedded.conftest import Home, eventually

pytestmark = pytest.mark.slow


def test_serves_pages_and_says_where(home: Home, launcher: subprocess.Popen[str]) -> None:
    assert home.ask("/healthz")[0] == 200
    assert home.ask("/")[0] == 200
    assert launcher.stdout is not None
    said = ""
    while "Ctrl-C" not in said:
        said += launcher.stdout.readline()
    password = (home.path / "admin_password").read_text().strip()
    assert f"http://127.0.0.1:{home.port}/" in said
    assert password in said
    for secret in ("admin_password", "secret_key"):
        assert (home.path / secret).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_it(home: Home, launcher: subprocess.Popen[str], number: signal.Signals) -> None:
    assert len(home.processes()) > 4
    launcher.send_signal(number)
    launcher.wait(40)
    patience = 15 if number == signal.SIGKILL else 0
    assert eventually(lambda: not home.processes(), seconds=patience)


@pytest.mark.parametrize("part", ["celery", "redis-server"])
def test_what_is_killed_is_started_again(home: Home, launcher: subprocess.Popen[str], part: str) -> None:
    victims = home.running(part)
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
    assert victims
    assert eventually(lambda: not set(victims) & set(home.processes()), seconds=10)
    assert eventually(lambda: not home.missing_parts(), seconds=40)


def test_a_second_launcher_is_refused(home: Home, launcher: subprocess.Popen[str]) -> None:
    second = home.launch()
    said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert f"process {launcher.pid} at http://127.0.0.1:{home.port}/" in said
    assert home.ask("/healthz")[0] == 200


@pytest.fixture
def taken_port(home: Home) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", home.port)):
        yield home.port


def test_a_port_in_use_says_what_to_set(home: Home, taken_port: int) -> None:
    launcher = home.launch()
    said, _ = launcher.communicate(timeout=30)
    assert launcher.returncode == 1
    assert f"Port {taken_port} is in use" in said
    assert "PORT=" in said
    assert not home.processes()


def test_stops_during_the_first_steps(home: Home) -> None:
    """The static files are being collected, and nothing is half done afterwards."""
    (home.path / "static" / ".collected").unlink(missing_ok=True)
    launcher = home.launch()
    assert eventually(lambda: home.running("animerec.embedded.first_steps") != [], seconds=20)
    launcher.send_signal(signal.SIGINT)
    said, _ = launcher.communicate(timeout=30)
    assert launcher.returncode == 0, said
    assert "Traceback" not in said
    assert not home.processes()
