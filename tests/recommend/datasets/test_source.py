"""What an operator may name, and what is said when it is of no use."""

import gzip
from pathlib import Path

import pytest

from recommend.datasets.anime_list import read_anime_list
from recommend.datasets.columns import ColumnChoice
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
    assert source.ratings.unrated == (-1,)


def test_the_list_of_2020_is_preferred_and_knows_statuses(tmp_path):
    (tmp_path / "rating_complete.csv").write_text(ROWS)
    (tmp_path / "animelist.csv").write_text("user_id,anime_id,rating,watching_status,watched_episodes\n1,1,0,1,3\n")
    (tmp_path / "anime.csv").write_text("MAL_ID,Name\n1,Cowboy Bebop\n")
    ratings = open_source(tmp_path).ratings
    assert (ratings.path.name, ratings.unrated, ratings.status, ratings.progress) == ("animelist.csv", (0,), 3, 4)


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
        ("a.csv", gzip.compress(ROWS.encode(), mtime=0), "must end in .gz"),
        ("a.csv.gz", ROWS.encode(), "must not end in .gz"),
        ("a.csv.gz", gzip.compress(ROWS.encode() * 9999, mtime=0)[:-20], "damaged or cut off"),
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
    first, second = read_anime_list(old).rows
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
    [row] = read_anime_list(new).rows
    assert (row.id, row.title, row.score, row.episodes) == (1, 'A "B"', None, 26)


HEADER_2023 = "user_id,Username,anime_id,Anime Title,rating\n"


def test_the_layout_of_2023(tmp_path):
    """The list of anime beside it is found from the file's name alone; quoted line ends are seen beforehand."""
    path = tmp_path / "users-score-2023.csv"
    path.write_text(HEADER_2023 + "1,Xinil,21,One Piece,9\n" * 3)
    assert open_source(path).anime is None
    beside = tmp_path / "anime-dataset-2023.csv"
    beside.write_text("anime_id,Name\n1,x\n")
    for named in (tmp_path, path):
        source = open_source(named)
        assert (source.ratings.path, source.anime) == (path, beside)
        ratings = source.ratings
        assert (ratings.user, ratings.anime, ratings.rating, ratings.unrated) == (0, 2, 4, (0, -1))
        assert (ratings.rows, ratings.spans_lines) == (3, False)
    path.write_text(HEADER_2023 + '1,Xinil,21,"One\nPiece",9\n')
    assert open_source(path).ratings.spans_lines


def test_a_quote_too_many_in_a_file_of_numbers_takes_nothing_along(tmp_path):
    path = tmp_path / "rating.csv"
    path.write_text(ROWS + '1,"2,5\n1,3,5\n')
    assert not open_source(path).ratings.spans_lines


@pytest.mark.parametrize(
    ("text", "columns", "places", "header"),
    [
        ("who,what,stars\na,1,2\n", "user=who,anime=what,rating=STARS", (0, 1, 2), True),
        ('"stars, of ten",what,who\n5,1,2\n', "user=who, anime=what, rating=stars, of ten", (2, 1, 0), True),
        ("7,5114,9\n", "user=1,anime=2,rating=3", (0, 1, 2), False),
        ("who,what,stars\n7,5114,9\n", "rating=3,user=1,anime=2", (0, 1, 2), True),
        ("\ufeff7,x,5114,9", "user=1,anime=3,rating=4", (0, 2, 3), False),
    ],
)
def test_columns_as_the_operator_says(tmp_path, text, columns, places, header):
    path = tmp_path / "any.csv"
    path.write_text(text, encoding="utf-8")
    ratings = open_source(path, columns=ColumnChoice.parse(columns)).ratings
    assert ((ratings.user, ratings.anime, ratings.rating), ratings.header) == (places, header)
    assert ratings.unrated == (0, -1)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("user=a", "anime, rating is not clear"),
        ("user=a,anime=b,rating=c,mood=d", "'d' is no field|is not clear|no column"),
        ("user=a,anime=b,rating=", "rating is not clear"),
        ("user=a,user=b,anime=b,rating=c", "is not clear"),
        ("user=a,anime=b,rating=stars", "no column 'stars' .rating.. Its first line has 3: a, b, c"),
        ("user=1,anime=2,rating=4", "no column '4'"),
        ("user=0,anime=2,rating=3", "no column '0'"),
        ("user=a,anime=a,rating=c", "one column of .* for two fields"),
    ],
)
def test_columns_that_are_of_no_use(tmp_path, columns, said):
    path = tmp_path / "any.csv"
    path.write_text("a,b,c\n1,2,3\n")
    with pytest.raises(DatasetError, match=said):
        open_source(path, columns=ColumnChoice.parse(columns))


def test_other_columns_are_another_import(tmp_path):
    path = tmp_path / "any.csv"
    path.write_text("a,b,c,d\n1,2,3,4\n")
    choices = [ColumnChoice.parse(f"user=a,anime=b,rating={name}") for name in ("c", "d", "c")]
    one, other, again = (open_source(path, columns=choice).checksum for choice in choices)
    assert one == again != other


LIST_2023 = (
    "anime_id,Name,English name,Score,Genres,Synopsis,Type,Episodes,Members\n"
    '1,Cowboy Bebop,Cowboy Bebop,8.75,"Action, Sci-Fi","Crime is timeless.\n\n""Spike"", and Jet",TV,26.0,1771505\n'
    "55731,Wu Nao,UNKNOWN,UNKNOWN,UNKNOWN,No description,Web,15.0,0\n"
)


@pytest.mark.parametrize("cut", [None, 'Magnetic Rose",9.1,Drama,"A helicopter\n\nand a'])
def test_the_list_of_2023_whole_and_cut_off(tmp_path, cut):
    path = tmp_path / "anime-dataset-2023.csv"
    path.write_text(LIST_2023 + (f'3,Memories,"{cut}' if cut else ""))
    found = read_anime_list(path)
    first, second, *rest = found.rows
    assert (first.title, first.genres, first.episodes, first.type) == ("Cowboy Bebop", ("Action", "Sci-Fi"), 26, "TV")
    assert (first.members, first.score) == (1_771_505, 8.75)
    assert (second.genres, second.score, second.episodes) == ((), None, 15)
    assert [(row.id, row.title, row.score) for row in rest] == ([(3, "Memories", 9.1)] if cut else [])
    assert ("cut off at line" in found.note) == bool(cut)
    assert not cut or "its last anime, 3," in found.note


def test_a_quote_that_nobody_closes_keeps_what_stands_before_it(tmp_path):
    path = tmp_path / "anime-dataset-2023.csv"
    path.write_text(LIST_2023 + '3,"Memories,' + "x" * 200_000)
    found = read_anime_list(path)
    assert found.rows[0].id == 1
    assert "can't be read from line" in found.note
