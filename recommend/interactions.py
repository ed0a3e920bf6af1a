"""Database → Parquet, as ``ml`` reads it: interactions of a dataset and of members, and the anime they are about."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import Q, QuerySet

from catalog.models import Anime, AnimeStaff, AnimeTag, StaffRole
from favorites.models import ListEntry
from recommend.histories import STATUS_CODES, member_number
from recommend.models import Dataset, Interaction

SCHEMA = pa.schema(
    [
        ("user", pa.int64()),
        ("anime", pa.int32()),
        ("rating", pa.int8()),
        ("status", pa.int8()),
        ("favorite", pa.bool_()),
    ]
)
ANIME_SCHEMA = pa.schema(
    [
        ("id", pa.int32()),
        ("title", pa.string()),
        ("type", pa.string()),
        ("episodes", pa.int32()),
        ("year", pa.int16()),
        ("score", pa.float32()),
        ("members", pa.int64()),
        ("genres", pa.list_(pa.string())),
        ("tags", pa.list_(pa.string())),
        ("popularity", pa.float32()),
        ("series", pa.int32()),
        ("series_place", pa.int16()),
        ("series_role", pa.string()),
        ("studios", pa.list_(pa.string())),
        ("staff", pa.list_(pa.string())),
        ("source", pa.string()),
        ("country", pa.string()),
    ]
)
PORTION = 100_000
TAGS_PER_ANIME = 30
# Whose name says what an anime will be like.
TELLING_ROLES = (StaffRole.DIRECTOR, StaffRole.ORIGINAL_CREATOR)
Row = tuple[int, int, int, int, bool]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Exported:
    dataset_rows: int
    member_rows: int


def export_interactions(*, dataset: Dataset | None, folder: Path, progress: Progress) -> Exported:
    """Writes ``folder/interactions/*.parquet`` and ``folder/anime.parquet``.

    Members who opted out of training are left out; simulated ones too, where there are real people's ratings.
    """
    (folder / "interactions").mkdir(parents=True, exist_ok=True)
    progress("export", 0, 1)
    export_anime(folder / "anime.parquet")
    dataset_rows = 0
    if dataset is not None:
        dataset_rows = _write(_dataset_rows(dataset, progress), folder / "interactions" / "dataset.parquet")
    entries = ListEntry.objects.filter(user__allow_training=True, user__is_active=True)
    if dataset_rows:
        entries = entries.filter(user__is_simulated=False)
    member_rows = _write(_member_rows(entries), folder / "interactions" / "members.parquet")
    return Exported(dataset_rows=dataset_rows, member_rows=member_rows)


def _write(portions: Iterable[list[Row]], path: Path) -> int:
    """One row group a portion, so that memory stays flat."""
    count = 0
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for rows in portions:
            columns = list(zip(*rows, strict=True))
            arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=SCHEMA))
            count += len(rows)
    return count


def _dataset_rows(dataset: Dataset, progress: Progress) -> Iterator[list[Row]]:
    """By keyset: every portion is a short query of its own, on the index, on any database."""
    rows = Interaction.objects.filter(dataset_import=dataset.current_import_id).order_by("user_id", "anime_id")
    total = int((dataset.current_import.report or {}).get("rows_out") or 0) if dataset.current_import else 0
    portion = list(rows.values_list("user_id", "anime_id", "rating", "status")[:PORTION])
    done = 0
    while portion:
        yield [(*row, False) for row in portion]
        done += len(portion)
        progress("export", done, max(total, done))
        user, anime = portion[-1][:2]
        after = rows.filter(user_id__gte=user).filter(Q(user_id__gt=user) | Q(anime_id__gt=anime))
        portion = list(after.values_list("user_id", "anime_id", "rating", "status")[:PORTION])


def _member_rows(entries: QuerySet[ListEntry]) -> Iterator[list[Row]]:
    fields = ("user_id", "anime_id", "score", "status", "is_favorite")
    portion: list[Row] = []
    for user, anime, score, status, favorite in entries.order_by("user_id", "anime_id").values_list(*fields).iterator():
        portion.append((member_number(user), anime, score or 0, STATUS_CODES.get(status, 0), favorite))
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion


def export_anime(path: Path) -> None:
    """All anime of the catalogue, hidden ones included: what people did with them still says something."""
    genres = _grouped(Anime.genres.through.objects.values_list("anime_id", "genre__name").order_by("anime_id", "id"))
    tags = _grouped(
        AnimeTag.objects.values_list("anime_id", "tag__name").order_by("anime_id", "-count", "tag_id"),
        most=TAGS_PER_ANIME,
    )
    studios = _grouped(Anime.studios.through.objects.values_list("anime_id", "studio__name").order_by("anime_id", "id"))
    credits = AnimeStaff.objects.filter(role__in=TELLING_ROLES).order_by("anime_id", "id")
    staff = _grouped(credits.values_list("anime_id", "person__name"))
    columns: list[list[object]] = [[] for _ in ANIME_SCHEMA]
    series_numbers: dict[str, int] = {}
    for anime in Anime.objects.order_by("pk").iterator():
        title = anime.title_romaji or anime.title_en or str(anime)
        row: tuple[object, ...] = (
            *(anime.pk, title, anime.type, anime.episodes or 0, anime.year or 0, anime.score, anime.members),
            *(genres.get(anime.pk, []), tags.get(anime.pk, []), anime.popularity),
            # What stands alone is a series of its own; ids are above 0.
            -series_numbers.setdefault(anime.series, len(series_numbers) + 1) if anime.series else anime.pk,
            *(anime.series_place, anime.series_role, studios.get(anime.pk, []), staff.get(anime.pk, [])),
            *(anime.source, anime.country),
        )
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    score = ANIME_SCHEMA.get_field_index("score")
    columns[score] = [float("nan") if value is None else value for value in columns[score]]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, ANIME_SCHEMA, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=ANIME_SCHEMA), path, compression="zstd")


def _grouped(pairs: "QuerySet[Any, tuple[int, str]]", *, most: int | None = None) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for anime_id, name in pairs.iterator():
        names = groups.setdefault(anime_id, [])
        if most is None or len(names) < most:
            names.append(name)
    return groups
