"""One import of a dataset at a time. The lock falls with its process, so whatever it left is known to be left over."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recommend.datasets.errors import DatasetError


@contextmanager
def import_lock(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "import.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DatasetError("This dataset is being imported by another process. Wait for it to end.") from error
        yield
