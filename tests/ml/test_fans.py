"""The model that ships, asked as fans of today and of old would."""

from pathlib import Path

import numpy as np
import pytest

from ml.data.interactions import COMPLETED, PLAN_TO_WATCH, WATCHING, UserHistory
from ml.reranking.entries import Entry, SeriesEntries
from ml.serving.moods import harsh_anime
from ml.serving.recommender import Recommender
from ml.serving.requests import ListRequest
from ml.snapshot import Snapshot

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "default"
TODAY = 2018

# By MyAnimeList's ids.
FRIEREN, OSHI_NO_KO, SPY_FAMILY, APOTHECARY = 52991, 52034, 50265, 54492
KIMETSU, JUJUTSU, CHAINSAW = 38000, 40748, 44511
UMAMUSUME, BANDORI = 35249, 33573
OF_TODAY = {
    "芙莉莲": (FRIEREN, OSHI_NO_KO, SPY_FAMILY, APOTHECARY),
    "鬼灭": (KIMETSU, JUJUTSU, CHAINSAW),
    "赛马娘": (UMAMUSUME, BANDORI),
    "国创": (40730, 38450, 49413, 33421),
}
OF_OLD = (1, 43, 205, 30, 19)
HEALING = (4081, 477, 34798, 17549, 31376)


@pytest.fixture(scope="module")
def snapshot():
    return Snapshot.open(SHIPPED)


@pytest.fixture(scope="module")
def recommender(snapshot):
    return Recommender.from_snapshot(snapshot)


@pytest.fixture(scope="module")
def entries(snapshot):
    return SeriesEntries.build(snapshot.table)


def liked(anime_ids):
    return UserHistory.of(list(anime_ids), [9] * len(anime_ids), [COMPLETED] * len(anime_ids))


def positions_of(snapshot, found):
    return snapshot.table.positions(np.asarray([item.anime_id for item in found], np.int32))


@pytest.mark.parametrize("fan", OF_TODAY)
def test_half_of_the_first_twenty_are_of_today(snapshot, recommender, fan):
    found = recommender.recommend(liked(OF_TODAY[fan]), ListRequest(n=20))
    years = snapshot.table.years[positions_of(snapshot, found)]
    assert (years >= TODAY).sum() >= 10, [(item.anime_id, int(year)) for item, year in zip(found, years, strict=True)]


def test_a_fan_of_old_anime_gets_old_ones(snapshot, recommender):
    years = snapshot.table.years[positions_of(snapshot, recommender.recommend(liked(OF_OLD), ListRequest(n=20)))]
    assert ((years > 0) & (years < 2012)).sum() >= 10


def test_nothing_harsh_for_who_likes_to_be_healed(snapshot, recommender):
    found = positions_of(snapshot, recommender.recommend(liked(HEALING), ListRequest(n=20)))
    assert not harsh_anime(snapshot.table)[found].any()


@pytest.mark.parametrize("fan", [*OF_TODAY, "old"])
def test_series_are_entered_at_their_first(snapshot, recommender, entries, fan):
    history = liked(OF_TODAY.get(fan, OF_OLD))
    mine = entries.series[snapshot.table.positions(history.anime_ids)]
    shown: set[int] = set()
    found = positions_of(snapshot, recommender.recommend(history, ListRequest(n=200))).tolist()
    assert len(found) == 200
    for position in found:
        if entries.kind[position] == Entry.LATER and entries.series[position] not in mine:
            assert int(entries.first[position]) in shown, snapshot.table.titles[position]
        assert entries.kind[position] != Entry.FILLER
        shown.add(position)


def test_later_seasons_are_not_shown_through_a_range_of_years(snapshot, recommender, entries):
    recent = set(snapshot.table.ids[snapshot.table.years >= 2020].tolist())
    history = liked(OF_OLD)
    mine = entries.series[snapshot.table.positions(history.anime_ids)]
    shown: set[int] = set()
    found = positions_of(snapshot, recommender.recommend(history, ListRequest(n=60, allowed=recent))).tolist()
    assert len(found) == 60
    for position in found:
        if entries.kind[position] == Entry.LATER and entries.series[position] not in mine:
            assert int(entries.first[position]) in shown
        shown.add(position)


@pytest.mark.parametrize("status", [WATCHING, PLAN_TO_WATCH])
def test_the_first_episode_doesn_t_bring_the_second_season(snapshot, recommender, entries, status):
    history = UserHistory.of([KIMETSU, JUJUTSU], [0, 9], [status, COMPLETED])
    series = entries.series[snapshot.table.positions(np.asarray([KIMETSU]))[0]]
    found = positions_of(snapshot, recommender.recommend(history, ListRequest(n=100)))
    assert series not in entries.series[found].tolist()


def test_lists_of_different_fans_differ(recommender):
    lists = {
        fan: {item.anime_id for item in recommender.recommend(liked(ids), ListRequest(n=20))}
        for fan, ids in OF_TODAY.items()
    }
    assert len(lists["芙莉莲"] & lists["赛马娘"]) <= 8
    assert len(lists["鬼灭"] & lists["赛马娘"]) <= 8


def test_a_fresh_site_knows_anime_of_2019_by_what_people_made_of_them(snapshot):
    known = set(snapshot.anime_ids.tolist())
    assert {KIMETSU, 40028} <= known


def test_what_nobody_rated_is_found_by_its_content(recommender):
    found = {
        item.anime_id: item
        for item in recommender.recommend(liked((OSHI_NO_KO, SPY_FAMILY, APOTHECARY)), ListRequest(n=200))
    }
    assert FRIEREN in found
    assert found[FRIEREN].sources == ("content",)
    assert found[FRIEREN].because
    assert found[FRIEREN].like is not None


@pytest.mark.parametrize("anime", [(FRIEREN, OSHI_NO_KO), (FRIEREN, SPY_FAMILY), (OSHI_NO_KO, SPY_FAMILY)])
def test_anime_of_different_kinds_have_different_neighbours(recommender, anime):
    one, other = ({item.anime_id for item in recommender.alike.similar(anime_id, n=10)} for anime_id in anime)
    assert len(one) == len(other) == 10
    assert len(one & other) <= 3
