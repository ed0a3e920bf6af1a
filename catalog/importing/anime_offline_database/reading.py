"""The database's file in any form: JSON, pretty or minified, or JSON lines; plain, zst or in a zip."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

from catalog.importing.anime_offline_database.entries import Entry, parse_entry
from catalog.importing.archive_files.arrays import read_array
from catalog.importing.archive_files.containers import open_single
from catalog.importing.archive_files.lines import LONGEST_LINE, Tolerance, parse_object, read_json_lines
from catalog.importing.errors import BadPackage

_PEEKED = 2**20


def read_entries(path: Path, *, heard: Callable[[int], None], tolerance: Tolerance) -> Iterator[Entry]:
    """Raises BadPackage, at any time: nothing may be written before the last entry."""
    with open_single(path, heard) as file:
        for place, value in _values(file, path, tolerance):
            entry = parse_entry(value)
            if entry is None:
                tolerance.spoilt(place, "not an anime: sources and title are needed")
            else:
                yield entry
    if not tolerance.read:
        raise BadPackage(f"{path} holds no anime: is it the right file?")
    tolerance.settle()


def _values(file: io.BufferedReader, path: Path, tolerance: Tolerance) -> Iterator[tuple[str, object]]:
    if _is_lines(file):
        for number, value in read_json_lines(file, tolerance):
            # The first line says what the file is.
            if number == 1 and "sources" not in value and "license" in value:
                tolerance.read -= 1
                continue
            yield f"line {number}", value
    else:
        for number, value in read_array(file, name=str(path), member="data"):
            tolerance.good()
            yield f"entry {number}", value


def _is_lines(file: io.BufferedReader) -> bool:
    """Whether the first line is an object of its own, and not the whole database."""
    first = file.peek(_PEEKED)[:LONGEST_LINE].partition(b"\n")[0]
    found = parse_object(first)
    return found is not None and "data" not in found
