"""A series is found from titles, shows and tags, and an operator's word holds."""

from datetime import date

import pytest

from catalog.details.related import related_to
from catalog.models import Anime, AnimeRelation, ExternalId, RelationKind
from catalog.series import Related, SeriesEntry, find_series, refresh_series
from catalog.series.titles import parse_cjk, parse_latin
from tests.catalog.factories import make_anime


@pytest.mark.parametrize(
    "title",
    [
        "Shingeki no Kyojin",
        "Shingeki no Kyojin Season 2",
        "Shingeki no Kyojin: The Final Season",
        "Shingeki no Kyojin Season 3 Part 2",
        "Shingeki no Kyojin OVA",
        "SHINGEKI NO KYŌJIN",
    ],
)
def test_romaji_titles_of_a_series_have_one_name(title):
    assert parse_latin(title).full == "shingekinokyojin"


@pytest.mark.parametrize("title", ["进击的巨人", "进击的巨人 第二季", "剧场版 进击的巨人", "进击的巨人 特别篇"])
def test_chinese_titles_of_a_series_have_one_name(title):
    assert parse_cjk(title).full == "进击的巨人"


def test_either_title_brings_anime_together_and_alone_means_none():
    found = find_series(
        [
            SeriesEntry(id=1, romaji="Aoi Sora", chinese="蓝天下"),
            SeriesEntry(id=2, romaji="Aoi Sora 2nd Season"),
            SeriesEntry(id=3, romaji="Blue Sky Movie", chinese="蓝天下 第二季"),
            SeriesEntry(id=4, romaji="Something else", chinese="别的"),
        ]
    )
    assert found[1].series == found[2].series == found[3].series != ""
    assert found[4].series == ""


def test_a_beginning_that_many_share_joins_nothing():
    found = find_series(
        [
            SeriesEntry(id=1, romaji="Re: Hamatora", chinese="Re: 滨虎"),
            SeriesEntry(id=2, romaji="Re: Cutie Honey", chinese="Re: 甜心战士"),
            SeriesEntry(id=3, romaji="K: Missing Kings", chinese="K 失落之王"),
            SeriesEntry(id=4, romaji="K-On!", chinese="轻音少女"),
            SeriesEntry(id=5, romaji="The Third: Aoi Hitomi no Shoujo", chinese="三眼神童"),
            SeriesEntry(id=6, romaji="The Last: Naruto the Movie", chinese="火影忍者剧场版 终章"),
        ]
    )
    assert {one.series for one in found.values()} == {""}


def test_a_shared_show_joins_what_titles_do_not_and_an_anthology_stays_apart():
    seasons = [
        SeriesEntry(id=1, romaji="Tokyo Ghoul", chinese="东京喰种", show="tv/1", start=date(2014, 7, 4)),
        SeriesEntry(id=2, romaji="Tokyo Ghoul √A", chinese="东京喰种√A", show="tv/1", start=date(2015, 1, 9)),
    ]
    tales = [
        SeriesEntry(id=3, romaji="Heidi", chinese="海蒂", show="tv/2"),
        SeriesEntry(id=4, romaji="Peline Monogatari", chinese="佩琳物语", show="tv/2"),
        SeriesEntry(id=5, romaji="Flanders no Inu", chinese="佛兰德斯的狗", show="tv/2"),
    ]
    found = find_series([*seasons, *tales])
    assert found[1].series == found[2].series != ""
    assert {found[id].series for id in (3, 4, 5)} == {""}


def test_main_entries_count_and_what_accompanies_them_does_not():
    found = find_series(
        [
            SeriesEntry(id=1, romaji="Midori no Mori", start=date(2010, 4, 1)),
            SeriesEntry(id=2, romaji="Midori no Mori 2nd Season", start=date(2012, 4, 1)),
            SeriesEntry(id=3, romaji="Midori no Mori Recap", type="Special", start=date(2011, 4, 1)),
            SeriesEntry(id=4, romaji="Midori no Mori Specials", type="Special"),
            SeriesEntry(id=5, romaji="Midori no Mori PV", type="ONA", start=date(2009, 4, 1)),
            SeriesEntry(id=6, romaji="Midori no Mori x Tokyo Metro", type="Special", start=date(2013, 4, 1)),
        ]
    )
    assert len({one.series for one in found.values()}) == 1
    assert {id: one.role for id, one in found.items()} == {
        **{1: "main", 2: "main", 3: "recap"},
        **{4: "side", 5: "promo", 6: "promo"},
    }
    assert (found[1].place, found[2].place) == (1, 2)


def test_an_old_beginning_that_nobody_dated_comes_first():
    found = find_series(
        [
            SeriesEntry(id=1412, romaji="Lupin Sansei"),
            SeriesEntry(id=1425, romaji="Lupin Sansei: Part II", start=date(1977, 10, 3)),
            SeriesEntry(id=1431, romaji="Lupin Sansei: Part III", start=date(1984, 3, 3)),
        ]
    )
    assert [found[one].place for one in (1412, 1425, 1431)] == [1, 2, 3]


def test_a_remake_begins_anew():
    found = find_series(
        [
            SeriesEntry(id=1, romaji="Midori no Mori", start=date(2001, 1, 1)),
            SeriesEntry(id=2, romaji="Midori no Mori 2", start=date(2003, 1, 1)),
            SeriesEntry(id=3, romaji="Midori no Mori (2019)", start=date(2019, 1, 1)),
            SeriesEntry(id=4, romaji="Midori no Mori (2019) 2nd Season", start=date(2020, 1, 1)),
        ]
    )
    assert [found[one].place for one in (1, 2, 3, 4)] == [1, 2, 1, 2]


def test_what_nobody_dated_comes_last():
    found = find_series(
        [
            SeriesEntry(id=31240, romaji="Aoi Sora Movie", type="Movie"),
            SeriesEntry(id=41000, romaji="Aoi Sora", start=date(2016, 4, 1)),
            SeriesEntry(id=42000, romaji="Aoi Sora 2nd Season", start=date(2018, 4, 1)),
        ]
    )
    assert [found[one].place for one in (41000, 42000, 31240)] == [1, 2, 3]


def test_relations_join_stories_but_no_brand_and_no_two_series():
    entries = [
        SeriesEntry(id=1, romaji="Kidou Senshi Gundam SEED"),
        SeriesEntry(id=2, romaji="Kidou Senshi Gundam 00"),
        SeriesEntry(id=3, romaji="Hoshikuzu no Omoide", type="OVA"),
        SeriesEntry(id=4, romaji="Aoi Sora"),
        SeriesEntry(id=5, romaji="Midori no Mori"),
        SeriesEntry(id=6, romaji="Yuki no Hi", type="Special"),
        SeriesEntry(id=7, romaji="Kiiroi Umi"),
        SeriesEntry(id=8, romaji="Kiiroi Umi 2nd Season"),
        SeriesEntry(id=9, romaji="Natsu no Owari", type="OVA"),
    ]
    related = [
        Related(one=1, other=3),
        Related(one=3, other=2),  # would lead from one Gundam to the other
        Related(one=6, other=4, is_beside=True),
        Related(one=6, other=5, is_beside=True),  # with guests of both
        Related(one=7, other=4, is_beside=True),  # has a second season of its own
        Related(one=9, other=5, is_beside=True),
    ]
    series = {pk: its.series for pk, its in find_series(entries, related).items()}
    assert series[1] == series[3] != "" == series[2]
    assert series[4] == series[6] == ""
    assert series[7] == series[8] != ""
    assert series[5] == series[9] != series[7]


def test_the_same_catalogue_gives_the_same_series_in_any_order():
    entries = [SeriesEntry(id=n, romaji=f"Aoi Sora {n}", start=date(2010 + n, 1, 1)) for n in range(1, 6)]
    assert find_series(entries) == find_series(entries[::-1])


@pytest.mark.django_db
def test_operators_join_and_part_and_keep_their_word():
    for number, title in enumerate(("Aoi Sora", "Aoi Sora 2nd Season", "Midori no Mori", "Aoi Sora Movie"), start=1):
        make_anime(number, title_romaji=title, title_zh_hans="")
    refresh_series()
    assert refresh_series() == 0
    series = dict(Anime.objects.values_list("pk", "series"))
    assert series[1] == series[2] == series[4] != ""
    Anime.objects.filter(pk=3).update(series="Aoi Sora", edited_fields=["series"])
    Anime.objects.filter(pk=4).update(series="", edited_fields=["series"])
    refresh_series()
    joined = {1: "Aoi Sora", 2: "Aoi Sora", 3: "Aoi Sora", 4: ""}
    assert dict(Anime.objects.values_list("pk", "series")) == joined
    Anime.objects.filter(pk=1).update(edited_fields=["series"])
    refresh_series()
    assert dict(Anime.objects.values_list("pk", "series")) == joined
    Anime.objects.filter(pk__in=(1, 3)).update(series="Sky")
    refresh_series()
    assert dict(Anime.objects.values_list("pk", "series")) == {1: "Sky", 2: "", 3: "Sky", 4: ""}


@pytest.mark.django_db
def test_operators_set_place_and_role():
    make_anime(1, title_romaji="Aoi Sora", title_zh_hans="", series_place=2, edited_fields=["series_place"])
    make_anime(2, title_romaji="Aoi Sora 2", title_zh_hans="", series_role="side", edited_fields=["series_role"])
    refresh_series()
    assert Anime.objects.get(pk=1).series_place == 2
    assert Anime.objects.get(pk=2).series_role == "side"


@pytest.mark.django_db
def test_relations_and_shows_are_read():
    make_anime(1, title_romaji="Aoi Sora", title_zh_hans="蓝天下")
    make_anime(2, title_romaji="Owari", title_zh_hans="终结之时")
    make_anime(3, title_romaji="Guest", title_zh_hans="客人")
    AnimeRelation.objects.create(anime_id=1, other_id=2, kind=RelationKind.SEQUEL)
    AnimeRelation.objects.create(anime_id=1, other_id=3, kind=RelationKind.CHARACTERS)
    make_anime(4, title_romaji="Urawa no Usagi", title_zh_hans="浦和小调")
    make_anime(5, title_romaji="Urawa no Musashino", title_zh_hans="武藏野")
    for anime_id, value in ((4, "tv/7"), (5, "tv/7/season/2")):
        ExternalId.objects.create(anime_id=anime_id, site="tmdb", value=value)
    refresh_series()
    series = dict(Anime.objects.values_list("pk", "series"))
    assert series[1] == series[2] != "" == series[3]
    assert series[4] == series[5] != ""


@pytest.mark.django_db
def test_series_of_hostile_titles():
    for title in ("", "\u202e", "🎌", "(", "第第第季", "a" * 300, "<b>", "½ : -", "²季", "第〇季"):
        make_anime(title_romaji=f"x{title}"[:300], title_zh_hans=title)
    refresh_series()


@pytest.mark.django_db
def test_a_side_story_is_told_from_either_side():
    make_anime(1, title_romaji="Aoi Sora", title_zh_hans="蓝天下")
    make_anime(2, title_romaji="Owari", title_zh_hans="终结之时", type="OVA")
    make_anime(3, title_romaji="Hajimari", title_zh_hans="开端", type="Special")
    AnimeRelation.objects.create(anime_id=1, other_id=2, kind=RelationKind.SIDE_STORY)
    AnimeRelation.objects.create(anime_id=3, other_id=1, kind=RelationKind.PARENT)
    refresh_series()
    assert len(set(Anime.objects.values_list("series", flat=True))) == 1


@pytest.mark.django_db
def test_a_page_shows_an_old_series_then_its_remake():
    rows = ((1, 2001, 1, "main"), (2, 2003, 2, "main"), (3, 2019, 1, "main"), (4, 2020, 2, "main"))
    for anime_id, year, place, role in (*rows, (5, 2002, 1, "side"), (6, 2019, 1, "side"), (7, None, 3, "main")):
        make_anime(anime_id, title_zh_hans=f"森林 {anime_id}", year=year, series="森林", series_place=place)
        Anime.objects.filter(pk=anime_id).update(series_role=role)
    _, series = related_to(Anime.objects.get(pk=1), {}, language="zh-hans")
    assert [one.id for one in series] == [1, 5, 2, 7, 3, 6, 4]
