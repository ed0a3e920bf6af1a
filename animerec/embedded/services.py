"""What the launcher runs beside Redis, and with which limits."""

import os
import signal
import sys
from pathlib import Path

from django.conf import settings

from animerec.embedded.children import Service


def services(*, host: str, port: int, home: Path) -> list[Service]:
    python = sys.executable
    found = [
        Service(
            name="web server",
            command=[
                *(python, "-m", "gunicorn", "animerec.wsgi:application"),
                *("--config", "python:animerec.embedded.gunicorn_config"),
                *("--bind", f"{host}:{port}", "--worker-class", "gthread"),
                *("--workers", os.environ.get("WEB_WORKERS", "2"), "--threads", "4"),
                *("--graceful-timeout", "5", "--timeout", "60", "--no-control-socket"),
                *("--worker-tmp-dir", str(home / "run"), "--access-logfile", "-"),
            ],
            orphan_signal=signal.SIGQUIT,
        ),
        Service(
            name="worker",
            # Threads: one for a training, which waits for a process of its own, and one for all that is quick.
            command=[
                *(python, "-m", "celery", "--app", "animerec", "worker", "--pool", "threads", "--concurrency", "2"),
                *("--queues", "default,training", "--without-gossip", "--without-mingle", "--loglevel", "INFO"),
            ],
            patience=25.0,
        ),
    ]
    if settings.CELERY_BEAT_SCHEDULE:
        schedule = str(home / "run" / "beat-schedule")
        command = [python, "-m", "celery", "--app", "animerec", "beat", "--schedule", schedule, "--pidfile="]
        found.append(Service(name="clock", command=command))
    return found


def environment() -> dict[str, str]:
    """One thread a calculation: a page asks for small ones, many at a time."""
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **single, "MALLOC_ARENA_MAX": "2", "PYTHONUNBUFFERED": "1"}
