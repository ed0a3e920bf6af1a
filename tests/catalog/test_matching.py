"""Which entry is which anime: one id for two, two with each other's id, none at all."""

import json
from datetime import date

from catalog.importing.joining.known_ids import MAL_ID_BY_BANGUMI_ID
from catalog.importing.joining.matching import match_entries
from catalog.importing.rows import AnimeRow, BangumiEntry
from catalog.importing.sources.bangumi_data import read_bangumi_data
from catalog.models import AnimeType
from tests.catalog.packages import bangumi_item


def entry(title: str, mal_id: int | None, *, kind: AnimeType = AnimeType.TV, begin: date | None = None, **fields):
    fields = {"bangumi_id": "", "zh_hans": (), "zh_hant": (), "en": (), "ids": (), "watch": ()} | fields
    return BangumiEntry(
        mal_id=mal_id, type=kind, begin=begin, end=None, title=title, ja=(title,), official_site="", **fields
    )


def known(*rows: tuple[int, str, str]) -> dict[int, AnimeRow]:
    return {anime_id: AnimeRow(id=anime_id, title=title, type=kind) for anime_id, title, kind in rows}


def test_a_series_and_its_ona_under_one_id_are_told_apart_by_type():
    series = entry("本編", 5, begin=date(2016, 1, 1))
    ona = entry("ミニ", 5, kind=AnimeType.ONA, begin=date(2015, 1, 1))
    for kind, main, other in (("TV", series, ona), ("ONA", ona, series)):
        found = match_entries([series, ona], known=known((5, "Honpen", kind)))
        assert found.by_id[5].main == main
        assert found.by_id[5].parts == ()
        assert found.unmatched == (other,)


def test_of_one_type_the_earliest_is_the_anime_and_the_rest_are_its_parts():
    arc = entry("ONE PIECE エルバフ編", 21, begin=date(2026, 4, 5))
    series = entry("ONE PIECE", 21, begin=date(1999, 10, 20))
    found = match_entries([arc, series], known=known((21, "One Piece", "TV")))
    assert found.by_id[21].main == series
    assert found.by_id[21].parts == (arc,)
    assert found.shared == 1


def test_a_checked_year_decides_before_the_earliest():
    old, remake = entry("A", 9, begin=date(1990, 4, 1)), entry("A", 9, begin=date(2020, 4, 1))
    found = match_entries([old, remake], known=known((9, "A", "TV")), years={9: 2020})
    assert found.by_id[9].main == remake


def test_two_that_have_each_others_id_exchange_it_with_the_ids_mistaken_together():
    series = entry("デジモン", 2961, ids=(("aniList", "2961"), ("bangumi", "3128")))
    film = entry("デジモン", 552, kind=AnimeType.MOVIE, ids=(("aniList", "552"), ("bangumi", "3133")))
    rows = known((552, "Digimon Adventure", "TV"), (2961, "Digimon Adventure Movie", "Movie"))
    found = match_entries([series, film], known=rows)
    assert found.exchanged == 2
    assert found.by_id[552].main.type is AnimeType.TV
    assert dict(found.by_id[552].main.ids) == {"aniList": "552", "bangumi": "3128"}
    assert dict(found.by_id[2961].main.ids) == {"aniList": "2961", "bangumi": "3133"}


def test_an_entry_without_an_id_is_found_by_a_title_that_only_one_anime_has():
    rows = known((1, "Happy☆Lesson", "OVA"), (2, "Twin", "TV"), (3, "Twin", "TV"), (4, "Taken", "TV"))
    entries = [
        entry("HAPPY★LESSON", None, kind=AnimeType.OVA),
        entry("Happy Lesson", None),  # a series has no claim to the OVA
        entry("twin", None),
        entry("taken", None),
        entry("別", 4),
    ]
    found = match_entries(entries, known=rows)
    assert found.by_title == 1
    assert set(found.by_id) == {1, 4}
    assert found.by_id[4].main.title == "別"
    assert len(found.unmatched) == 3


def test_one_anime_listed_in_two_languages_is_one_anime():
    japanese = entry("ゼロ", None, bangumi_id="77", en=("Zero",), begin=date(2018, 4, 1))
    chinese = entry("零", None, bangumi_id="77", en=("Zero",), begin=date(2018, 4, 1))
    found = match_entries([japanese, chinese], known=known((6, "Zero", "TV")))
    assert found.by_id[6].main == japanese
    assert found.by_id[6].parts == (chinese,)
    assert found.unmatched == ()


def test_ids_looked_up_by_hand_fill_in_and_never_overrule():
    looked_up = MAL_ID_BY_BANGUMI_ID["129807"]
    rows = known((looked_up, "Steins;Gate 0", "TV"), (8, "Other", "TV"))
    assert set(match_entries([entry("x", None, bangumi_id="129807")], known=rows).by_id) == {looked_up}
    assert set(match_entries([entry("x", 8, bangumi_id="129807")], known=rows).by_id) == {8}
    assert match_entries([entry("x", None, bangumi_id="129807")], known={}).by_id == {}


def test_looked_up_ids_are_each_used_once():
    assert len(set(MAL_ID_BY_BANGUMI_ID.values())) == len(MAL_ID_BY_BANGUMI_ID)


def test_entries_are_cleaned_and_only_web_addresses_become_links():
    item = bangumi_item("TIGER &amp;amp; BUNNY\x00", 6, begin="2023-12-31T15:00:00.000Z")
    item["sites"] += [
        {"site": "tv", "id": "5"},
        {"site": "tv", "url": "javascript:alert(1)"},
        {"site": "unheard", "id": "1"},
    ]
    data = {"siteMeta": {"tv": {"title": "TV", "type": "onair", "urlTemplate": "https://tv/{{id}}"}}, "items": [item]}
    (read,) = read_bangumi_data(json.dumps(data).encode())
    assert read.title == "TIGER & BUNNY"
    assert read.begin == date(2024, 1, 1)
    assert read.watch == (("TV", "https://tv/5"),)
