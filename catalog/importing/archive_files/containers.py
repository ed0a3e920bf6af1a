"""The members of a folder, of a zip, or of one file that may be packed: opened as bytes, never unpacked to disk."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

import zstandard

from catalog.importing.errors import BadPackage, ImportFailed

# Real archives unpack to ten times their size; what unpacks to hundreds of times is made to fill a machine.
_LARGEST_RATIO, _ALWAYS_ALLOWED = 250, 512 * 2**20
_LARGEST_WINDOW = 2**27  # bytes of memory that a zst file may ask for
_BUFFER = 2**20
_LONGEST_HEADER = 18  # bytes, of a frame of zst
_ZIP, _ZST = b"PK\x03\x04", b"\x28\xb5\x2f\xfd"
_DAMAGE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, zstandard.ZstdError, RuntimeError, NotImplementedError)


class Allowance:
    """How many bytes an archive may still unpack to, whatever its headers claim."""

    def __init__(self, path: Path, packed: int) -> None:
        self._path = path
        self._most = self._left = max(_LARGEST_RATIO * packed, _ALWAYS_ALLOWED)

    def take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise BadPackage(f"{self._path} unpacks to more than {self._most:,} bytes: no real archive does.")


class _Counted(io.RawIOBase):
    """Bytes of ``file``, counted; damage met on the way is a BadPackage that names the member.

    ``least``: how many there must be. A zst file that was cut ends like a whole one.
    """

    def __init__(
        self,
        file: IO[bytes],
        name: str,
        allowance: Allowance | None,
        heard: Callable[[int], None],
        *,
        least: int = 0,
    ) -> None:
        self._file, self._name, self._allowance, self._heard, self._missing = file, name, allowance, heard, least

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            chunk = self._file.read(len(buffer))
        except _DAMAGE as error:
            raise BadPackage(f"{self._name} is damaged: download it again. ({error})") from error
        if self._allowance is not None:
            self._allowance.take(len(chunk))
        self._missing -= len(chunk)
        if not chunk and self._missing > 0:
            raise BadPackage(f"{self._name} is cut off: download it again.")
        self._heard(len(chunk))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _silent(count: int) -> None:
    """For whoever doesn't count."""


class Members:
    """The named files in a folder or a zip; ``with`` it, so that the zip is closed."""

    def __init__(self, path: Path, names: Iterable[str]) -> None:
        """Raises BadPackage for what is no folder or zip, and for a member that is missing or lies outside."""
        self.path = path
        self._zip: zipfile.ZipFile | None = None
        wanted = tuple(names)
        if path.is_dir():
            self._sizes = {name: (path / name).stat().st_size for name in wanted if (path / name).is_file()}
            self._allowance = None
        else:
            self._zip = _open_zip(path)
            self._infos = _wanted_infos(self._zip, path, wanted)
            self._sizes = {name: info.file_size for name, info in self._infos.items()}
            self._allowance = Allowance(path, path.stat().st_size)
        if missing := [name for name in wanted if name not in self._sizes]:
            self.__exit__()
            raise BadPackage(f"{path} lacks {', '.join(missing)}: is it the whole archive?")

    def __enter__(self) -> "Members":
        return self

    def __exit__(self, *error: object) -> None:
        if self._zip is not None:
            self._zip.close()

    @property
    def size(self) -> int:
        """Bytes of all members, as far as headers can be trusted."""
        return sum(self._sizes.values())

    @contextmanager
    def open(self, name: str, heard: Callable[[int], None] = _silent) -> Iterator[io.BufferedReader]:
        """``heard`` gets the number of bytes of each piece that is read."""
        shown = f"{self.path}/{name}"
        try:
            file = self._zip.open(self._infos[name]) if self._zip else (self.path / name).open("rb")
        except _DAMAGE as error:
            raise BadPackage(f"{shown} can't be read: {error}") from error
        with file:
            yield io.BufferedReader(_Counted(file, shown, self._allowance, heard), _BUFFER)


def _open_zip(path: Path) -> zipfile.ZipFile:
    if not path.exists():
        raise ImportFailed(f"There is no file or folder {path}.")
    try:
        return zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise BadPackage(f"{path} is not a whole zip file: download it again, or name the unpacked folder.") from error


def _wanted_infos(archive: zipfile.ZipFile, path: Path, wanted: tuple[str, ...]) -> dict[str, zipfile.ZipInfo]:
    """At the top or in one folder; a name that leads out of the archive is refused, though nothing is unpacked."""
    found: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        place = PurePosixPath(info.filename)
        if place.is_absolute() or ".." in place.parts or "\\" in info.filename or ":" in info.filename:
            raise BadPackage(f"{path} holds {info.filename!r}, which leads out of the archive: don't use this file.")
        if place.name in wanted and len(place.parts) <= 2:
            if place.name in found:
                raise BadPackage(f"{path} holds {place.name} twice.")
            found[place.name] = info
    return found


@contextmanager
def open_single(path: Path, heard: Callable[[int], None] = _silent) -> Iterator[io.BufferedReader]:
    """One file: plain, packed by zstd, or alone in a zip. ``heard`` gets the bytes read of the file on disk."""
    if not path.is_file():
        raise ImportFailed(f"There is no file {path}.")
    packed = path.stat().st_size
    with path.open("rb") as file:
        beginning = file.read(_LONGEST_HEADER)
        file.seek(0)
        plain: io.BufferedReader = io.BufferedReader(_Counted(file, str(path), None, heard), _BUFFER)
        if beginning.startswith(_ZST):
            stream = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).stream_reader(
                plain, read_across_frames=True
            )
            yield _unpacked(stream, path, packed, least=_frame_size(beginning))
        elif beginning.startswith(_ZIP):
            with _open_zip(path) as archive, _only_member(archive, path) as member:
                heard(packed)
                yield _unpacked(member, path, packed)
        else:
            yield plain


def _unpacked(stream: IO[bytes], path: Path, packed: int, *, least: int = 0) -> io.BufferedReader:
    return io.BufferedReader(_Counted(stream, str(path), Allowance(path, packed), _silent, least=least), _BUFFER)


def _frame_size(beginning: bytes) -> int:
    """Bytes of the first frame, 0 where its header doesn't say."""
    try:
        return max(0, zstandard.frame_content_size(beginning))
    except zstandard.ZstdError:
        return 0


def _only_member(archive: zipfile.ZipFile, path: Path) -> IO[bytes]:
    files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) != 1:
        raise BadPackage(f"{path} holds {len(files)} files; one was expected.")
    try:
        return archive.open(files[0])
    except _DAMAGE as error:
        raise BadPackage(f"{path} can't be read: {error}") from error
