"""An anime's page and its API: who made it, who speaks in it, its episodes, what other sites think; and none of it."""

import re
from datetime import date, timedelta

import pytest

from catalog.models import (
    Anime,
    AnimeCharacter,
    AnimeRelation,
    AnimeStaff,
    Character,
    Episode,
    Person,
    SiteScore,
    Studio,
)
from catalog.pages.anime import DOZEN, FOLD, arrange
from catalog.selectors import anime_detail
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db
HISTOGRAM = [5, 0, 0, 1, 4, 10, 30, 100, 40, 10]
FACTS = ("制作公司", "出品公司", "导演", "时长", "原作类型", "国家或地区", "分集", "角色与声优", "制作人员")


def page_of(client, anime_id: int, language: str = "zh-CN") -> str:
    return client.get(f"/anime/{anime_id}/", headers={"accept-language": language}).content.decode()


def arranged(anime_id: int):
    detail = anime_detail(anime_id, language="zh")
    assert detail
    return arrange(detail)


@pytest.fixture
def frieren() -> Anime:
    """All that can be known of an anime."""
    anime = make_anime(
        7, title_zh_hans="芙莉莲", episodes=28, duration=24, source="manga", country="CN", score=None, members=0
    )
    anime.studios.add(Studio.objects.create(name="MADHOUSE"))
    anime.producers.add(Studio.objects.create(name="東宝", name_zh="东宝"))
    director = Person.objects.create(name="斎藤圭一郎", name_zh="斋藤圭一郎")
    composer = Person.objects.create(name="Evan Call")
    voice = Person.objects.create(name="種﨑敦美", name_zh="种崎敦美")
    AnimeStaff.objects.create(anime=anime, person=composer, role="music")
    AnimeStaff.objects.create(anime=anime, person=director, role="director")
    role = Character.objects.create(name="フリーレン", name_zh="芙莉莲")
    silent = Character.objects.create(name="ヒンメル")
    AnimeCharacter.objects.create(anime=anime, character=silent, role="supporting", place=2)
    AnimeCharacter.objects.create(anime=anime, character=role, voice=voice, role="main", place=1)
    Episode.objects.create(anime=anime, number=2, title="二")
    Episode.objects.create(anime=anime, number=1, title="旅", title_zh="旅程", air_date=date(2023, 9, 29))
    Episode.objects.create(anime=anime, number=1, kind="special", title_zh="小剧场")
    SiteScore.objects.create(
        anime=anime, site="bangumi", score=8.5, votes=200, rank=45, histogram=HISTOGRAM, wished=1200, completed=800
    )
    return anime


def test_all_that_is_known_is_on_the_page(client, frieren):
    page = page_of(client, 7)
    for text in (*FACTS, "24 分钟 × 28 集", "漫画改", "中国大陆", "Evan Call", "旅程", "小剧场"):
        assert text in page, text
    for person in Person.objects.all():
        assert f'href="/people/{person.pk}/"' in page
    for studio in Studio.objects.all():
        assert f'href="/studios/{studio.pk}/"' in page
    for address in ("/search/?source=manga", "/search/?country=CN"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert page.index("旅程") < page.index(">二<") < page.index("小剧场")
    assert page.index('title="フリーレン">芙莉莲') < page.index("ヒンメル")
    assert 'datetime="2023-09-29"' in page


def test_names_are_in_the_readers_language(client, frieren):
    page = page_of(client, 7, "en")
    assert '<bdi lang="ja">フリーレン</bdi>' not in page, "its Chinese name is in its title"
    assert ">種﨑敦美<" in page
    assert ">种崎敦美<" not in page


def test_what_is_unknown_has_no_heading(client):
    make_anime(7, score=None, members=0, episodes=None, country="JP")
    page = page_of(client, 7)
    assert [heading for heading in (*FACTS, "关联动漫") if heading in page] == []
    assert "Bangumi 会员" not in page
    assert "MyAnimeList 会员" not in page
    assert "None" not in page


def test_each_sites_scores_carry_its_name(client, frieren):
    page = page_of(client, 7)
    assert "Bangumi 会员平均分" in page
    assert "200 人评分" in page
    assert "第 45 名" in page
    assert "Bangumi 会员的评分分布" in page
    assert "MyAnimeList 会员平均分" not in page
    Anime.objects.filter(pk=7).update(score=9.1, members=5000)
    SiteScore.objects.create(anime_id=7, site="mal", votes=3000, histogram=[300] * 10)
    page = page_of(client, 7)
    assert page.index("MyAnimeList 会员平均分") < page.index("Bangumi 会员平均分") < page.index("本站会员平均分")
    assert "MyAnimeList 会员的评分分布" in page
    assert "9.10" in page


def test_an_odd_histogram_draws_nothing(client):
    make_anime(7)
    SiteScore.objects.create(anime_id=7, site="bangumi", score=7.0, histogram=[1, 2])
    page = page_of(client, 7)
    assert "Bangumi 会员平均分" in page
    assert "Bangumi 会员的评分分布" not in page


@pytest.mark.parametrize(
    ("origin", "said"),
    [("estimated", "热度为估计"), ("bangumi", "由 Bangumi 收藏人数换算"), ("members", "5,000 人收藏")],
)
def test_popularity_is_no_number_of_people_unless_it_is(client, origin, said):
    make_anime(7, members=5000 if origin == "members" else 0)
    Anime.objects.filter(pk=7).update(popularity=5000.0, popularity_origin=origin)
    page = page_of(client, 7)
    assert said in page
    assert ("5,000" in page) == (origin == "members")
    assert client.get("/api/v1/anime/7/").json()["popularity_origin"] == origin


def without_gaps(page):
    """White space beside tags is not shown."""
    return re.sub(r"\s+(?=<)|(?<=>)\s+", "", page)


@pytest.mark.parametrize(
    ("fields", "length"),
    [
        ({"type": "Movie", "episodes": 1, "duration": 107}, "107 分钟<"),
        ({"episodes": None, "duration": 24}, "每集 24 分钟<"),
        ({"episodes": 12, "duration": 24}, "24 分钟 × 12 集<"),
    ],
)
def test_how_long_it_takes(client, fields, length):
    make_anime(7, **fields)
    assert length in without_gaps(page_of(client, 7))


def test_much_is_folded_and_nothing_is_lost(client):
    anime = make_anime(7)
    Episode.objects.bulk_create(
        Episode(anime=anime, number=number, air_date=date(2000, 1, 1) + timedelta(number)) for number in range(1, 1101)
    )
    Episode.objects.create(anime=anime, number=12.5, title="总集")
    people = Person.objects.bulk_create(Person(name=f"声优{number}") for number in range(40))
    for place, person in enumerate(people):
        character = Character.objects.create(name=f"角色{place}")
        AnimeCharacter.objects.create(anime=anime, character=character, voice=person, place=place)
        AnimeStaff.objects.create(anime=anime, person=person, role="animation")
    part = arranged(7)
    assert (len(part.cast), len(part.folded_cast)) == (DOZEN, 40 - DOZEN)
    (animation,) = part.staff
    assert (len(animation.shown), len(animation.folded)) == (DOZEN, 40 - DOZEN)
    episodes = part.episodes
    assert episodes.total == 1100
    assert [line.label for line in episodes.shown] == [str(number) for number in range(1, 13)]
    assert (episodes.folds[0].first, episodes.folds[0].last, len(episodes.folds[0].lines)) == ("12.5", "111", FOLD)
    assert sum(len(fold.lines) for fold in episodes.folds) == 1101 - DOZEN
    assert "第 12.5–111 话" in page_of(client, 7)


def test_relations_stand_by_kind(client):
    for number in range(1, 12):
        make_anime(number, title_zh_hans=f"动漫{number}", year=2000 + number)
    for other, kind in ((2, "other"), (3, "sequel"), (4, "prequel"), (5, "sequel"), (6, "side_story")):
        AnimeRelation.objects.create(anime_id=1, kind=kind, other_id=other)
    groups = arranged(1).relations
    assert [(group.label, [one.id for one in group.shown]) for group in groups] == [
        ("前传", [4]),
        ("续集", [3, 5]),
        ("外传", [6]),
        ("其他关联", [2]),
    ]


def test_what_is_no_main_entry_of_a_series_stands_apart(client):
    for number, role in ((1, "main"), (2, "main"), (3, "side"), (4, "recap"), (5, "promo")):
        make_anime(number, title_zh_hans=f"动漫{number}", series="动漫", series_role=role, series_place=number)
    series = arranged(2).series
    assert [one.id for one in series.shown] == [1, 2]
    assert [(group.label, [one.id for one in group.shown]) for group in series.aside] == [
        ("外传与特别篇", [3]),
        ("总集篇", [4]),
        ("宣传短片", [5]),
    ]
    page = without_gaps(page_of(client, 4))
    assert 'aria-current="page"><bdi>动漫4' in page
    answer = client.get("/api/v1/anime/2/").json()["series"]
    assert {one["id"]: one["role"] for one in answer} == {1: "main", 2: "main", 3: "side", 4: "recap", 5: "promo"}


def test_the_api_says_the_same(client, frieren):
    answer = client.get("/api/v1/anime/7/", headers={"accept-language": "zh-CN"}).json()
    assert [(one["role"], one["person"]["name"]) for one in answer["staff"]] == [
        ("director", "斋藤圭一郎"),
        ("music", "Evan Call"),
    ]
    assert [studio["name"] for studio in answer["studios"]] == ["MADHOUSE"]
    assert answer["producers"][0]["other_name"] == "東宝"
    first, second = answer["cast"]
    assert (first["character"], first["voice"]["name"], first["role"]) == ("芙莉莲", "种崎敦美", "main")
    assert second["voice"] is None
    assert [(one["kind"], one["number"], one["title"], one["air_date"]) for one in answer["episode_list"]] == [
        ("main", 1.0, "旅程", "2023-09-29"),
        ("main", 2.0, "二", None),
        ("special", 1.0, "小剧场", None),
    ]
    assert (answer["source"], answer["country"], answer["duration"]) == ("manga", "CN", 24)
    (score,) = answer["outside_scores"]
    assert (score["site"], score["score"], score["histogram"], score["members"]) == ("bangumi", 8.5, HISTOGRAM, 2000)


def test_an_anime_without_facts_has_an_api_too(client):
    make_anime(7, score=None, members=0)
    answer = client.get("/api/v1/anime/7/").json()
    empty = ("studios", "producers", "staff", "cast", "episode_list", "outside_scores", "relations", "series")
    assert [answer[name] for name in empty] == [[]] * len(empty)
    assert (answer["source"], answer["country"], answer["duration"]) == ("", "", None)


def test_more_facts_need_no_more_queries(client, frieren, django_assert_max_num_queries):
    for number in range(50):
        person = Person.objects.create(name=f"声优{number}")
        character = Character.objects.create(name=f"角色{number}")
        AnimeCharacter.objects.create(anime=frieren, character=character, voice=person, place=number)
        AnimeStaff.objects.create(anime=frieren, person=person)
        Episode.objects.create(anime=frieren, number=number + 10)
        frieren.studios.add(Studio.objects.create(name=f"公司{number}"))
    client.force_login(make_member("alice"))
    client.get("/anime/7/")
    with django_assert_max_num_queries(12):
        assert client.get("/anime/7/").status_code == 200
    client.logout()
    with django_assert_max_num_queries(5):
        assert client.get("/api/v1/anime/7/").status_code == 200


def test_hostile_names_stay_text(client):
    attack = '"><script>alert(1)</script>'
    anime = make_anime(7)
    anime.studios.add(Studio.objects.create(name=attack, name_zh=attack + "'"))
    person = Person.objects.create(name=attack)
    AnimeStaff.objects.create(anime=anime, person=person, role="director")
    character = Character.objects.create(name=attack, name_zh=attack[1:])
    AnimeCharacter.objects.create(anime=anime, character=character, voice=person)
    Episode.objects.create(anime=anime, number=1, title=attack, title_zh=attack + "!")
    for address in ("/anime/7/", "/studios/", anime.studios.get().get_absolute_url(), person.get_absolute_url()):
        assert "<script>alert" not in client.get(address).content.decode(), address
