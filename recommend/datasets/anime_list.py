"""anime.csv of a dataset, in the layout of 2017 or of 2020."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from catalog.importing import AnimeRow
from recommend.datasets.errors import DatasetError
from recommend.datasets.source import open_bytes

# Ours: theirs, the layout of 2017 first, then that of 2020.
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


def read_anime_list(path: Path) -> list[AnimeRow]:
    """Rows that have an id; ``Unknown`` and other words where a number should be count as not known."""
    with open_bytes(path) as binary:
        text = io.TextIOWrapper(binary, encoding="utf-8-sig", errors="replace", newline="")
        try:
            return list(_rows(csv.reader(text), path))
        except csv.Error as error:
            raise DatasetError(f"{path} is not a CSV: {error}.") from error


def _rows(lines: Iterator[list[str]], path: Path) -> Iterator[AnimeRow]:
    header = [name.strip().lower() for name in next(lines, [])]
    places = {
        ours: next((header.index(name) for name in theirs if name in header), None) for ours, theirs in COLUMNS.items()
    }
    if places["id"] is None or places["title"] is None:
        found = ", ".join(name[:40] for name in header[:20]) or "none"
        raise DatasetError(f"{path} lacks the columns anime_id and name; found: {found}.")
    for line in lines:
        cells = {ours: line[at].strip() if at is not None and at < len(line) else "" for ours, at in places.items()}
        anime_id = _whole(cells["id"])
        if anime_id is not None and 0 < anime_id <= MAX_ID:
            yield AnimeRow(
                id=anime_id,
                title=cells["title"],
                type=cells["type"],
                episodes=_whole(cells["episodes"]),
                score=_number(cells["score"]),
                members=_whole(cells["members"]) or 0,
                genres=tuple(genre.strip() for genre in cells["genres"].split(",") if genre.strip()),
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
