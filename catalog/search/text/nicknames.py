"""What fans call an anime and no source lists: for search alone, never shown. Operators add more as aliases."""

import csv
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "nicknames.tsv"


@lru_cache(maxsize=1)
def nicknames() -> dict[int, tuple[str, ...]]:
    """By MyAnimeList id, from ``nicknames.tsv``: id, names parted by ``|``, note."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {int(row["id"]): tuple(row["names"].split("|")) for row in rows}
