"""Files of ratings, cleaned by Spark: what can be used, what can't and why.

Only column expressions: no row passes through Python. Reasons are tried in the order of ``Reason``.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as F

MAX_ANIME_ID = 2**31 - 1
STATUSES = (1, 2, 3, 4, 6)
BYTES_PER_PARTITION = 32 * 2**20
# An id may have been through a floating-point column: 5114.0 is 5114.
NUMBER = r"^[+-]?\d+(\.\d+)?$"
WHOLE = r"^[+-]?\d+(\.0*)?$"


class Reason(StrEnum):
    COLUMNS = "wrong number of columns"
    NOT_A_NUMBER = "not a number"
    NEGATIVE_ID = "negative id"
    TOO_LARGE = "id too large"
    RATING = "impossible rating"
    UNKNOWN_ANIME = "unknown anime"
    DUPLICATE = "duplicate, a later row counts"


@dataclass(frozen=True, kw_only=True)
class RatingFile:
    """A CSV (or .csv.gz) with a header line; the numbers are places of columns, counted from 0."""

    path: Path
    header: str
    width: int
    user: int
    anime: int
    rating: int
    status: int | None
    progress: int | None
    unrated: int  # what stands for "no rating": -1 or 0
    size: int  # bytes when unpacked


@dataclass(frozen=True, kw_only=True)
class CleaningReport:
    rows_in: int
    rows_out: int
    set_aside: dict[str, int]  # by Reason's value, those that occurred
    users: int
    anime: int
    density: float
    histogram: dict[str, int]  # rating 0 (unrated) .. 10

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def clean_ratings(spark: SparkSession, source: RatingFile, *, known_anime: Path, out: Path) -> CleaningReport:
    """Writes ``out/rows`` (Parquet: user, anime, rating, status, progress, replaced) and ``out/set_aside`` (CSV).

    Part by part, rows are sorted by user, then anime; those marked ``replaced`` are duplicates, of which the later row
    counts. ``known_anime`` is a Parquet file with the column ``anime``.
    """
    parsed = _stored(spark, _parse(spark, source, known_anime), out / "parsed")
    rows = _stored(spark, _deduplicate(parsed, partitions=_partitions(source)), out / "rows")
    duplicates = rows.where("replaced").select(
        F.lit(Reason.DUPLICATE.value).alias("reason"), F.concat_ws(",", "user", "anime", "rating").alias("line")
    )
    rejected = parsed.where("reason IS NOT NULL").select("reason", "line").unionByName(duplicates)
    rejected.coalesce(1).write.csv(str(out / "set_aside"), header=True, compression="gzip", escape='"')
    return _report(parsed, rows.where("NOT replaced"), duplicates=duplicates.count())


def _stored(spark: SparkSession, frame: DataFrame, folder: Path) -> DataFrame:
    frame.write.parquet(str(folder))
    return spark.read.parquet(str(folder))


def _partitions(source: RatingFile) -> int:
    return max(2, min(200, source.size // BYTES_PER_PARTITION))


def _parse(spark: SparkSession, source: RatingFile, known_anime: Path) -> DataFrame:
    """One row a line with its place in the file; ``reason`` is null where the line can be used."""
    lines = spark.read.text(str(source.path)).select(
        "value",
        # A file may be read in several splits: the split's offset first, then the row in it.
        F.input_file_block_start().alias("block"),
        F.monotonically_increasing_id().alias("row"),
    )
    lines = lines.where(~((F.col("row") == 0) & F.col("block").isin(0, -1)) & (F.trim("value") != ""))
    cells = F.split(F.regexp_replace("value", '["\r]', ""), ",", -1)
    frame = lines.withColumn("cells", cells)
    for name in ("user", "anime", "rating", "status", "progress"):
        place = getattr(source, name)
        text = F.lit("0") if place is None else F.trim(F.coalesce(F.get("cells", F.lit(place)), F.lit("")))
        frame = frame.withColumn(f"{name}_text", text).withColumn(name, _whole(F.col(f"{name}_text")))
    known = spark.read.parquet(str(known_anime)).withColumn("known", F.lit(True))
    frame = frame.withColumn("broken", _reason(source)).join(F.broadcast(known), "anime", "left")
    unknown = F.when(F.col("known").isNull(), F.lit(Reason.UNKNOWN_ANIME.value))
    reason = F.coalesce("broken", unknown)
    rating = F.when(F.col("rating") == source.unrated, 0).otherwise(F.col("rating"))
    return frame.select(
        "block",
        "row",
        F.when(reason.isNotNull(), F.regexp_replace("value", "\r", "")).alias("line"),
        "user",
        F.col("anime").cast("int"),
        rating.cast("tinyint").alias("rating"),
        F.when(F.col("status").isin(*STATUSES), F.col("status")).otherwise(0).cast("tinyint").alias("status"),
        F.greatest(F.lit(0), F.least(F.lit(MAX_ANIME_ID), "progress")).cast("int").alias("progress"),
        reason.alias("reason"),
    )


def _whole(text: Column) -> Column:
    """The number before the point; null where it exceeds 64 bits or isn't one."""
    return F.regexp_extract(text, r"^([+-]?\d+)", 1).cast("bigint")


def _reason(source: RatingFile) -> Column:
    ids_are_whole = F.col("user_text").rlike(WHOLE) & F.col("anime_text").rlike(WHOLE)
    numbers = ids_are_whole
    for name in ("rating_text", "status_text", "progress_text"):
        numbers = numbers & F.col(name).rlike(NUMBER)
    possible = F.col("rating").between(1, 10) | (F.col("rating") == source.unrated)
    rules = {
        Reason.COLUMNS: F.size("cells") != source.width,
        Reason.NOT_A_NUMBER: ~numbers,
        Reason.NEGATIVE_ID: F.col("user_text").startswith("-") | F.col("anime_text").startswith("-"),
        Reason.TOO_LARGE: F.col("user").isNull() | F.col("anime").isNull() | (F.col("anime") > MAX_ANIME_ID),
        Reason.RATING: ~F.coalesce(possible, F.lit(False)) | ~F.col("rating_text").rlike(WHOLE),
    }
    return F.coalesce(*[F.when(rule, F.lit(reason.value)) for reason, rule in rules.items()])


def _deduplicate(parsed: DataFrame, *, partitions: int) -> DataFrame:
    """Sorted by user, then anime, across the files; ``replaced`` marks rows that a later one overrides."""
    latest_first = Window.partitionBy("user", "anime").orderBy(F.desc("block"), F.desc("row"))
    usable = parsed.where("reason IS NULL").repartitionByRange(partitions, "user")
    ranked = usable.withColumn("rank", F.row_number().over(latest_first))
    replaced = (F.col("rank") > 1).alias("replaced")
    columns = ranked.select("user", "anime", "rating", "status", "progress", replaced)
    return columns.sortWithinPartitions("user", "anime")


def _report(parsed: DataFrame, kept: DataFrame, *, duplicates: int) -> CleaningReport:
    by_reason = {row["reason"]: row["count"] for row in parsed.groupBy("reason").count().collect()}
    rows_in = sum(by_reason.values())
    by_reason.pop(None, None)
    if duplicates:
        by_reason[Reason.DUPLICATE.value] = duplicates
    total = kept.agg(F.count("*"), F.countDistinct("user"), F.countDistinct("anime")).collect()[0]
    rows, users, anime = (int(value) for value in total)
    ratings = {str(row["rating"]): row["count"] for row in kept.groupBy("rating").count().collect()}
    return CleaningReport(
        rows_in=rows_in,
        rows_out=rows,
        set_aside={str(reason.value): by_reason[reason.value] for reason in Reason if reason.value in by_reason},
        users=users,
        anime=anime,
        density=rows / (users * anime) if rows else 0.0,
        histogram={str(rating): ratings.get(str(rating), 0) for rating in range(11)},
    )
