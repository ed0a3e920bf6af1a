"""动漫详情: facts and links, relations, the series, ranks; with a member's record and ratings."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.models import AnimeRelation, ExternalId, WatchLink
from catalog.rankings import refresh_weighted_scores
from catalog.selectors import anime_detail
from catalog.series import refresh_series
from favorites.models import ListEntry
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


def detail(anime_id):
    return anime_detail(anime_id, language="zh")


def test_all_that_is_known_is_there(client):
    anime = make_anime(
        7,
        title_zh_hans="七",
        title_ja="セブン",
        title_romaji="Seven",
        start_date=date(2024, 4, 6),
        end_date=date(2024, 6, 22),
        year=2024,
        season="spring",
        summary="长" * 500,
        official_site="https://example.org/",
        genres=("Action",),
        tags={"热血": 3, "一位歌手": 3},
        aliases=("Nana",),
    )
    make_anime(8, tags={"热血": 1})
    WatchLink.objects.create(anime=anime, site="bilibili", url="https://www.bilibili.com/bangumi/media/md1")
    ExternalId.objects.create(anime=anime, site="bangumi", value="123")
    refresh_weighted_scores()
    found = detail(7)
    assert [(title.text, title.lang) for title in found.titles] == [
        ("七", "zh-Hans"),
        ("セブン", "ja"),
        ("Seven", "ja-Latn"),
        ("Nana", ""),
    ]
    assert [tag.name for tag in found.tags] == ["热血", "一位歌手"]
    assert (found.status, found.season_label, found.season_url) == ("finished", "2024 年春季", "/seasons/2024/spring/")
    assert (found.top_rank, found.popular_rank) == (1, 1)
    page = client.get("/anime/7/").content.decode()
    genre, tag = found.genre_links[0].url, found.tags[0].url
    for address in (genre, tag, "/seasons/2024/spring/", "https://bgm.tv/subject/123", "https://example.org/"):
        assert f'href="{address}"' in page
        if address.startswith("/"):
            assert client.get(address).status_code == 200
    assert "2024-04-06" in page
    assert '<bdi lang="ja">セブン</bdi>' in page
    assert "展开全文" in page
    assert f'href="/rankings/#anime-{anime.pk}"' in page


def test_an_anime_of_which_nothing_is_known_has_a_page(client):
    make_anime(7, score=None, members=0, year=None, episodes=None, type="Unknown")
    page = client.get("/anime/7/")
    assert page.status_code == 200
    assert "暂无评分" in page.content.decode()


def test_a_relation_entered_once_shows_on_both_pages(client):
    for number in (1, 2, 3):
        make_anime(number, title_zh_hans=f"动漫{number}", year=2000 + number)
    make_anime(4, is_hidden=True)
    AnimeRelation.objects.create(anime_id=1, kind="sequel", other_id=2)
    AnimeRelation.objects.create(anime_id=1, kind="alternative", other_id=3)
    AnimeRelation.objects.create(anime_id=1, kind="other", other_id=4)
    assert [(one.id, one.kind) for one in detail(1).relations] == [(2, "sequel"), (3, "alternative")]
    assert [(one.id, one.kind_label) for one in detail(2).relations] == [(1, "前传")]
    assert [(one.id, one.kind) for one in detail(3).relations] == [(1, "alternative")]
    assert client.get("/api/v1/anime/2/").json()["relations"][0]["kind"] == "prequel"
    assert "前传" in client.get("/anime/2/").content.decode()


def test_no_relation_to_itself_nor_twice():
    make_anime(1)
    make_anime(2)
    AnimeRelation.objects.create(anime_id=1, kind="sequel", other_id=2)
    for one, other in ((1, 1), (1, 2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            AnimeRelation.objects.create(anime_id=one, kind="other", other_id=other)
    with pytest.raises(ValidationError):
        AnimeRelation(anime_id=2, kind="prequel", other_id=1).full_clean()


def test_a_series_stands_in_watching_order_with_this_one_marked(client):
    make_anime(10, title_romaji="Aoi Sora 2nd Season", series="aoi sora", year=2016)
    make_anime(20, title_romaji="Aoi Sora", series="aoi sora", year=2015)
    make_anime(30, title_romaji="Aoi Sora Movie", series="aoi sora", year=None)
    make_anime(40, title_romaji="Aoi Sora 3rd Season", series="aoi sora", year=2018, start_date=date(2018, 1, 1))
    make_anime(50, title_romaji="Midori no Mori")
    assert [(one.id, one.place, one.is_current) for one in detail(10).series] == [
        (20, 1, False),
        (10, 2, True),
        (40, 3, False),
        (30, 4, False),
    ]
    assert detail(50).series == ()
    assert 'aria-current="page"><bdi>Aoi Sora 2nd Season' in client.get("/anime/10/").content.decode()


@pytest.mark.parametrize("place", [1, 2, 30, 59, 60])
def test_a_long_series_is_folded_around_this_one(client, place):
    for number in range(1, 61):
        make_anime(number, title_romaji=f"Aoi Sora {number}", year=1950 + number, series="a", series_place=number)
    parts = client.get(f"/anime/{place}/").context["arranged"].series
    assert len(parts.shown) == 8
    assert place in [one.place for one in parts.shown]
    assert [one.place for one in (*parts.earlier, *parts.shown, *parts.later)] == list(range(1, 61))


def test_hostile_text_breaks_nothing(client):
    attack = '"><script>alert(1)</script>'
    anime = make_anime(
        7, title_zh_hans=attack, title_romaji="\u202eevil", summary=attack * 100, tags={attack[:90]: 1}, aliases=("🎌",)
    )
    other = make_anime(8, title_zh_hans=attack)
    AnimeRelation.objects.create(anime=anime, kind="other", other=other)
    refresh_series()
    page = client.get("/anime/7/").content.decode()
    assert "<script>alert" not in page
    assert client.get("/rankings/?kind=popular").status_code == 200


def test_more_of_everything_needs_no_more_queries(client, django_assert_max_num_queries):
    alice = make_member("alice")
    for number in range(1, 30):
        make_anime(number, title_romaji=f"Aoi Sora {number}", genres=("Action", "Drama"), aliases=("a", "b"))
        ListEntry.objects.create(user=alice, anime_id=number, score=8)
    for number in range(2, 12):
        AnimeRelation.objects.create(anime_id=1, kind="other", other_id=number)
    refresh_series()
    refresh_weighted_scores()
    client.force_login(alice)
    client.get("/anime/1/")
    with django_assert_max_num_queries(12):
        assert client.get("/anime/1/").status_code == 200


def test_staff_find_the_other_anime_by_typing(admin_client, django_assert_max_num_queries):
    for number in range(1, 60):
        make_anime(number, title_zh_hans=f"动漫{number}")
    AnimeRelation.objects.create(anime_id=1, kind="sequel", other_id=2)
    with django_assert_max_num_queries(40):
        page = admin_client.get("/admin/catalog/anime/1/change/").content.decode()
    assert "动漫55" not in page, "a list of options held the whole catalogue"
    asked = {"app_label": "catalog", "model_name": "animerelation", "field_name": "other", "term": "动漫55"}
    assert [row["id"] for row in admin_client.get("/admin/autocomplete/", asked).json()["results"]] == ["55"]


@pytest.mark.parametrize("model", ["animerelation", "rankrecord", "trend"])
def test_staff_see_what_the_clock_and_others_wrote(admin_client, model):
    from catalog.rankings.records import record_ranks

    make_anime(1)
    make_anime(2)
    AnimeRelation.objects.create(anime_id=1, kind="sequel", other_id=2)
    record_ranks(today=date(2026, 1, 1))
    assert admin_client.get(f"/admin/catalog/{model}/").status_code == 200
