"""Database → Parquet, as ``ml`` reads it: interactions of datasets and of members, and the anime they are about."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import Q, QuerySet

from catalog.models import Anime, AnimeStaff, AnimeTag, PopularityOrigin, StaffRole
from favorites.models import ListEntry
from ml.interactions import DATASETS_FILE, InteractionsError
from recommend.datasets.numbering import assign_user_offsets
from recommend.histories import STATUS_CODES, member_number
from recommend.models import Dataset, Interaction

SCHEMA = pa.schema(
    [
        ("user", pa.int64()),
        ("anime", pa.int32()),
        ("rating", pa.int8()),
        ("status", pa.int8()),
        ("favorite", pa.bool_()),
        ("dataset", pa.int8()),  # 0, 1, … in the order of their names; -1 for the site's members
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
# Of people who know an anime, counted at a site; others are estimates.
COUNTED = (PopularityOrigin.MEMBERS, PopularityOrigin.BANGUMI)
MOST_DATASETS = 100
MEMBERS = -1
Row = tuple[int, int, int, int, bool, int]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class ExportedDataset:
    name: str
    rows: int
    users: int


@dataclass(frozen=True, kw_only=True)
class Exported:
    datasets: tuple[ExportedDataset, ...]
    member_rows: int

    @property
    def dataset_rows(self) -> int:
        return sum(dataset.rows for dataset in self.datasets)


def export_interactions(*, datasets: Sequence[Dataset], folder: Path, progress: Progress) -> Exported:
    """Writes ``folder/interactions/*.parquet``, ``folder/anime.parquet`` and what the datasets are.

    People of different datasets are kept apart by numbers of their own. Members who opted out of training are left
    out; simulated ones too, where there are real people's ratings. Raises InteractionsError.
    """
    interactions = folder / "interactions"
    interactions.mkdir(parents=True, exist_ok=True)
    for leftover in interactions.glob("*.parquet"):
        leftover.unlink()
    progress("export", 0, 1)
    export_anime(folder / "anime.parquet")
    exported = _export_datasets(datasets, folder, progress)
    entries = ListEntry.objects.filter(user__allow_training=True, user__is_active=True)
    if any(dataset.rows for dataset in exported):
        entries = entries.filter(user__is_simulated=False)
    member_rows, _members = _write(_member_rows(entries), interactions / "members.parquet")
    return Exported(datasets=exported, member_rows=member_rows)


def _export_datasets(datasets: Sequence[Dataset], folder: Path, progress: Progress) -> tuple[ExportedDataset, ...]:
    if len(datasets) > MOST_DATASETS:
        raise InteractionsError(f"A training takes {MOST_DATASETS} datasets at most, not {len(datasets)}.")
    offsets = assign_user_offsets() if datasets else {}
    total, done = sum(map(_expected_rows, datasets)), 0
    exported = []
    for number, dataset in enumerate(sorted(datasets, key=lambda one: one.name)):
        rows = _dataset_rows(dataset, number, offsets[dataset.pk])
        path = folder / "interactions" / f"dataset-{number}.parquet"
        count, users = _write(_watched(rows, progress, done, total), path)
        done += count
        exported.append(ExportedDataset(name=dataset.name, rows=count, users=users))
    described = [asdict(dataset) for dataset in exported]
    (folder / DATASETS_FILE).write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    return tuple(exported)


def _write(portions: Iterable[list[Row]], path: Path) -> tuple[int, int]:
    """The numbers of rows and of people, whose rows come together. One row group a portion: memory stays flat."""
    count, people, last = 0, 0, None
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for rows in portions:
            columns = list(zip(*rows, strict=True))
            arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=SCHEMA))
            count += len(rows)
            people += len(set(columns[0])) - (columns[0][0] == last)
            last = columns[0][-1]
    return count, people


def _expected_rows(dataset: Dataset) -> int:
    return int((dataset.current_import.report or {}).get("rows_out") or 0) if dataset.current_import else 0


def _watched(portions: Iterable[list[Row]], progress: Progress, done: int, total: int) -> Iterator[list[Row]]:
    for portion in portions:
        yield portion
        done += len(portion)
        progress("export", done, max(total, done))


def _dataset_rows(dataset: Dataset, number: int, offset: int) -> Iterator[list[Row]]:
    """By keyset: every portion is a short query of its own, on the index, on any database."""
    rows = Interaction.objects.filter(dataset_import=dataset.current_import_id).order_by("user_id", "anime_id")
    fields = ("user_id", "anime_id", "rating", "status")
    portion = list(rows.values_list(*fields)[:PORTION])
    while portion:
        yield [(user + offset, anime, rating, status, False, number) for user, anime, rating, status in portion]
        user, anime = portion[-1][:2]
        after = rows.filter(user_id__gte=user).filter(Q(user_id__gt=user) | Q(anime_id__gt=anime))
        portion = list(after.values_list(*fields)[:PORTION])


def _member_rows(entries: QuerySet[ListEntry]) -> Iterator[list[Row]]:
    fields = ("user_id", "anime_id", "score", "status", "is_favorite")
    portion: list[Row] = []
    for user, anime, score, status, favorite in entries.order_by("user_id", "anime_id").values_list(*fields).iterator():
        row = (member_number(user), anime, score or 0, STATUS_CODES.get(status, 0), favorite, MEMBERS)
        portion.append(row)
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
        members = round(anime.popularity) if anime.popularity_origin in COUNTED else 0
        row: tuple[object, ...] = (
            *(anime.pk, title, anime.type, anime.episodes or 0, anime.year or 0, anime.score, members),
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
