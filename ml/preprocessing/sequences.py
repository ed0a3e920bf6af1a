"""Spark turns exported interactions into what training reads: one row a member, the list as sequences."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from ml.data.anime import AnimeTable, placeholder
from ml.data.interactions import Interactions, InteractionsError
from ml.preprocessing.session import spark_session

MIN_ROWS = 3


def write_sequences(*, work: Path, master: str) -> Path:
    """Reads ``work/interactions``, writes ``work/sequences`` (Parquet) and returns it.

    A member's later row for an anime replaces the earlier; members with fewer than three anime teach nothing and are
    left out. Columns: user, anime list<int>, rating list<byte>, status list<byte>, favorite list<bool>.
    """
    from pyspark.sql import functions as F

    if not any((work / "interactions").glob("*.parquet")):
        raise InteractionsError("There are no interactions to train on: import a dataset, or create demo members.")
    target = work / "sequences"
    spark = spark_session(app_name="AnimeRec sequences", master=master, work_dir=work / "spark")
    try:
        rows = spark.read.parquet(str(work / "interactions"))
        row = F.struct("anime", "rating", "status", "favorite")
        latest = rows.dropDuplicates(["user", "anime"])
        lists = latest.groupBy("user").agg(F.sort_array(F.collect_list(row)).alias("rows"))
        kept = lists.where(F.size("rows") >= MIN_ROWS)
        columns = [F.col(f"rows.{name}").alias(name) for name in ("anime", "rating", "status", "favorite")]
        kept.select("user", *columns).write.mode("overwrite").parquet(str(target))
    finally:
        spark.stop()
    return target


def read_sequences(folder: Path, table: AnimeTable) -> tuple[Interactions, AnimeTable]:
    """The interactions, and the table with the most watched anime first, as all of ``ml`` counts them.

    Anime that the table lacks are added without facts.
    """
    read = pq.read_table(folder)
    lists = read.column("anime").combine_chunks()
    if not len(lists):
        raise InteractionsError(f"No member has {MIN_ROWS} anime or more: there is nothing to learn from.")
    lengths = lists.value_lengths().to_numpy(zero_copy_only=False)
    ids = lists.flatten().to_numpy()

    def column(name: str, dtype: type) -> np.ndarray:
        return np.asarray(read.column(name).combine_chunks().flatten().to_numpy(zero_copy_only=False), dtype)

    missing = np.setdiff1d(ids, table.ids)
    if len(missing):
        table = table.joined(placeholder(missing))
    order = np.lexsort((table.ids, -np.bincount(table.positions(ids), minlength=len(table))))
    table = table.take(order)
    interactions = Interactions.build(
        np.repeat(read.column("user").to_numpy(), lengths),
        table.positions(ids),
        column("rating", np.int8),
        column("status", np.int8),
        column("favorite", np.bool_),
    )
    return interactions, table
