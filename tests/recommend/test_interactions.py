"""What training gets to read."""

import pyarrow.parquet as pq
import pytest
from django.db.models import F

from accounts.models import User
from catalog.models import Anime, PopularityOrigin
from favorites.models import ListEntry, Status
from ml.data.anime import AnimeTable
from ml.data.interactions import DROPPED, read_columns, read_datasets
from recommend.datasets.numbering import STEP
from recommend.members.histories import dataset_histories, history_of, member_list
from recommend.models import Dataset, Interaction
from recommend.training import export as interactions
from recommend.training.export import export_interactions
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

    exported = export_interactions(datasets=[], folder=tmp_path, progress=silently)
    assert (exported.dataset_rows, exported.member_rows) == (0, 3)
    columns = read_columns(tmp_path)
    rows = sorted(zip(*(columns[name].tolist() for name in columns), strict=True))
    one, other = -1 - alice.pk, -1 - simulated.pk
    assert rows == sorted(
        [(one, 1, 9, 0, True, -1), (one, 2, 0, DROPPED, False, -1), (other, 1, 9, 0, True, -1)],
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
    exported = export_interactions(datasets=[dataset], folder=tmp_path, progress=silently)
    assert (exported.dataset_rows, exported.member_rows) == (30 * 21, 1)
    columns = read_columns(tmp_path)
    found = set(zip(columns["user"], columns["anime"], columns["rating"], columns["status"], strict=True))
    assert found == {*taste_rows(30), (-1 - alice.pk, 1, 9, 0)}


def test_people_of_several_datasets_are_kept_apart(tmp_path, alice):
    """By numbers that they keep, whichever datasets are read; those of one that stands alone are the file's own."""
    make_catalogue()
    ListEntry.objects.create(user=alice, anime_id=1, score=9)
    second, first, third = (
        make_dataset("second", users=4),
        make_dataset("first", users=3),
        make_dataset("third", users=2),
    )
    Interaction.objects.filter(dataset_import=third.current_import).update(user_id=F("user_id") + 30_000_000)

    def numbers(*datasets: Dataset) -> dict[int, set[int]]:
        export_interactions(datasets=datasets, folder=tmp_path, progress=silently)
        columns = read_columns(tmp_path)
        return {int(n): set(columns["user"][columns["dataset"] == n].tolist()) for n in set(columns["dataset"])}

    found = numbers(second, first, third)
    assert found == {-1: {-1 - alice.pk}, 0: {STEP, STEP + 1, STEP + 2}, 1: {0, 1, 2, 3}, 2: {30_000_000, 30_000_001}}
    assert read_datasets(tmp_path) == [
        {"name": "first", "rows": 3 * 21, "users": 3},
        {"name": "second", "rows": 4 * 21, "users": 4},
        {"name": "third", "rows": 2 * 21, "users": 2},
    ]
    assert numbers(first)[0] == found[0]
    assert not list((tmp_path / "interactions").glob("dataset-1*"))

    Interaction.objects.filter(dataset_import=third.current_import).update(user_id=F("user_id") - 30_000_000)
    moved = numbers(third, second, first)
    assert (moved[0], moved[1]) == (found[0], found[1])
    assert not moved[2] & (moved[0] | moved[1])


def test_anime_with_all_their_facts(tmp_path):
    make_anime(
        5, title_romaji="A", genres=("Action", "Drama"), tags={"b": 1, "a": 9}, score=None, year=None, season=None
    )
    make_anime(6, title_romaji="", title_zh_hans="六", is_hidden=True, episodes=None)
    Anime.objects.filter(pk=5).update(popularity=1234.6, popularity_origin=PopularityOrigin.BANGUMI, members=7)
    Anime.objects.filter(pk=6).update(popularity=99.0, popularity_origin=PopularityOrigin.ESTIMATED, members=7)
    export_interactions(datasets=[], folder=tmp_path, progress=silently)
    table = AnimeTable.read(tmp_path / "anime.parquet")
    assert table.ids.tolist() == [5, 6]
    assert table.titles == ["A", "六"]
    assert (table.members.tolist(), table.popularity.round().tolist()) == ([1235, 0], [1235, 99])
    assert (table.genres[0], table.tags[0]) == (["Action", "Drama"], ["a", "b"])
    assert (table.episodes.tolist(), table.years.tolist()) == ([12, 0], [0, 2015])
    assert [score == score for score in table.scores] == [False, True]
    assert pq.read_schema(tmp_path / "interactions" / "members.parquet").names == [
        "user",
        "anime",
        "rating",
        "status",
        "favorite",
        "dataset",
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
