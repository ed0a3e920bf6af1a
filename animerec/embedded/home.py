"""The folder of an installation: one launcher at a time, and a secret key of its own."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class HomeInUse(RuntimeError):
    """Another launcher runs from this folder; the message says which."""


@contextmanager
def sole_launcher(home: Path, *, address: str) -> Iterator[None]:
    """Raises HomeInUse. The lock goes with the process, however it ends."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(home / "launcher.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = os.pread(descriptor, 200, 0).decode(errors="replace").strip() or "another launcher"
            raise HomeInUse(
                f"{home} is in use by {other}: stop that one first, or set ANIMEREC_HOME to another folder."
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} at {address}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def write_secret(path: Path, value: str) -> None:
    """A file that appears whole, and that only this user reads."""
    hidden = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(value + "\n")
    hidden.replace(path)


def ensure_secret_key(home: Path) -> None:
    path = home / "secret_key"
    if not path.is_file() or not path.read_text().strip():
        write_secret(path, secrets.token_urlsafe(50))
