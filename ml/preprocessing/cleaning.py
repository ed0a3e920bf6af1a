"""Files of ratings, cleaned by Spark: what can be used, what can't and why.

Only column expressions: no row passes through Python. Reasons are tried in the order of ``Reason``.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql.types import StringType, StructField, StructType

MAX_ANIME_ID = 2**31 - 1
STATUSES = (1, 2, 3, 4, 6)
# What other sites' exports call them.
STATUS_WORDS = {
    "watching": 1,
    "completed": 2,
    "on-hold": 3,
    "on hold": 3,
    "on_hold": 3,
    "dropped": 4,
    "plan to watch": 6,
    "plan_to_watch": 6,
}
FIELDS = ("user", "anime", "rating", "status", "progress")
ROWS_PER_PARTITION = 2_000_000
# Longer than any text in a cell; a quote that nobody closes would else take in the rest of the file.
LONGEST_CELL = 1_000_000
MOST_UNKNOWN_SHOWN = 10
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
    """A CSV (or .csv.gz); the numbers are places of columns, counted from 0."""

    path: Path
    header: bool  # whether the first line names the columns
    width: int
    user: int
    anime: int
    rating: int
    status: int | None
    progress: int | None
    unrated: tuple[int, ...]  # what stands for "no rating": -1, 0 or either
    rows: int  # about
    spans_lines: bool = False  # fields in quotes hold line ends, so that the file can't be read in splits

    @property
    def used(self) -> list[int]:
        """The places that are read; what else a file holds, names of people say, goes nowhere."""
        return sorted(place for name in FIELDS if (place := getattr(self, name)) is not None)


@dataclass(frozen=True, kw_only=True)
class CleaningReport:
    rows_in: int
    rows_out: int
    set_aside: dict[str, int]  # by Reason's value, those that occurred
    users: int
    anime: int
    density: float
    histogram: dict[str, int]  # rating 0 (unrated) .. 10
    unknown_anime: int  # how many different ones
    unknown_most: list[list[int]]  # of those the most frequent: [id, rows]

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
    return max(2, min(200, source.rows // ROWS_PER_PARTITION))


def _read(spark: SparkSession, source: RatingFile) -> DataFrame:
    """Columns c0, c1, … as text, the line where their number is wrong, and the row's place in the file."""
    names = [*(f"c{place}" for place in range(source.width)), "broken_line"]
    cells = (
        spark.read.option("columnPruning", False)
        .option("maxCharsPerColumn", LONGEST_CELL)
        .csv(
            str(source.path),
            schema=StructType([StructField(name, StringType()) for name in names]),
            header=source.header,
            multiLine=source.spans_lines,
            quote='"',
            escape='"',
            mode="PERMISSIVE",
            columnNameOfCorruptRecord="broken_line",
            ignoreLeadingWhiteSpace=True,
            ignoreTrailingWhiteSpace=True,
        )
    )
    return cells.select(
        "*",
        # A file may be read in several splits: the split's offset first, then the row in it.
        F.input_file_block_start().alias("block"),
        F.monotonically_increasing_id().alias("row"),
    )


def _parse(spark: SparkSession, source: RatingFile, known_anime: Path) -> DataFrame:
    """One row a line with its place in the file; ``reason`` is null where the line can be used."""
    frame = _read(spark, source)
    words = F.create_map(*[F.lit(part) for word, code in STATUS_WORDS.items() for part in (word, str(code))])
    for name in FIELDS:
        place = getattr(source, name)
        text = F.lit("0") if place is None else F.trim(F.coalesce(f"c{place}", F.lit("")))
        if name == "status" and place is not None:
            text = F.coalesce(words[F.lower(text)], text)
        frame = frame.withColumn(f"{name}_text", text).withColumn(name, _whole(F.col(f"{name}_text")))
    known = spark.read.parquet(str(known_anime)).withColumn("known", F.lit(True))
    frame = frame.withColumn("broken", _reason(source)).join(F.broadcast(known), "anime", "left")
    unknown = F.when(F.col("known").isNull(), F.lit(Reason.UNKNOWN_ANIME.value))
    reason = F.coalesce("broken", unknown)
    rating = F.when(F.col("rating").isin(*source.unrated), 0).otherwise(F.col("rating"))
    return frame.select(
        "block",
        "row",
        F.when(reason.isNotNull(), _line(source)).alias("line"),
        "user",
        F.col("anime").cast("int"),
        rating.cast("tinyint").alias("rating"),
        F.when(F.col("status").isin(*STATUSES), F.col("status")).otherwise(0).cast("tinyint").alias("status"),
        F.greatest(F.lit(0), F.least(F.lit(MAX_ANIME_ID), "progress")).cast("int").alias("progress"),
        reason.alias("reason"),
    )


def _line(source: RatingFile) -> Column:
    """For the file of what is set aside: the cells that are read, without names and titles."""
    cells = F.concat_ws(",", *[F.coalesce(f"c{place}", F.lit("")) for place in source.used])
    if len(source.used) < source.width:
        return cells
    return F.coalesce(F.regexp_replace("broken_line", "\r", ""), cells)


def _whole(text: Column) -> Column:
    """The number before the point; null where it exceeds 64 bits or isn't one."""
    return F.regexp_extract(text, r"^([+-]?\d+)", 1).cast("bigint")


def _reason(source: RatingFile) -> Column:
    ids_are_whole = F.col("user_text").rlike(WHOLE) & F.col("anime_text").rlike(WHOLE)
    numbers = ids_are_whole
    for name in ("rating_text", "status_text", "progress_text"):
        numbers = numbers & F.col(name).rlike(NUMBER)
    possible = F.col("rating").between(1, 10) | F.col("rating").isin(*source.unrated)
    rules = {
        Reason.COLUMNS: F.col("broken_line").isNotNull(),
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
    unknown = parsed.where(F.col("reason") == Reason.UNKNOWN_ANIME.value).groupBy("anime").count()
    most = unknown.orderBy(F.desc("count"), "anime").limit(MOST_UNKNOWN_SHOWN).collect()
    ratings = {str(row["rating"]): row["count"] for row in kept.groupBy("rating").count().collect()}
    return CleaningReport(
        rows_in=rows_in,
        rows_out=rows,
        set_aside={str(reason.value): by_reason[reason.value] for reason in Reason if reason.value in by_reason},
        users=users,
        anime=anime,
        density=rows / (users * anime) if rows else 0.0,
        histogram={str(rating): ratings.get(str(rating), 0) for rating in range(11)},
        unknown_anime=unknown.count(),
        unknown_most=[[row["anime"], row["count"]] for row in most],
    )
