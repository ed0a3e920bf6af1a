"""Starts all that a site needs, in the foreground, and stops it again."""

import errno
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from animerec import environment as env
from animerec.embedded.children import Child, start_process, stop_all, stop_with_parent
from animerec.embedded.home import HomeInUse, ensure_secret_key, sole_launcher
from animerec.embedded.redis import RedisUnavailable, answers, ensure_redis, open_private_redis
from animerec.embedded.services import environment, services

LOOK_SECONDS = 0.5
READY_SECONDS = 60.0
SETUP_PATIENCE = 5.0


class Refusal(RuntimeError):
    """The launcher can't start; the message says what to do."""


class Stop(BaseException):
    """Ctrl-C, or a signal to end."""


def main() -> int:
    os.umask(0o077)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    if "MAKELEVEL" in os.environ:
        stop_with_parent()
    try:
        Launcher().run()
    except (Refusal, HomeInUse, RedisUnavailable) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except Stop:
        return 0
    return 0


def _stop(number: int, _frame: object) -> None:
    # Once is enough: what follows ends within a fixed time.
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise Stop


class Launcher:
    def __init__(self) -> None:
        self._home: Path = settings.HOME
        self._host = env.text("HOST", "127.0.0.1")
        self._port = env.number("PORT", 8000)
        self._shown_host = "127.0.0.1" if self._host == "0.0.0.0" else self._host  # noqa: S104
        self._address = f"http://{self._shown_host}:{self._port}/"
        self._redis_lock: int | None = None
        self._steps: subprocess.Popen[bytes] | None = None
        self._children: list[Child] = []

    def run(self) -> None:
        """Returns never; Stop, or a refusal, ends it."""
        with sole_launcher(self._home, address=self._address):
            self._claim_port()
            try:
                self._prepare()
                self._serve()
            finally:
                self._stop_all()

    def _claim_port(self) -> None:
        try:
            with socket.create_server((self._host, self._port)):
                return
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Refusal(
                    f"Port {self._port} is in use: choose another, for instance PORT={self._port + 1} make demo"
                ) from error
            raise Refusal(
                f"Can't listen on {self._host}:{self._port}: {error.strerror}. PORT and HOST set it."
            ) from error
        except OverflowError as error:
            raise Refusal(f"PORT must be between 1 and 65535, not {self._port}.") from error

    def _prepare(self) -> None:
        for name in ("log", "run"):
            (self._home / name).mkdir(exist_ok=True)
        ensure_secret_key(self._home)
        if settings.NEEDS_PRIVATE_REDIS:
            self._redis_lock = open_private_redis(settings.EMBEDDED_REDIS_FOLDER, settings.EMBEDDED_REDIS_SOCKET)
        command = [sys.executable, "-m", "animerec.embedded.first_steps"]
        self._steps = start_process(command, env=environment(), orphan_signal=signal.SIGKILL)
        if self._steps.wait():
            raise Refusal("The site isn't started: the lines above say why.")
        self._steps = None

    def _serve(self) -> None:
        for service in services(host=self._host, port=self._port, home=self._home):
            log = self._home / "log" / f"{service.name.replace(' ', '_')}.log"
            self._children.append(Child(service, env=environment(), log=log, say=self._say))
        deadline: float | None = time.monotonic() + READY_SECONDS
        while True:
            for child in self._children:
                child.look_after()
            self._look_after_redis()
            if deadline is not None and self._is_told(deadline):
                deadline = None
            time.sleep(LOOK_SECONDS)

    def _look_after_redis(self) -> None:
        if self._redis_lock is None or answers(settings.EMBEDDED_REDIS_SOCKET):
            return
        self._say("Redis doesn't answer; starting it again.")
        try:
            ensure_redis(settings.EMBEDDED_REDIS_FOLDER, settings.EMBEDDED_REDIS_SOCKET)
        except RedisUnavailable as problem:
            self._say(str(problem))

    def _is_told(self, deadline: float) -> bool:
        """Shows the addresses once everything is up, or once it has taken too long."""
        missing = self._missing()
        # Waiting brings up processes, and no data.
        if missing.keys() - {"catalogue", "model"} and time.monotonic() < deadline:
            return False
        lines = ["", f"AnimeRec is at  {self._address}", f"Its admin is at {self._address}admin/"]
        with suppress(OSError):
            lines += (self._home / "run" / "logins.txt").read_text().splitlines()
        lines += [f"Missing: {name}: {state}" for name, state in missing.items()]
        lines += [f"Logs are in {self._home / 'log'}. Ctrl-C stops everything.", ""]
        self._say("\n".join(lines))
        return True

    def _missing(self) -> dict[str, str]:
        """Part by part what keeps the site from being ready."""
        connection = http.client.HTTPConnection(self._shown_host, self._port, timeout=5)
        try:
            connection.request("GET", "/readyz", headers={"Host": f"localhost:{self._port}"})
            response = connection.getresponse()
            parts: dict[str, str] = json.loads(response.read())["parts"]
            return {name: state for name, state in parts.items() if state != "ok"}
        except (OSError, ValueError, KeyError, http.client.HTTPException):
            return {"web server": "doesn't answer"}
        finally:
            connection.close()

    def _stop_all(self) -> None:
        running = {child.process: child.service.patience for child in self._children if child.process}
        if self._steps is not None:
            running[self._steps] = SETUP_PATIENCE
        if running:
            self._say("Stopping ...")
        stop_all(running)
        if self._redis_lock is not None:
            os.close(self._redis_lock)
            # It stays only while another command of this home uses it.
            deadline = time.monotonic() + 5
            while answers(settings.EMBEDDED_REDIS_SOCKET) and time.monotonic() < deadline:
                time.sleep(0.05)

    @staticmethod
    def _say(message: str) -> None:
        with suppress(OSError):  # The terminal may be gone.
            print(message, flush=True)
