"""Database → Parquet, as ``ml`` reads it: interactions of datasets and of members, and the anime they are about."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import Q, QuerySet

from favorites.models import ListEntry
from ml.data.interactions import DATASETS_FILE, InteractionsError
from recommend.datasets.numbering import assign_user_offsets
from recommend.members.histories import STATUS_CODES, member_number
from recommend.models import Dataset, Interaction
from recommend.serving.anime_table import export_anime

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
PORTION = 100_000
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
