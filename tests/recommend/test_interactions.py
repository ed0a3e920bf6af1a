"""What training gets to read."""

import pyarrow.parquet as pq
import pytest

from accounts.models import User
from catalog.models import Anime
from favorites.models import ListEntry, Status
from ml.anime import AnimeTable
from ml.interactions import DROPPED, read_columns
from recommend import interactions
from recommend.histories import dataset_histories, history_of, member_list
from recommend.interactions import export_interactions
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime
from tests.recommend.factories import make_catalogue, make_dataset, taste_rows

pytestmark = pytest.mark.django_db


def silently(*_: object) -> None:
    pass


def test_members_lists_with_what_they_allow(tmp_path, alice):
    make_catalogue()
    quiet = make_member("quiet", allow_training=False)
    simulated = make_member("simulated")
    User.objects.filter(pk=simulated.pk).update(is_simulated=True)
    for user in (alice, quiet, simulated):
        ListEntry.objects.create(user=user, anime_id=1, score=9, is_favorite=True)
    ListEntry.objects.create(user=alice, anime_id=2, status=Status.DROPPED)

    exported = export_interactions(dataset=None, folder=tmp_path, progress=silently)
    assert (exported.dataset_rows, exported.member_rows) == (0, 3)
    columns = read_columns(tmp_path)
    rows = sorted(zip(*(columns[name].tolist() for name in columns), strict=True))
    one, other = -1 - alice.pk, -1 - simulated.pk
    assert rows == sorted(
        [(one, 1, 9, 0, True), (one, 2, 0, DROPPED, False), (other, 1, 9, 0, True)],
    )


def test_a_dataset_in_many_portions(tmp_path, alice, monkeypatch):
    """Simulated members stay out where there are real people."""
    monkeypatch.setattr(interactions, "PORTION", 97)
    make_catalogue()
    dataset = make_dataset(users=30)
    ListEntry.objects.create(user=alice, anime_id=1, score=9)
    simulated = make_member("simulated")
    User.objects.filter(pk=simulated.pk).update(is_simulated=True)
    ListEntry.objects.create(user=simulated, anime_id=1, score=9)
    exported = export_interactions(dataset=dataset, folder=tmp_path, progress=silently)
    assert (exported.dataset_rows, exported.member_rows) == (30 * 21, 1)
    columns = read_columns(tmp_path)
    found = set(zip(columns["user"], columns["anime"], columns["rating"], columns["status"], strict=True))
    assert found == {*taste_rows(30), (-1 - alice.pk, 1, 9, 0)}


def test_anime_with_all_their_facts(tmp_path):
    make_anime(
        5, title_romaji="A", genres=("Action", "Drama"), tags={"b": 1, "a": 9}, score=None, year=None, season=None
    )
    make_anime(6, title_romaji="", title_zh_hans="六", is_hidden=True, episodes=None)
    export_interactions(dataset=None, folder=tmp_path, progress=silently)
    table = AnimeTable.read(tmp_path / "anime.parquet")
    assert table.ids.tolist() == [5, 6]
    assert table.titles == ["A", "六"]
    assert (table.genres[0], table.tags[0]) == (["Action", "Drama"], ["a", "b"])
    assert (table.episodes.tolist(), table.years.tolist()) == ([12, 0], [0, 2015])
    assert [score == score for score in table.scores] == [False, True]
    assert pq.read_schema(tmp_path / "interactions" / "members.parquet").names == [
        "user",
        "anime",
        "rating",
        "status",
        "favorite",
    ]


def test_histories(alice):
    make_catalogue()
    dataset = make_dataset(users=3)
    histories = dataset_histories(dataset, [2, 0, 77])
    assert [len(histories[user]) for user in (2, 0, 77)] == [21, 21, 0]
    expected = {anime: rating for user, anime, rating, _ in taste_rows(3) if user == 2}
    assert dict(zip(histories[2].anime_ids.tolist(), histories[2].ratings.tolist(), strict=True)) == expected

    assert len(history_of(alice)) == 0
    versions = {member_list(alice).version}
    entry = ListEntry.objects.create(user=alice, anime_id=1, score=9)
    versions.add(member_list(alice).version)
    entry.score = 3
    entry.save()
    versions.add(member_list(alice).version)
    entry.delete()
    ListEntry.objects.create(user=alice, anime=Anime.objects.get(pk=2), score=3)
    versions.add(member_list(alice).version)
    assert len(versions) == 4
