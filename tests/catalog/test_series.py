"""A series is found from titles, and an operator's word holds."""

import pytest

from catalog.models import Anime
from catalog.series import Titled, chinese_key, find_series, latin_key, refresh_series
from tests.catalog.factories import make_anime


@pytest.mark.parametrize(
    "title",
    [
        "Shingeki no Kyojin",
        "Shingeki no Kyojin Season 2",
        "Shingeki no Kyojin: Kuinaki Sentaku",
        "Shingeki no Kyojin Season 3 Part 2",
        "Shingeki no Kyojin OVA",
        "SHINGEKI NO KYŌJIN",
    ],
)
def test_romaji_titles_of_a_series_have_one_key(title):
    assert latin_key(title) == "shingeki no kyojin"


@pytest.mark.parametrize(
    "title", ["进击的巨人", "进击的巨人 第二季", "剧场版 进击的巨人", "进击的巨人：无悔的选择", "进击的巨人 特别篇"]
)
def test_chinese_titles_of_a_series_have_one_key(title):
    assert chinese_key(title) == "进击的巨人"


def test_a_beginning_that_many_share_is_no_key():
    assert latin_key("Re: Hamatora") != latin_key("Re: Cutie Honey")
    assert latin_key("K: Missing Kings") != latin_key("K: Seven Stories")
    assert chinese_key("K") == chinese_key("") == ""


def test_either_title_brings_anime_together_and_alone_means_none():
    found = find_series(
        [
            Titled(id=1, romaji="Aoi Sora", chinese="蓝天"),
            Titled(id=2, romaji="Aoi Sora 2nd Season", chinese=""),
            Titled(id=3, romaji="Blue Sky Movie", chinese="蓝天 第二季"),
            Titled(id=4, romaji="Something else", chinese="别的"),
        ]
    )
    assert found[1] == found[2] == found[3] != ""
    assert found[4] == ""


@pytest.mark.django_db
def test_operators_join_and_part_and_keep_their_word():
    for number, title in enumerate(("Aoi Sora", "Aoi Sora 2nd Season", "Midori no Mori", "Aoi Sora Movie"), start=1):
        make_anime(number, title_romaji=title)
    assert refresh_series() == 3
    assert refresh_series() == 0
    assert len(set(Anime.objects.filter(pk__in=(1, 2, 4)).values_list("series", flat=True))) == 1
    changed = Anime.objects.get(pk=1).updated_at
    Anime.objects.filter(pk=3).update(series="aoi sora", edited_fields=["series"])
    Anime.objects.filter(pk=4).update(series="", edited_fields=["series"])
    refresh_series()
    series = dict(Anime.objects.values_list("pk", "series"))
    assert series == {1: "aoi sora", 2: "aoi sora", 3: "aoi sora", 4: ""}
    assert Anime.objects.get(pk=1).updated_at == changed, "search has nothing to index anew"


@pytest.mark.django_db
def test_series_of_hostile_titles():
    for title in ("", "\u202e", "🎌", "(", "第第第季", "a" * 300, "<b>", "½ : -"):
        make_anime(title_romaji=f"x{title}"[:300], title_zh_hans=title)
    refresh_series()
