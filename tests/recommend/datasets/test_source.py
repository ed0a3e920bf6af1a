"""What an operator may name, and what is said when it is of no use."""

import gzip
from pathlib import Path

import pytest

from recommend.datasets.anime_list import read_anime_list
from recommend.datasets.errors import DatasetError
from recommend.datasets.source import open_source

ROWS = "user_id,anime_id,rating\n1,5114,9\n"


def refusal(path: Path) -> str:
    with pytest.raises(DatasetError) as caught:
        open_source(path)
    return str(caught.value)


def test_a_folder_may_hold_other_files(tmp_path):
    (tmp_path / "rating.csv").write_text(ROWS)
    (tmp_path / "heldout.csv").write_text("user_id,anime_id,rating\n1,1,1\n")
    (tmp_path / "users.txt").write_text("1\n")
    source = open_source(tmp_path)
    assert source.ratings.path == tmp_path / "rating.csv"
    assert source.anime is None
    assert source.ratings.unrated == -1


def test_the_list_of_2020_is_preferred_and_knows_statuses(tmp_path):
    (tmp_path / "rating_complete.csv").write_text(ROWS)
    (tmp_path / "animelist.csv").write_text("user_id,anime_id,rating,watching_status,watched_episodes\n1,1,0,1,3\n")
    (tmp_path / "anime.csv").write_text("MAL_ID,Name\n1,Cowboy Bebop\n")
    ratings = open_source(tmp_path).ratings
    assert (ratings.path.name, ratings.unrated, ratings.status, ratings.progress) == ("animelist.csv", 0, 3, 4)


def test_a_single_file_is_known_by_its_columns(tmp_path):
    path = tmp_path / "whatever.csv.gz"
    path.write_bytes(gzip.compress("\ufeffRating, User_ID ,timestamp,anime_id\n9,1,0,5114\n".encode()))
    ratings = open_source(path).ratings
    assert (ratings.rating, ratings.user, ratings.anime, ratings.width) == (0, 1, 3, 4)


def test_the_checksum_follows_the_data(tmp_path):
    (tmp_path / "rating.csv").write_text(ROWS)
    first = open_source(tmp_path).checksum
    assert open_source(tmp_path).checksum == first
    (tmp_path / "anime.csv").write_text("anime_id,name\n1,x\n")
    assert open_source(tmp_path).checksum != first


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"user_id,anime_id,rating\n\n", "has a header and no rows"),
        ("a.csv", b"user,item,stars\n1,2,3\n", "found: user, item, stars"),
        ("a.csv", b"hello world\n", "lacks the columns user_id, anime_id, rating"),
        ("a.csv", bytes(range(256)) * 20, "binary data"),
        ("a.zip", b"PK\x03\x04 and so on", "ZIP archive"),
        ("a.csv", gzip.compress(ROWS.encode()), "must end in .gz"),
        ("a.csv.gz", ROWS.encode(), "must not end in .gz"),
        ("a.csv.gz", gzip.compress(ROWS.encode() * 9999)[:-20], "damaged or cut off"),
    ],
)
def test_what_is_of_no_use_is_named(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    assert said in refusal(path)


def test_nothing_there(tmp_path):
    assert "There is no file or folder" in refusal(tmp_path / "gone")
    (tmp_path / "notes.txt").write_text("x")
    assert "which holds: notes.txt" in refusal(tmp_path)


def test_anime_lists_of_both_layouts(tmp_path):
    old = tmp_path / "anime.csv"
    old.write_text(
        "anime_id,name,genre,type,episodes,rating,members\n"
        '5114,"Fullmetal, Alchemist","Action, Drama",TV,64,9.26,793665\n'
        "32281,Kimi no Na wa.,,Movie,Unknown,,200630\n"
        "x,No Id,,,,,\n"
    )
    first, second = read_anime_list(old)
    assert (first.title, first.genres, first.episodes, first.score) == (
        "Fullmetal, Alchemist",
        ("Action", "Drama"),
        64,
        9.26,
    )
    assert (second.episodes, second.score, second.members) == (None, None, 200630)
    new = tmp_path / "anime.csv.gz"
    new.write_bytes(
        gzip.compress(b'MAL_ID,Name,Score,Genres,Type,Episodes,Members\n1,"A ""B""",Unknown,Action,TV,26,5\n')
    )
    [row] = read_anime_list(new)
    assert (row.id, row.title, row.score, row.episodes) == (1, 'A "B"', None, 26)
