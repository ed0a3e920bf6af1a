"""A home that needs no network, and launchers in it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEED = "from catalog.models import Anime; Anime.objects.create(id=5114, title_romaji='Hagane no Renkinjutsushi')"
SERVERS = (
    *("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "ELASTICSEARCH_URL"),
    *("ANIMEREC_REDIS_SOCKET", "ANIMEREC_SNAPSHOTS", "MAKELEVEL"),
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass
class Home:
    path: Path
    port: int = field(default_factory=free_port)

    @property
    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in SERVERS}
        settings = {"DJANGO_SETTINGS_MODULE": "animerec.settings", "ANIMEREC_HOME": str(self.path)}
        return {**kept, **settings, "PORT": str(self.port)}

    def manage(self, *arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, check=True)

    def launch(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "animerec.embedded"],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def processes(self) -> list[int]:
        """Whatever runs for this home, whoever started it. (Redis writes its title over its environment.)"""
        home = str(self.path)
        pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        return [pid for pid in pids if home in _read(pid, "environ") or home in _read(pid, "cmdline")]

    def running(self, name: str) -> list[int]:
        """``name``: a program, or a module that Python runs."""
        programs = (f"/{name} ", f" -m {name} ")
        return [pid for pid in self.processes() if any(text in _read(pid, "cmdline")[:400] for text in programs)]

    def ask(self, path: str) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def missing_parts(self) -> set[str]:
        """Of those that take processes; the little catalogue may lack a model."""
        status, body = self.ask("/readyz")
        if not status:
            return {"web server"}
        return {name for name, state in json.loads(body)["parts"].items() if state != "ok"} - {"model"}


def _read(pid: int, file: str) -> str:
    try:
        return Path(f"/proc/{pid}/{file}").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def eventually(is_so: Callable[[], bool], *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Migrated, with one anime and no demo members: a launcher has next to nothing to do."""
    home = Home(tmp_path_factory.mktemp("home"))
    home.manage("migrate", "--verbosity=0")
    home.manage("shell", "--command", SEED)
    (home.path / "run").mkdir()
    (home.path / "run" / "demo_members").touch()
    return home


@pytest.fixture
def launcher(home: Home) -> Iterator[subprocess.Popen[str]]:
    """Everything is up."""
    process = home.launch()
    try:
        assert eventually(lambda: not home.missing_parts() or process.poll() is not None, seconds=120)
        assert process.poll() is None, process.stdout.read() if process.stdout else ""
        yield process
    finally:
        process.terminate()
        process.wait(60)
        if process.stdout:
            process.stdout.close()
        assert eventually(lambda: not home.processes(), seconds=15)
