"""What was read waits on disk for the writing, so that memory holds a batch and not the file."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from itertools import islice
from typing import Any, Generic, TypeVar

T = TypeVar("T")
# No field of a record begins so.
_MARK = "@"
_DAY = "@date"


class Spool(Generic[T]):
    """A nameless file of JSON lines.

    They hold dataclasses of ``kind`` and of the ``parts`` within it, whose values are JSON's own, days, tuples and
    dictionaries. A list in one comes out as a tuple, an enum as its value.
    """

    def __init__(self, kind: type[T], *parts: type) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="ascii")  # noqa: SIM115
        self._count = 0
        self._kinds: dict[str, Any] = {_MARK + one.__name__: one for one in (kind, *parts)}
        self._names = {mark: [field.name for field in fields(one)] for mark, one in self._kinds.items()}
        self._encode = json.JSONEncoder(default=self._marked).encode
        self._decode = json.JSONDecoder(object_hook=self._unmarked).decode

    def __enter__(self) -> "Spool[T]":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def add(self, item: T) -> None:
        self._file.write(self._encode(item) + "\n")
        self._count += 1

    def batches(self, size: int) -> Iterator[list[T]]:
        self._file.seek(0)
        items = map(self._decode, self._file)
        while batch := list(islice(items, size)):
            yield batch

    def _marked(self, value: Any) -> dict[str, Any]:
        if isinstance(value, date):
            return {_DAY: value.isoformat()}
        mark = _MARK + type(value).__name__
        return {mark: [getattr(value, name) for name in self._names[mark]]}

    def _unmarked(self, found: dict[str, Any]) -> Any:
        mark = next(iter(found), "")
        if mark == _DAY:
            return date.fromisoformat(found[mark])
        if mark not in self._kinds:
            return found
        return self._kinds[mark](**dict(zip(self._names[mark], map(_tuple, found[mark]), strict=True)))


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
