"""Cleaned rows into the table of interactions: in batches on SQLite, through Spark's JDBC writer on a server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import connection, transaction
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from recommend.datasets.errors import DatasetError
from recommend.models import DatasetImport, Interaction

Progress = Callable[[str, int, int], None]
BATCH = 50_000
COLUMNS = ("user", "anime", "rating", "status", "progress")
DRIVER = "org.mariadb.jdbc.Driver"
DRIVER_JARS = ("/usr/share/java/mariadb-java-client.jar",)


def jdbc_jars() -> list[Path]:
    """The driver's jar, where the database is a server; raises DatasetError when it can't be found."""
    if connection.vendor != "mysql":
        return []
    chosen = os.environ.get("SPARK_JDBC_JAR")
    for candidate in (chosen,) if chosen else DRIVER_JARS:
        if Path(candidate).is_file():
            return [Path(candidate)]
    raise DatasetError(
        f"There is no JDBC driver at {chosen or DRIVER_JARS[0]}. Install Debian's libmariadb-java, "
        "or set SPARK_JDBC_JAR to the jar of org.mariadb.jdbc:mariadb-java-client."
    )


def store_rows(
    spark: SparkSession, rows: Path, *, generation: DatasetImport, total: int, partitions: int, progress: Progress
) -> None:
    """``rows``: what clean_ratings wrote, sorted by user and anime, so that the index grows at its end."""
    if connection.vendor == "mysql":
        progress("storing", 0, total)
        _write_jdbc(spark.read.parquet(str(rows)).where("NOT replaced"), generation, partitions=partitions)
        progress("storing", total, total)
        return
    done = 0
    for batch in _batches(rows):
        _insert(generation, batch)
        done += len(batch)
        progress("storing", done, total)


def _batches(rows: Path) -> Iterator[list[tuple[int, ...]]]:
    for part in sorted(rows.glob("part-*.parquet")):
        with pq.ParquetFile(part) as file:
            for batch in file.iter_batches(batch_size=BATCH):
                kept = batch.filter(pc.invert(batch.column("replaced"))).select(list(COLUMNS))
                yield list(zip(*(column.to_pylist() for column in kept.columns), strict=True))


def _insert(generation: DatasetImport, rows: list[tuple[int, ...]]) -> None:
    statement = (
        f"INSERT INTO {connection.ops.quote_name(Interaction._meta.db_table)} "  # noqa: S608
        "(dataset_import_id, user_id, anime_id, rating, status, progress) "
        f"VALUES ({int(generation.pk)}, %s, %s, %s, %s, %s)"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _write_jdbc(kept: DataFrame, generation: DatasetImport, *, partitions: int) -> None:
    records = kept.select(
        F.lit(int(generation.pk)).cast("bigint").alias("dataset_import_id"),
        F.col("user").alias("user_id"),
        F.col("anime").alias("anime_id"),
        F.col("rating").cast("int"),
        F.col("status").cast("int"),
        "progress",
    )
    settings = connection.settings_dict
    host, port = settings["HOST"] or "127.0.0.1", settings["PORT"] or "3306"
    records.coalesce(partitions).write.jdbc(
        # The scheme of MySQL, whose dialect Spark knows; permitMysqlScheme lets MariaDB's driver answer to it.
        url=f"jdbc:mysql://{host}:{port}/{settings['NAME']}?permitMysqlScheme&useBulkStmts=true",
        table=Interaction._meta.db_table,
        mode="append",
        properties={
            "user": settings["USER"],
            "password": settings["PASSWORD"],
            "driver": DRIVER,
            "batchsize": "5000",
            "isolationLevel": "READ_COMMITTED",
        },
    )
