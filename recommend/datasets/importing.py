"""The import of a dataset: check, clean, store aside, make current. Whatever goes wrong, the rows in force stay."""

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.core.exceptions import ValidationError

from catalog.importing import AnimeRow, add_missing_anime
from catalog.models import Anime
from ml.preprocessing.cleaning import CleaningReport, clean_ratings
from ml.preprocessing.session import end_session, spark_session
from recommend.datasets.anime_list import AnimeList, read_anime_list
from recommend.datasets.disk import check_free_space
from recommend.datasets.errors import DatasetError, explained
from recommend.datasets.generations import (
    clear_leftovers,
    delete_rows,
    fail_generation,
    make_current,
    start_generation,
)
from recommend.datasets.lock import import_lock
from recommend.datasets.source import DatasetSource
from recommend.datasets.storing import Progress, jdbc_jars, store_rows
from recommend.models import Dataset, DatasetImport

UNKNOWN_ANIME = "unknown anime"


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    dataset: str
    unchanged: bool
    report: dict[str, object] = field(default_factory=dict)


def import_dataset(*, source: DatasetSource, name: str, replace: bool = False, progress: Progress) -> ImportResult:
    """``source``: what open_source found.

    Raises DatasetError; KeyboardInterrupt passes through, with everything as it was before.
    """
    _check_name(name)
    folder = settings.HOME / "datasets" / name
    try:
        with import_lock(folder):
            return _import(source, name, folder, replace=replace, progress=progress)
    except (DatasetError, KeyboardInterrupt):
        raise
    except Exception as error:
        raise explained(error, home=str(settings.HOME)) from error


def _check_name(name: str) -> None:
    try:
        Dataset(name=name).clean_fields(exclude=["current_import"])
    except ValidationError as error:
        raise DatasetError(
            f"{name!r} can't name a dataset: use at most 50 letters, digits, - and _, the first a letter or a digit."
        ) from error


def _import(source: DatasetSource, name: str, folder: Path, *, replace: bool, progress: Progress) -> ImportResult:
    dataset = Dataset.objects.filter(name=name).select_related("current_import").first()
    current = dataset.current_import if dataset else None
    if current is not None:
        if current.checksum == source.checksum and not (replace and _has_unknown_anime(current)):
            return ImportResult(dataset=name, unchanged=True, report=current.report)
        if not replace:
            raise DatasetError(
                f"There is a dataset {name} with other data ({current.source}). "
                "Choose another --name, or pass --replace to put this one in its place."
            )
    if dataset is None:
        dataset = Dataset.objects.create(name=name)
    clear_leftovers(dataset)
    for leftover in folder.glob("work-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    check_free_space(settings.HOME, rows=source.ratings.rows)
    return _import_generation(dataset, source, folder, progress=progress)


def _has_unknown_anime(generation: DatasetImport) -> bool:
    """Then the same file may bring more rows than it did."""
    return bool((generation.report.get("set_aside") or {}).get(UNKNOWN_ANIME))


def _import_generation(dataset: Dataset, source: DatasetSource, folder: Path, *, progress: Progress) -> ImportResult:
    generation = start_generation(dataset=dataset, source=str(source.path), checksum=source.checksum)
    work = folder / f"work-{generation.pk}"
    try:
        report = _clean_and_store(generation, source, work, progress=progress)
        before = make_current(generation, report=report)
    except BaseException as error:
        interrupted = not isinstance(error, Exception)
        reason = "The import was interrupted." if interrupted else str(explained(error, home=str(settings.HOME)))
        fail_generation(generation, error=reason)
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if before is not None:
        progress("deleting the rows before", 0, 1)
        delete_rows(before)
    return ImportResult(dataset=dataset.name, unchanged=False, report=report)


def _clean_and_store(
    generation: DatasetImport, source: DatasetSource, work: Path, *, progress: Progress
) -> dict[str, object]:
    started = time.monotonic()
    listed = read_anime_list(source.anime) if source.anime else AnimeList(rows=[])
    known = _write_known_anime(listed.rows, work)
    progress("starting Spark", 0, 1)
    spark = spark_session(
        app_name="import_dataset", master=settings.SPARK_MASTER, work_dir=work / "spark", jars=jdbc_jars()
    )
    try:
        progress("cleaning", 0, 1)
        cleaned = clean_ratings(spark, source.ratings, known_anime=known, out=work / "out")
        set_aside = _keep_set_aside(work / "out" / "set_aside", generation)
        _refuse_empty(cleaned, source, set_aside)
        added = add_missing_anime(listed.rows)
        store_rows(
            spark, work / "out" / "rows", generation=generation, total=cleaned.rows_out, partitions=2, progress=progress
        )
    finally:
        end_session(spark)
    return cleaned.as_dict() | {
        "set_aside_file": str(set_aside),
        "anime_added": added,
        "anime_list_note": listed.note,
        "seconds": round(time.monotonic() - started, 1),
    }


def _write_known_anime(listed: list[AnimeRow], work: Path) -> Path:
    ids = set(Anime.objects.values_list("pk", flat=True)) | {row.id for row in listed}
    work.mkdir(parents=True)
    path = work / "known_anime.parquet"
    pq.write_table(pa.table({"anime": pa.array(sorted(ids), pa.int64())}), path)
    return path


def _keep_set_aside(written: Path, generation: DatasetImport) -> Path:
    """The one file that Spark wrote, under a name that stays."""
    target = settings.HOME / "datasets" / generation.dataset.name / f"set-aside-{generation.pk}.csv.gz"
    for part in written.glob("part-*"):
        part.replace(target)
    return target


def _refuse_empty(cleaned: CleaningReport, source: DatasetSource, set_aside: Path) -> None:
    if cleaned.rows_out:
        return
    reasons = ", ".join(f"{count} × {reason}" for reason, count in cleaned.set_aside.items())
    raise DatasetError(
        f"None of the {cleaned.rows_in} rows of {source.ratings.path} can be used: {reasons}. "
        f"They are in {set_aside}, each with its reason."
    )
