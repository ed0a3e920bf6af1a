"""JSON lines: one object a line. A few bad lines are counted and skipped; many, and the file is refused."""

import json
from collections.abc import Iterator
from typing import IO, Any

from catalog.importing.errors import BadPackage

LONGEST_LINE = 4 * 2**20  # bytes; the longest real one has 200,000
_ALLOWED, _ALLOWED_SHARE = 3, 0.01


class Tolerance:
    """Counts what had to be skipped in the file ``name``, and refuses when it is more than accidents would be."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.read = 0
        self.skipped = 0
        self._first = ""

    def good(self) -> None:
        self.read += 1

    def bad(self, place: str, problem: str) -> None:
        """What could not be read at all."""
        self.read += 1
        self.spoilt(place, problem)

    def spoilt(self, place: str, problem: str) -> None:
        """What was read and then was no use. Raises BadPackage where a hundred in a row were none."""
        self.skipped += 1
        self._first = self._first or f"{place}: {problem}"
        if self.skipped >= 100 and self.skipped == self.read:
            self._refuse()

    def settle(self) -> None:
        """At the end of the file."""
        if self.skipped > max(_ALLOWED, self.read * _ALLOWED_SHARE) or (self.skipped and self.skipped == self.read):
            self._refuse()

    def _refuse(self) -> None:
        raise BadPackage(
            f"{self._name}: {self.skipped} of {self.read} entries can't be used, the first of them at {self._first}. "
            "Is it the right file, and whole? Download it again."
        )


def read_json_lines(file: IO[bytes], tolerance: Tolerance) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number and object. Blank lines are nothing; the text of a bad line is never shown to anybody."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            _skip_rest(file)
            tolerance.bad(f"line {number}", f"longer than {LONGEST_LINE:,} bytes")
            continue
        if not line.strip():
            continue
        found = parse_object(line)
        if found is None:
            tolerance.bad(f"line {number}", "not a JSON object")
            continue
        tolerance.good()
        yield number, found
    tolerance.settle()


def parse_object(line: bytes) -> dict[str, Any] | None:
    """None for anything but an object: broken, cut, not UTF-8, numbers without end, nested without end."""
    try:
        found = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _skip_rest(file: IO[bytes]) -> None:
    while (piece := file.readline(LONGEST_LINE)) and not piece.endswith(b"\n"):
        pass
