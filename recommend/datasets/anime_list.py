"""The list of anime beside a dataset's ratings, in the layout of 2017, 2020 or 2023."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.importing import AnimeRow
from recommend.datasets.errors import DatasetError
from recommend.datasets.scanning import open_bytes

# Ours: theirs, the layouts of 2017 and 2023 first, then that of 2020.
COLUMNS = {
    "id": ("anime_id", "mal_id"),
    "title": ("name",),
    "type": ("type",),
    "episodes": ("episodes",),
    "score": ("rating", "score"),
    "members": ("members",),
    "genres": ("genre", "genres"),
}
MAX_ID = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class AnimeList:
    rows: list[AnimeRow]
    note: str = ""  # what was wrong with the file, if anything


def read_anime_list(path: Path) -> AnimeList:
    """Rows that have an id; ``Unknown`` and other words where a number should be count as not known.

    A file that is cut off, as downloads are, gives what is whole in it, and a note.
    """
    with open_bytes(path) as binary:
        text = io.TextIOWrapper(binary, encoding="utf-8-sig", errors="replace", newline="")
        lines = csv.reader(text)
        places, width = _places(lines, path)
        rows: list[AnimeRow] = []
        short = False
        try:
            for cells, short in _marked(lines, width):
                row = _row(cells[:-1] if short else cells, places)
                if row is not None:
                    rows.append(row)
        except csv.Error as error:
            return AnimeList(rows=rows, note=f"{path.name} can't be read from line {lines.line_num} on: {error}.")
    if not short:
        return AnimeList(rows=rows)
    last = f"its last anime, {rows[-1].id}, has what was there" if rows else "no anime in it could be read"
    return AnimeList(rows=rows, note=f"{path.name} is cut off at line {lines.line_num}: {last}. Download it again.")


def _places(lines: Iterator[list[str]], path: Path) -> tuple[dict[str, int | None], int]:
    """Where our columns are, and how many there are in all. Raises DatasetError."""
    try:
        header = [name.strip().lower() for name in next(lines, [])]
    except csv.Error as error:
        raise DatasetError(f"{path} is not a CSV: {error}.") from error
    places = {
        ours: next((header.index(name) for name in theirs if name in header), None) for ours, theirs in COLUMNS.items()
    }
    if places["id"] is None or places["title"] is None:
        found = ", ".join(name[:40] for name in header[:20]) or "none"
        raise DatasetError(f"{path} lacks the columns anime_id and name; found: {found}.")
    return places, len(header)


def _marked(lines: Iterator[list[str]], width: int) -> Iterator[tuple[list[str], bool]]:
    """Every line, and whether it is the last and too short: then its last cell may be half of one."""
    before: list[str] | None = None
    for line in filter(None, lines):
        if before is not None:
            yield before, False
        before = line
    if before is not None:
        yield before, len(before) < width


def _row(line: list[str], places: dict[str, int | None]) -> AnimeRow | None:
    cells = {ours: line[at].strip() if at is not None and at < len(line) else "" for ours, at in places.items()}
    anime_id = _whole(cells["id"])
    if anime_id is None or not 0 < anime_id <= MAX_ID:
        return None
    genres = (genre.strip() for genre in cells["genres"].split(","))
    return AnimeRow(
        id=anime_id,
        title=cells["title"],
        type=cells["type"],
        episodes=_whole(cells["episodes"]),
        score=_number(cells["score"]),
        members=_whole(cells["members"]) or 0,
        genres=tuple(genre for genre in genres if genre and genre.lower() != "unknown"),
    )


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value == value and abs(value) < 1e15 else None


def _whole(text: str) -> int | None:
    value = _number(text)
    return None if value is None else int(value)
