"""Real Spark on small files."""

import gzip
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ml.preprocessing.cleaning import RatingFile, Reason, clean_ratings

pytestmark = pytest.mark.slow

HEADER = "user_id,anime_id,rating"
BROKEN = {
    Reason.COLUMNS: ["1,2", "1,2,3,4"],
    Reason.NOT_A_NUMBER: ["x,1,3", "4,1,", "4,1.5,3", HEADER],
    Reason.NEGATIVE_ID: ["-4,1,3", "4,-1,3"],
    Reason.TOO_LARGE: ["99999999999999999999,1,3", "1,99999999999,3"],
    Reason.RATING: ["2,1,11", "2,1,0", "2,1,-2", "2,1,8.5", "2,1,99999999999999999999"],
    Reason.UNKNOWN_ANIME: ["3,777,5"],
}


@pytest.fixture
def known(tmp_path: Path) -> Path:
    path = tmp_path / "known.parquet"
    pq.write_table(pa.table({"anime": pa.array([1, 2, 5114], pa.int64())}), path)
    return path


def rating_file(path: Path, **fields: object) -> RatingFile:
    source = RatingFile(
        path=path,
        header=True,
        width=3,
        user=0,
        anime=1,
        rating=2,
        status=None,
        progress=None,
        unrated=(-1,),
        rows=100,
    )
    return replace(source, **fields)  # type: ignore[arg-type]


def kept_rows(out: Path) -> list[tuple[int, ...]]:
    rows = []
    for part in sorted((out / "rows").glob("part-*.parquet")):
        for row in pq.read_table(part).to_pylist():
            if not row["replaced"]:
                rows.append(tuple(row[name] for name in ("user", "anime", "rating", "status", "progress")))
    return rows


def set_aside(out: Path) -> list[str]:
    return [line for part in (out / "set_aside").glob("part-*") for line in gzip.open(part, "rt").read().splitlines()]


def test_every_kind_of_line(spark, known, tmp_path):
    good = ["1,5114,9", "1,5114,8", '"2","5114","10"', "4,1,-1", " 4 , 5114.0 , 8.0 ", ""]
    lines = [HEADER, *good, *(line for lines in BROKEN.values() for line in lines)]
    path = tmp_path / "rating.csv"
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig")

    report = clean_ratings(spark, rating_file(path), known_anime=known, out=tmp_path / "out")

    assert kept_rows(tmp_path / "out") == [(1, 5114, 8, 0, 0), (2, 5114, 10, 0, 0), (4, 1, 0, 0, 0), (4, 5114, 8, 0, 0)]
    expected = {reason.value: len(lines) for reason, lines in BROKEN.items()} | {Reason.DUPLICATE.value: 1}
    assert report.set_aside == expected
    assert report.rows_in == report.rows_out + sum(expected.values()) == 21
    assert (report.users, report.anime, report.histogram["0"], report.histogram["8"]) == (3, 2, 1, 2)
    written = set_aside(tmp_path / "out")
    assert written[0] == "reason,line"
    assert 'impossible rating,"2,1,11"' in written
    assert len(written) == 1 + sum(expected.values())


def test_the_last_row_wins_in_every_split_of_a_file(spark, known, tmp_path):
    """Small splits are read at the same time, in whatever order."""
    lines = [f"{user},5114,{1 + turn}" for turn in range(10) for user in range(500)]
    path = tmp_path / "rating.csv"
    path.write_text("\n".join([HEADER, *lines]))
    spark.conf.set("spark.sql.files.maxPartitionBytes", "4096")
    spark.conf.set("spark.sql.files.openCostInBytes", "0")
    try:
        assert spark.read.text(str(path)).rdd.getNumPartitions() > 4
        report = clean_ratings(spark, rating_file(path), known_anime=known, out=tmp_path / "out")
    finally:
        spark.conf.unset("spark.sql.files.maxPartitionBytes")
        spark.conf.unset("spark.sql.files.openCostInBytes")
    assert kept_rows(tmp_path / "out") == [(user, 5114, 10, 0, 0) for user in range(500)]
    assert report.rows_in == 5_000
    assert report.set_aside == {Reason.DUPLICATE.value: 4_500}


def test_a_compressed_list_of_2020(spark, known, tmp_path):
    """0 is "no rating" there, -1 is nothing; statuses that MyAnimeList doesn't know are unknown."""
    header = "user_id,anime_id,rating,watching_status,watched_episodes"
    lines = ["1,1,0,1,3", "1,2,9,2,12", "2,1,-1,2,12", "2,2,7,55,99999999999", "3,1,5,0,-1", "3,2,5,x,1"]
    path = tmp_path / "animelist.csv.gz"
    with gzip.open(path, "wt") as file:
        file.write("\n".join([header, *lines]))
    source = rating_file(path, width=5, status=3, progress=4, unrated=(0,))
    report = clean_ratings(spark, source, known_anime=known, out=tmp_path / "out")
    assert kept_rows(tmp_path / "out") == [
        (1, 1, 0, 1, 3),
        (1, 2, 9, 2, 12),
        (2, 2, 7, 0, 2**31 - 1),
        (3, 1, 5, 0, 0),
    ]
    assert report.set_aside == {Reason.NOT_A_NUMBER.value: 1, Reason.RATING.value: 1}


LAYOUT_2023 = {"width": 5, "anime": 2, "rating": 4, "unrated": (0, -1), "spans_lines": True}


@pytest.mark.parametrize("packed", [False, True])
def test_titles_with_commas_quotes_and_line_ends(spark, known, tmp_path, packed):
    """The layout of 2023: what people and anime are called is read over, and written nowhere."""
    text = (
        "user_id,Username,anime_id,Anime Title,rating\n"
        '1,Xinil,1,"Cowboy Bebop: ""Tengoku"", no Tobira",9\n'
        '1,Xinil,2,"A title\nof, two lines",7\n'
        '2,Aokaado,1,Cowboy 5" Bebop,0\n'
        '2,"Aok,aado",5114,Hagane,10.0\n'
        "3,Secret,1,Cowboy Bebop,8.5\n"
        "3,Secret,777,Nobody knows it,8\n"
        "3,Secret,777,Nobody knows it,9\n"
        "4,Secret,1,Cowboy, Bebop,8\n"
        "4,Secret,1\n"
        '4,Secret,2,"cut off in the middle of a tit'
    )
    path = tmp_path / ("users-score-2023.csv" + ".gz" * packed)
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    report = clean_ratings(spark, rating_file(path, **LAYOUT_2023), known_anime=known, out=tmp_path / "out")
    assert kept_rows(tmp_path / "out") == [(1, 1, 9, 0, 0), (1, 2, 7, 0, 0), (2, 1, 0, 0, 0), (2, 5114, 10, 0, 0)]
    assert report.set_aside == {Reason.COLUMNS.value: 3, Reason.RATING.value: 1, Reason.UNKNOWN_ANIME.value: 2}
    assert (report.unknown_anime, report.unknown_most) == (1, [[777, 2]])
    written = "\n".join(set_aside(tmp_path / "out"))
    assert "Secret" not in written
    assert "Nobody" not in written
    assert 'unknown anime,"3,777,8"' in written


def test_a_file_without_a_header_and_with_words_for_statuses(spark, known, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("9,Completed,1,4\n0,plan to watch,2,4\n-1,,1,5\n7,Rewatching,1,6\n3,2,1,7\n")
    source = rating_file(path, header=False, width=4, rating=0, status=1, anime=2, user=3, unrated=(0, -1))
    report = clean_ratings(spark, source, known_anime=known, out=tmp_path / "out")
    assert kept_rows(tmp_path / "out") == [(4, 1, 9, 2, 0), (4, 2, 0, 6, 0), (7, 1, 3, 2, 0)]
    assert report.set_aside == {Reason.NOT_A_NUMBER.value: 2}
