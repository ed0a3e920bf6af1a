"""One pass over a file: its checksum, its length in lines, and whether text in it holds line ends."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import numpy as np

from recommend.datasets.errors import DatasetError

GZIP_MAGIC, ZIP_MAGIC = b"\x1f\x8b", b"PK\x03\x04"
BLOCK = 1 << 20
LINE_END, QUOTE = ord("\n"), ord('"')
BLANKS = b" \t\r\n"


@dataclass
class Scan:
    """``lines``: those that aren't empty. ``spans_lines``: a line ends within quotes somewhere."""

    lines: int = 0
    spans_lines: bool = False
    _open: int = 0  # quotes so far, odd or even
    _blank: bool = True  # since the last line's end

    def rows_after(self, *, header: bool) -> int:
        """About how many rows; fewer where fields hold line ends."""
        return self.lines - header

    def take(self, block: bytes) -> None:
        codes = np.frombuffer(block, np.uint8)
        if not self.spans_lines:
            self._look_for_spans(codes)
        ends = np.flatnonzero(codes == LINE_END)
        filled = np.concatenate([[0], np.cumsum(~np.isin(codes, list(BLANKS)), dtype=np.int64)])
        bounds = np.concatenate([[0], ends, [len(codes)]])
        has_text = np.diff(filled[bounds]) > 0
        has_text[0] |= not self._blank
        self.lines += int(has_text[:-1].sum())
        self._blank = not has_text[-1]

    def finish(self) -> None:
        """The last line may have no end."""
        self.lines += not self._blank
        self._blank = True

    def _look_for_spans(self, codes: np.ndarray) -> None:
        quotes = codes == QUOTE
        if not self._open and not quotes.any():
            return
        inside = (np.cumsum(quotes) + self._open) & 1
        self.spans_lines = bool(inside[codes == LINE_END].any())
        self._open = int(inside[-1])


def scan_file(path: Path, digest: "hashlib._Hash") -> Scan:
    """Adds the file as it lies there to ``digest``, and reads what it unpacks to. Raises DatasetError."""
    scan = Scan()
    try:
        packed = _is_packed(path)
        with path.open("rb") as raw:
            for block in _blocks(raw):
                digest.update(block)
                if not packed:
                    scan.take(block)
        if packed:
            with gzip.open(path) as text:
                for block in _blocks(cast(IO[bytes], text)):
                    scan.take(block)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DatasetError(f"{path} is damaged or cut off ({error}). Download it again.") from error
    except OSError as error:
        raise DatasetError(f"{path} can't be read: {error.strerror or error}.") from error
    scan.finish()
    return scan


def open_bytes(path: Path) -> IO[bytes]:
    """Unpacked where the name ends in .gz; the caller closes it."""
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _is_packed(path: Path) -> bool:
    with path.open("rb") as raw:
        magic = raw.read(4)
    if magic.startswith(ZIP_MAGIC):
        raise DatasetError(f"{path} is a ZIP archive. Unpack it and name the folder or the CSV in it.")
    packed = magic.startswith(GZIP_MAGIC)
    if packed != (path.suffix == ".gz") and magic:
        found = "compressed with gzip" if packed else "not compressed with gzip"
        raise DatasetError(f"{path} is {found}. Its name must {'end' if packed else 'not end'} in .gz.")
    return packed


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(BLOCK), b"")
