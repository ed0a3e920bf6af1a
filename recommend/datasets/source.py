"""Which files of a folder hold ratings and anime, and whether they can be read at all."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ml.preprocessing.cleaning import RatingFile
from recommend.datasets.columns import LAYOUTS, ColumnChoice, recognise
from recommend.datasets.errors import DatasetError
from recommend.datasets.scanning import open_bytes, scan_file

# The first that is there counts: animelist.csv also has the rows that nobody rated.
RATING_FILES = ("animelist.csv", "rating_complete.csv", "rating.csv", "ratings.csv", "users-score-2023.csv")
ANIME_FILES = ("anime.csv", "anime-dataset-2023.csv", "anime-dataset-2023.*.csv")


@dataclass(frozen=True, kw_only=True)
class DatasetSource:
    path: Path  # what the operator named
    ratings: RatingFile
    anime: Path | None  # a list of anime, when there is one beside the ratings
    checksum: str  # SHA-256 of both files, and of the columns that were chosen


def open_source(path: Path, *, columns: ColumnChoice | None = None) -> DatasetSource:
    """Raises DatasetError, with what was found and what was expected."""
    ratings = _rating_path(path)
    digest = hashlib.sha256()
    scan = scan_file(ratings, digest)
    recognised = recognise(ratings, first_line(ratings), scan, columns)
    anime = _anime_path(path, ratings)
    if anime is not None:
        scan_file(anime, digest)
    if columns is not None:
        digest.update(str(columns).encode())
    return DatasetSource(path=path.resolve(), ratings=recognised, anime=anime, checksum=digest.hexdigest())


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


def _anime_path(named: Path, ratings: Path) -> Path | None:
    """Beside the ratings where a folder was named; the layout of 2023 is told by the file's name alone."""
    if not named.is_dir() and not ratings.name.startswith("users-score-2023"):
        return None
    patterns = [name + packed for name in ANIME_FILES for packed in ("", ".gz")]
    found = (match for pattern in patterns for match in sorted(ratings.parent.glob(pattern)) if match.is_file())
    return next(found, None)


def first_line(path: Path) -> str:
    """Without a byte order mark; raises DatasetError where it isn't text."""
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
