"""A join agrees in type, year, episodes and part, or is put right, or set aside with the reason."""

from datetime import date

import pytest

from catalog.importing.joining.exchanges import exchange_ids
from catalog.importing.joining.foreign_names import without_foreign_names
from catalog.importing.joining.matching import match_entries
from catalog.importing.joining.part_markers import base_key, part_of
from catalog.importing.rows import AnimeRow, BangumiFigures, BgmdEntry
from catalog.models import AnimeType, SetAsideReason
from tests.catalog.test_matching import entry, known


def row(mal_id: int, title: str, kind: str = "TV", **fields) -> dict[int, AnimeRow]:
    return {mal_id: AnimeRow(id=mal_id, title=title, type=kind, **fields)}


def extra(bangumi_id: str, **fields) -> dict[str, BgmdEntry]:
    blank = {"name": "", "name_zh": "", "aliases": (), "summary": "", "tags": (), "cover_url": ""}
    return {bangumi_id: BgmdEntry(bangumi_id=bangumi_id, **(blank | fields))}


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("進撃の巨人 The Final Season Part.2", 2),
        ("86-エイティシックス-(第2クール)", 2),
        ("境界戦機 第二部", 2),
        ("Vanitas no Karte 2nd Cour", 2),
        ("七つの大罪 怨嗟のエジンバラ 前編", 1),
        ("ヒットマン 後編", 2),
        ("进击的巨人 第二部分", 2),
        ("Re:Zero 2nd Season", None),
        ("前編後編", None),
        ("Party", None),
    ],
)
def test_parts_are_read_from_titles(title, part):
    assert part_of(title) == part


def test_the_parts_of_a_work_have_one_base():
    assert base_key("ストーンオーシャン(第2クール)") == base_key("ストーンオーシャン")


def test_part_two_gives_the_id_back_to_part_one_that_has_none():
    first = entry("最終季", None, begin=date(2020, 12, 7))
    second = entry("最終季 Part.2", 40028, begin=date(2022, 1, 10), ids=(("aniList", "110277"),))
    found = match_entries([second, first], known=row(40028, "Saishuuki", episodes=16, score=9.2))
    assert found.by_id[40028].main.title == "最終季"
    assert found.by_id[40028].main.ids == (("aniList", "110277"),)
    assert [aside.entry.title for aside in found.set_aside] == ["最終季 Part.2"]


def test_parts_with_each_others_ids_exchange_them_in_the_order_of_ids():
    first = entry("石の海", 51367, begin=date(2022, 1, 8))
    second = entry("石の海(第2クール)", 48661, begin=date(2022, 10, 8))
    put, exchanged = exchange_ids([first, second], {})
    assert ([one.mal_id for one in put], exchanged) == ([48661, 51367], 2)
    assert exchange_ids(put, {})[1] == 0


def test_parts_that_myanimelist_names_follow_its_names():
    first, second = entry("旅", 20, begin=date(2015, 1, 1)), entry("旅 第2部", 10, begin=date(2015, 7, 1))
    rows = known((10, "Tabi", "TV"), (20, "Tabi Part 2", "TV"))
    put, _ = exchange_ids([first, second], rows)
    assert [one.mal_id for one in put] == [10, 20]
    # Ids out of the order of time, but rightly named.
    rows = known((10, "Tabi Part 2", "TV"), (20, "Tabi", "TV"))
    assert exchange_ids([first, second], rows)[1] == 0


@pytest.mark.parametrize(
    ("kind", "mine", "its", "episodes", "reason"),
    [
        (AnimeType.TV, "Movie", 1, 13, SetAsideReason.TYPE),
        (AnimeType.MOVIE, "TV", 12, 1, SetAsideReason.TYPE),
        (AnimeType.TV, "OVA", 1, 26, SetAsideReason.TYPE),
        (AnimeType.TV, "OVA", 26, 26, None),  # one work, sold and broadcast
        (AnimeType.TV, "ONA", 12, 12, None),
        (AnimeType.TV, "Special", 1, 12, SetAsideReason.EPISODES),
        (AnimeType.TV, "Special", 2, 2, None),
        (AnimeType.OVA, "Movie", 1, 1, None),
        (AnimeType.TV, "TV", 161, 18, None),  # counted by season there
        (AnimeType.TV, "Unknown", 3, 12, None),
    ],
)
def test_type_and_episodes(kind, mine, its, episodes, reason):
    figures = {"5": BangumiFigures(bangumi_id="5", episodes=episodes)}
    its_entry = entry("題", 7, kind=kind, bangumi_id="5", begin=date(2010, 4, 1))
    found = match_entries([its_entry], known=row(7, "Dai", mine, episodes=its), figures=figures)
    assert [aside.reason for aside in found.set_aside] == ([reason] if reason else [])
    assert (7 in found.by_id) == (reason is None)


def test_what_was_scored_before_it_began_is_another_anime():
    later = entry("続編", 7, begin=date(2024, 4, 1))
    found = match_entries([later], known=row(7, "Zenpen", score=8.0))
    assert [(aside.reason, aside.mal_id) for aside in found.set_aside] == [(SetAsideReason.YEAR, 7)]
    assert match_entries([later], known=row(7, "Zenpen")).by_id  # announced then, shown later


def test_a_rejected_series_finds_its_own_anime_by_title():
    series = entry("スカイガールズ", 1480, bangumi_id="2170", begin=date(2007, 7, 6))
    rows = row(1480, "Sky Girls OVA", "OVA", episodes=1) | row(2604, "Sky Girls", episodes=26)
    found = match_entries([series], known=rows, bgmd=extra("2170", aliases=("Sky Girls",)))
    assert set(found.by_id) == {2604}
    assert found.set_aside == ()


def test_a_chinese_anime_has_the_day_on_which_china_saw_it():
    dubbed = entry("天官賜福", 40730, bangumi_id="289101", begin=date(2021, 7, 4))
    bgmd = extra("289101", name="天官赐福", first_day=date(2020, 10, 31))
    found = match_entries([dubbed], known=row(40730, "Tian Guan Ci Fu", "ONA", score=8.3), bgmd=bgmd)
    assert found.by_id[40730].main.begin == date(2020, 10, 31)


def test_of_a_dubbed_release_alone_no_day_is_known():
    dubbed = entry("不死身な僕の日常", 41094, bangumi_id="1", zh_hans=("仙王的日常生活",), begin=date(2025, 10, 1))
    again = entry("不死身な僕の日常 シーズン2", 44069, bangumi_id="2", begin=date(2026, 1, 14))
    rows = row(41094, "Xian Wang de Richang Shenghuo", "TV", score=7.2)
    found = match_entries([dubbed, again], known=rows)
    assert [found.by_id[pk].main.begin for pk in (41094, 44069)] == [None, None]


def test_names_of_another_work_go_with_its_summary_and_its_show():
    own = entry("しゅわわん！", 57357, bangumi_id="1", zh_hans=("手语！",), ids=(("tmdb", "tv/213830"),))
    other = entry("転生したら第七王子", 53516, bangumi_id="2", zh_hans=("转生为第七王子",))
    bgmd = extra(
        "1",
        name="しゅわわん！",
        aliases=("Shuwawan!", "転生したら第七王子", "转生为第七王子"),
        summary="王子。",
        show_id="213830",
        show_names=("转生为第七王子",),
        has_shows_summary=True,
    )
    found = match_entries([own, other], known={}, bgmd=bgmd)
    cleaned = without_foreign_names(found, bgmd, known={})
    assert cleaned.bgmd["1"].aliases == ("Shuwawan!",)
    assert cleaned.bgmd["1"].summary == ""
    assert cleaned.matches.by_id[57357].main.ids == ()
    assert cleaned.dropped == 2


def test_the_name_of_the_series_stays_with_a_later_season():
    first = entry("進撃の巨人", 16498, zh_hans=("进击的巨人",))
    final = entry("進撃の巨人 完結編", 51535, bangumi_id="1", zh_hans=("进击的巨人 完结篇",))
    bgmd = extra("1", name="進撃の巨人 完結編", aliases=("進撃の巨人", "进击的巨人"))
    found = match_entries([first, final], known={}, bgmd=bgmd)
    assert without_foreign_names(found, bgmd, known={}).dropped == 0
