"""What a snapshot learns of the catalogue when it is loaded."""

from dataclasses import replace

import numpy as np
import pytest

from catalog.models import Anime, PopularityOrigin, Tag
from ml.data.anime import AnimeTable
from recommend.serving.anime_table import anime_table, as_of_today, export_anime

pytestmark = [pytest.mark.django_db, pytest.mark.servers]


def make(pk: int, **facts: object) -> Anime:
    return Anime.objects.create(pk=pk, title_romaji=f"Anime {pk}", type="TV", **facts)


def test_facts_of_every_kind_arrive(tmp_path):
    one = make(1, members=50, popularity=50.0, popularity_origin="members", source="manga", country="JP", year=2020)
    one.anime_tags.create(tag=Tag.objects.create(name="公路"))
    make(2, popularity=7.0, series="A", series_place=2)
    export_anime(tmp_path / "anime.parquet")
    table = AnimeTable.read(tmp_path / "anime.parquet")
    assert table.ids.tolist() == [1, 2]
    assert table.tags == [["公路"], []]
    assert table.source == ["manga", ""]
    assert table.members.tolist() == [50, 0]
    assert table.popularity.tolist() == [50.0, 7.0]
    assert table.series_place.tolist() == [1, 2]


def test_what_came_since_stands_at_the_end_in_its_series():
    make(1, series="A")
    make(2)
    known = anime_table(Anime.objects.all())
    make(3, series="A", series_place=2)
    make(4)
    make(5, is_hidden=True)
    table = as_of_today(known)
    assert table.ids.tolist() == [1, 2, 3, 4]
    assert table.series[2] == table.series[0]
    assert len(set(table.series.tolist())) == 3


def test_new_series_among_what_came_since_are_apart():
    known = anime_table(Anime.objects.filter(pk=make(1, series="A").pk))
    for pk, series in ((2, "B"), (3, "B"), (4, "C")):
        make(pk, series=series)
    numbers = as_of_today(known).series.tolist()
    assert numbers[1] == numbers[2]
    assert len({numbers[0], numbers[1], numbers[3]}) == 3


def test_what_was_counted_since_is_known_and_what_was_counted_before_stays():
    make(1, members=50, popularity=50.0, popularity_origin=PopularityOrigin.MEMBERS)
    make(2, popularity=7.0)
    make(3, popularity=8.0)
    known = anime_table(Anime.objects.all())
    Anime.objects.filter(pk__in=(1, 2)).update(popularity=900.0, popularity_origin=PopularityOrigin.BANGUMI)
    Anime.objects.filter(pk=3).update(popularity=80.0)
    table = as_of_today(known)
    assert table.members.tolist() == [50, 900, 0]
    assert table.popularity.tolist() == [50.0, 900.0, 80.0]


def test_nothing_new_changes_nothing():
    make(1, series="A")
    known = anime_table(Anime.objects.all())
    assert np.array_equal(as_of_today(replace(known)).ids, known.ids)
