"""Which files of a folder hold ratings and anime, and whether they can be read at all."""

import csv
import gzip
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from ml.preprocessing.cleaning import RatingFile
from recommend.datasets.errors import DatasetError

GZIP_MAGIC, ZIP_MAGIC = b"\x1f\x8b", b"PK\x03\x04"
BLOCK = 1 << 20
REQUIRED = ("user_id", "anime_id", "rating")
# The first that is there counts: animelist.csv also has the rows that nobody rated.
RATING_FILES = ("animelist.csv", "rating_complete.csv", "rating.csv", "ratings.csv")
LAYOUTS = (
    "Expected rating.csv (user_id, anime_id, rating; -1 = watched, not rated), "
    "rating_complete.csv (user_id, anime_id, rating) or "
    "animelist.csv (user_id, anime_id, rating, watching_status, watched_episodes), plain or .gz"
)


@dataclass(frozen=True, kw_only=True)
class DatasetSource:
    path: Path  # what the operator named
    ratings: RatingFile
    anime: Path | None  # anime.csv, when there is one beside the ratings
    checksum: str  # SHA-256 of both files


def open_source(path: Path) -> DatasetSource:
    """Raises DatasetError, with what was found and what was expected."""
    ratings = _rating_path(path)
    folder = ratings.parent
    beside = [folder / name for name in ("anime.csv", "anime.csv.gz")]
    anime = next((candidate for candidate in beside if path.is_dir() and candidate.is_file()), None)
    digest = hashlib.sha256()
    size = _check(ratings, digest)
    if anime is not None:
        _check(anime, digest)
    return DatasetSource(
        path=path.resolve(), ratings=_recognise(ratings, size), anime=anime, checksum=digest.hexdigest()
    )


def open_bytes(path: Path) -> IO[bytes]:
    """Unpacked where the name ends in .gz; the caller closes it."""
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _rating_path(path: Path) -> Path:
    if not path.exists():
        raise DatasetError(f"There is no file or folder {path}.")
    if path.is_file():
        return path
    if not path.is_dir():
        raise DatasetError(f"{path} is neither a file nor a folder.")
    for name in RATING_FILES:
        for candidate in (path / name, path / f"{name}.gz"):
            if candidate.is_file():
                return candidate
    names = sorted(entry.name for entry in path.iterdir())[:20]
    raise DatasetError(f"No ratings in {path}, which holds: {', '.join(names) or 'nothing'}. {LAYOUTS}.")


def _check(path: Path, digest: "hashlib._Hash") -> int:
    """Adds the file to ``digest`` and returns its unpacked size, having read it to its end."""
    try:
        with path.open("rb") as raw:
            magic = raw.read(4)
            raw.seek(0)
            while block := raw.read(BLOCK):
                digest.update(block)
        if magic.startswith(ZIP_MAGIC):
            raise DatasetError(f"{path} is a ZIP archive. Unpack it and name the folder or the CSV in it.")
        packed = magic.startswith(GZIP_MAGIC)
        if packed != (path.suffix == ".gz") and magic:
            found = "compressed with gzip" if packed else "not compressed with gzip"
            raise DatasetError(f"{path} is {found}. Its name must {'end' if packed else 'not end'} in .gz.")
        if not packed:
            return path.stat().st_size
        with gzip.open(path) as text:
            return sum(len(block) for block in iter(lambda: text.read(BLOCK), b""))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DatasetError(f"{path} is damaged or cut off ({error}). Download it again.") from error
    except OSError as error:
        raise DatasetError(f"{path} can't be read: {error.strerror or error}.") from error


def first_line(path: Path) -> str:
    """The header, without a byte order mark; raises DatasetError where it isn't text."""
    with open_bytes(path) as file:
        line = file.readline(64 * 1024)
    if not line:
        raise DatasetError(f"{path} is empty. {LAYOUTS}.")
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise DatasetError(f"{path} is not a CSV in UTF-8: it holds binary data. {LAYOUTS}.")
    return text.rstrip("\r\n")


def _has_rows(path: Path) -> bool:
    with open_bytes(path) as file:
        file.readline()
        return any(line.strip() for line in file)


def _recognise(path: Path, size: int) -> RatingFile:
    header = first_line(path)
    names = [name.strip().lower() for name in next(csv.reader([header]), [])]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        found = ", ".join(name[:40] for name in names[:20])
        raise DatasetError(f"{path} lacks the columns {', '.join(missing)}; found: {found or 'none'}. {LAYOUTS}.")
    if not _has_rows(path):
        raise DatasetError(f"{path} has a header and no rows: there is nothing to import.")
    zero_is_unrated = "watching_status" in names or path.name.startswith("animelist")

    def place(name: str) -> int | None:
        return names.index(name) if name in names else None

    return RatingFile(
        path=path.resolve(),
        header=header,
        width=len(names),
        user=names.index("user_id"),
        anime=names.index("anime_id"),
        rating=names.index("rating"),
        status=place("watching_status"),
        progress=place("watched_episodes"),
        unrated=0 if zero_is_unrated else -1,
        size=size,
    )
