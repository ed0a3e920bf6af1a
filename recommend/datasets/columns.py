"""Which columns of a file of ratings are which: by their names in known layouts, or as the operator says."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ml.preprocessing.cleaning import RatingFile
from recommend.datasets.errors import DatasetError
from recommend.datasets.scanning import Scan

REQUIRED = ("user", "anime", "rating")
FIELDS = (*REQUIRED, "status", "progress")
# What each field is called in the layouts that are known.
KNOWN_NAMES = {
    "user": "user_id",
    "anime": "anime_id",
    "rating": "rating",
    "status": "watching_status",
    "progress": "watched_episodes",
}
LAYOUTS = (
    "Expected rating.csv (user_id, anime_id, rating; -1 = watched, not rated), "
    "rating_complete.csv (user_id, anime_id, rating), "
    "animelist.csv (user_id, anime_id, rating, watching_status, watched_episodes) or "
    "users-score-2023.csv (user_id, Username, anime_id, Anime Title, rating), plain or .gz; "
    "of any other CSV say --columns user=…,anime=…,rating=…[,status=…]"
)
HOW = "--columns must be user=…,anime=…,rating=…[,status=…], each the name of a column or its number, from 1"


@dataclass(frozen=True)
class ColumnChoice:
    """What the operator says: a column's name or its number, counted from 1, by field."""

    columns: Mapping[str, str]

    @classmethod
    def parse(cls, text: str) -> "ColumnChoice":
        """From ``user=A,anime=B,rating=C``; names may hold commas. Raises DatasetError."""
        parts = re.split(rf",\s*(?=(?:{'|'.join(FIELDS)})\s*=)", text.strip())
        pairs = [part.partition("=")[::2] for part in parts]
        columns = {field.strip(): name.strip() for field, name in pairs}
        unknown = [field for field in columns if field not in FIELDS]
        missing = [field for field in REQUIRED if not columns.get(field)]
        if unknown or missing or len(columns) != len(pairs) or not all(columns.values()):
            wrong = f"{unknown[0][:40]!r} is no field" if unknown else f"{', '.join(missing) or 'a field'} is not clear"
            raise DatasetError(f"{HOW}; in {text[:200]!r} {wrong}.")
        return cls(columns)

    def __str__(self) -> str:
        return ",".join(f"{field}={name}" for field, name in sorted(self.columns.items()))

    def places(self, first: list[str], path: Path) -> dict[str, int]:
        """Places counted from 0, by field. ``first``: the cells of the first line. Raises DatasetError."""
        names = [cell.lower() for cell in first]
        places: dict[str, int] = {}
        for field, name in self.columns.items():
            if name.isascii() and name.isdigit():
                place = int(name) - 1
            else:
                place = names.index(name.lower()) if name.lower() in names else -1
            if not 0 <= place < len(first):
                raise DatasetError(
                    f"{path} has no column {name[:40]!r} ({field}). Its first line has {len(first)}: {_shown(first)}. "
                    f"{HOW}."
                )
            places[field] = place
        if len(set(places.values())) < len(places):
            raise DatasetError(f"--columns names one column of {path} for two fields: {self}.")
        return places


def recognise(path: Path, first_line: str, scan: Scan, choice: ColumnChoice | None) -> RatingFile:
    """Raises DatasetError, with what was found and what was expected."""
    first = [cell.strip() for cell in next(csv.reader([first_line]), [])]
    places = choice.places(first, path) if choice else _known_places(first, path)
    header = choice is None or not all(_is_number(first[places[field]]) for field in REQUIRED)
    if scan.rows_after(header=header) < 1:
        raise DatasetError(f"{path} has a header and no rows: there is nothing to import.")
    has_text = len(first) > len(places)
    return RatingFile(
        path=path.resolve(),
        header=header,
        width=len(first),
        user=places["user"],
        anime=places["anime"],
        rating=places["rating"],
        status=places.get("status"),
        progress=places.get("progress"),
        unrated=_unrated(path, first, choice),
        rows=scan.rows_after(header=header),
        # In a file of numbers alone a quote too many mustn't swallow the lines after it.
        spans_lines=has_text and scan.spans_lines,
    )


def _known_places(first: list[str], path: Path) -> dict[str, int]:
    names = [name.lower() for name in first]
    missing = [KNOWN_NAMES[field] for field in REQUIRED if KNOWN_NAMES[field] not in names]
    if missing:
        raise DatasetError(f"{path} lacks the columns {', '.join(missing)}; found: {_shown(first)}. {LAYOUTS}.")
    return {field: names.index(name) for field, name in KNOWN_NAMES.items() if name in names}


def _unrated(path: Path, first: list[str], choice: ColumnChoice | None) -> tuple[int, ...]:
    """What stands for "no rating": -1 in the layout of 2017, 0 in that of 2020, either elsewhere."""
    names = [name.lower() for name in first]
    if choice is not None or "username" in names:
        return (0, -1)
    return (0,) if "watching_status" in names or path.name.startswith("animelist") else (-1,)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?\d+(\.\d+)?", text) is not None


def _shown(cells: list[str]) -> str:
    return ", ".join(cell[:40] for cell in cells[:30]) or "none"
