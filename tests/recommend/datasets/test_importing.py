"""Imports from end to end: real Spark, real database, whatever may go wrong."""

import gzip
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from catalog.models import Anime
from recommend.datasets import disk
from recommend.models import Dataset, DatasetImport, ImportState, Interaction
from tests.catalog.factories import make_anime

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEADER = "user_id,anime_id,rating"
ROWS = ["1,1,9", "1,5114,-1", "2,1,7"]
ANIME = "anime_id,name,genre,type,episodes,rating,members\n5114,Hagane &amp; Co,Action,TV,Unknown,9.26,100\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    make_anime(1)
    write(tmp_path, ROWS)
    (tmp_path / "anime.csv").write_text(ANIME)
    yield tmp_path
    shutil.rmtree(settings.HOME / "datasets", ignore_errors=True)


def write(folder: Path, rows: list[str]) -> None:
    (folder / "rating.csv").write_text("\n".join([HEADER, *rows]) + "\n")


def run_import(folder: Path, *options: str) -> dict:
    out = StringIO()
    call_command("import_dataset", str(folder), "--name", "real", "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def refusal(folder: Path, *options: str) -> str:
    with pytest.raises(CommandError) as caught:
        run_import(folder, *options)
    return str(caught.value)


def stored() -> list[tuple[int, ...]]:
    current = Dataset.objects.get(name="real").current_import
    rows = Interaction.objects.filter(dataset_import=current).order_by("user_id", "anime_id")
    return list(rows.values_list("user_id", "anime_id", "rating"))


FIRST = [(1, 1, 9), (1, 5114, 0), (2, 1, 7)]


def have_first() -> None:
    """A dataset with the rows of FIRST, as an import leaves it."""
    dataset = Dataset.objects.create(name="real")
    current = DatasetImport.objects.create(dataset=dataset, state=ImportState.DONE, checksum="of another file")
    Interaction.objects.bulk_create(
        Interaction(dataset_import=current, user_id=user, anime_id=anime, rating=rating)
        for user, anime, rating in FIRST
    )
    Dataset.objects.update(current_import=current)


@pytest.mark.servers
def test_import_again_and_replace(folder):
    report = run_import(folder)
    assert (report["rows_in"], report["rows_out"], report["anime_added"], report["users"]) == (3, 3, 1, 2)
    assert stored() == FIRST
    assert Anime.objects.get(pk=5114).title_romaji == "Hagane & Co"

    assert run_import(folder)["unchanged"]
    write(folder, ["1,1,3", "1,1,4", "7,1,12"])
    assert "--replace" in refusal(folder)
    assert stored() == FIRST

    report = run_import(folder, "--replace")
    assert (report["rows_out"], sum(report["set_aside"].values())) == (1, 2)
    assert Path(report["set_aside_file"]).is_file()
    assert stored() == [(1, 1, 4)]
    assert Interaction.objects.count() == 1
    assert no_work_left()


def test_the_layout_of_2023_with_a_list_that_is_cut_off(tmp_path):
    """Titles hold commas and line ends, the list ends in the middle of one; nobody's name is kept."""
    make_anime(1)
    (tmp_path / "users-score-2023.csv").write_text(
        "user_id,Username,anime_id,Anime Title,rating\n"
        '1,Xinil,1,"Cowboy, Bebop",9\n'
        '1,Xinil,5114,"Hagane\nno",10\n'
        "2,Secret,3,Memories,0\n"
        "2,Secret,404,Nobody knows,8\n"
    )
    (tmp_path / "anime-dataset-2023.csv").write_text(
        "anime_id,Name,Score,Genres,Synopsis,Type,Episodes,Members\n"
        '5114,Hagane &amp; Co,9.1,"Action, Drama","A text\n\nof two, parts",TV,64.0,3176556\n'
        '3,Memories,UNKNOWN,UNKNOWN,"Cut off in the mid'
    )
    report = run_import(tmp_path)
    assert stored() == [(1, 1, 9), (1, 5114, 10), (2, 3, 0)]
    assert (report["anime_added"], report["unknown_anime"], report["unknown_most"]) == (2, 1, [[404, 1]])
    assert "cut off" in report["anime_list_note"]
    assert Anime.objects.get(pk=5114).episodes == 64
    assert not Anime.objects.get(pk=3).genres.exists()
    with gzip.open(report["set_aside_file"], "rt") as file:
        assert file.read().splitlines() == ["reason,line", 'unknown anime,"2,404,8"']

    # The same file by its columns is another import.
    columns = "user=1,anime=anime_id,rating=5"
    report = run_import(tmp_path / "users-score-2023.csv", "--columns", columns, "--replace")
    assert stored() == [(1, 1, 9), (1, 5114, 10), (2, 3, 0)]
    assert run_import(tmp_path / "users-score-2023.csv", "--columns", columns)["unchanged"]
    shutil.rmtree(settings.HOME / "datasets", ignore_errors=True)


@pytest.mark.servers
def test_what_cannot_be_used_leaves_what_was_there(folder):
    have_first()
    write(folder, ["a,b,c", "1;2;3"])
    assert "None of the 2 rows" in refusal(folder, "--replace")
    assert stored() == FIRST
    assert DatasetImport.objects.filter(state=ImportState.FAILED).count() == 1
    assert no_work_left()


def test_a_full_database_leaves_what_was_there(folder):
    if connection.vendor != "sqlite":
        pytest.skip("needs SQLite: run without DATABASE_URL")
    have_first()
    write(folder, [f"{user},1,8" for user in range(200_000)])
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 50}")
    try:
        assert "The disk is full" in refusal(folder, "--replace")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert stored() == FIRST
    assert Interaction.objects.count() == 3


def test_too_little_room_is_seen_beforehand(folder, monkeypatch):
    monkeypatch.setattr(disk, "SPARE", 10**18)
    assert "Not enough room" in refusal(folder)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_an_import_that_is_killed(folder, number):
    """SIGTERM cleans up at once, after SIGKILL the next import does; Spark's Java ends with its parent."""
    have_first()
    write(folder, [f"{user},1,8" for user in range(400_000)])
    process = start_import(folder)
    wait_until(lambda: rows_in_file() > 3)
    java = children_of(process.pid)
    process.send_signal(number)
    process.wait(60)
    wait_until(lambda: not any(alive(pid) for pid in java))
    assert stored() == FIRST
    if number == signal.SIGKILL:
        assert Interaction.objects.count() > 3
        write(folder, ["5,1,5"])
        run_import(folder, "--replace")
        assert stored() == [(5, 1, 5)]
    assert Interaction.objects.count() == len(stored())
    assert not DatasetImport.objects.filter(state=ImportState.RUNNING).exists()
    assert no_work_left()


def no_work_left() -> bool:
    return not list((settings.HOME / "datasets" / "real").glob("work-*"))


def start_import(folder: Path) -> subprocess.Popen:
    """In a process of its own, on the database of the test."""
    if connection.vendor != "sqlite":
        pytest.skip("needs SQLite: run without DATABASE_URL")
    program = (
        "from django.conf import settings; import django, sys;"
        "settings.DATABASES['default']['NAME'] = sys.argv[1]; django.setup();"
        "from django.core.management import call_command;"
        "call_command('import_dataset', sys.argv[2], '--name', 'real', '--replace')"
    )
    name = str(connection.settings_dict["NAME"])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.Popen([sys.executable, "-c", program, name, str(folder)], env=environment)


def rows_in_file() -> int:
    with sqlite3.connect(connection.settings_dict["NAME"]) as database:
        return database.execute("SELECT count(*) FROM recommend_interaction").fetchone()[0]


def wait_until(condition) -> None:
    deadline = time.monotonic() + 90
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
