"""What was read waits on disk for the writing, so that memory holds a batch and not the file."""

import pickle
import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")


class Spool(Generic[T]):
    """A nameless file of this process: nobody else can have written what is loaded from it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._count = 0

    def __enter__(self) -> "Spool[T]":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def add(self, item: T) -> None:
        pickle.dump(item, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def batches(self, size: int) -> Iterator[list[T]]:
        self._file.seek(0)
        items = (pickle.load(self._file) for _ in range(self._count))  # noqa: S301
        while batch := list(islice(items, size)):
            yield batch
