"""榜单: kinds, filters, ranks of each day, trends; as page and as API."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from catalog.details.standing import ranks_of, with_ranks
from catalog.models import Anime, Genre, RankingKind, RankRecord, ScoreSite, SiteScore
from catalog.rankings import RankingQuery, ranking, refresh_weighted_scores
from catalog.rankings.records import KEPT, record_ranks
from catalog.rankings.trends import Activity, write_trends
from catalog.seasons import broadcast_today
from favorites.models import ListEntry
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)
NOW = datetime(2026, 6, 15, tzinfo=UTC)


@pytest.fixture
def shelf():
    """Anime 1 to 6: the higher the number, the fewer members and the higher the score."""
    for number in range(1, 7):
        make_anime(
            number,
            title_romaji=f"Anime {number}",
            members=10_000 - 1_000 * number,
            score=6 + number / 5,
            year=2010 + number % 2,
            season="spring" if number % 2 else "autumn",
            type="TV" if number < 4 else "Movie",
            genres=("Action",) if number % 3 else ("Drama",),
        )
    refresh_weighted_scores()


def ids(query=None, *, user=None, today=TODAY):
    return [card.id for card in ranking(query or RankingQuery(), language="zh", user=user, today=today).page]


def test_every_kind_has_its_order(shelf):
    make_anime(7, score=None, members=5, start_date=TODAY + timedelta(days=9), year=2026, season="summer")
    make_anime(8, score=None, members=0, popularity=0, start_date=TODAY, year=2026, season="spring")
    make_anime(9, score=None, members=5, start_date=TODAY + timedelta(days=2), year=2026, season="spring")
    assert ids(RankingQuery(kind=RankingKind.TOP)) == [6, 5, 4, 3, 2, 1]
    assert ids(RankingQuery(kind=RankingKind.POPULAR)) == [1, 2, 3, 4, 5, 6, 7, 9]
    assert ids(RankingQuery(kind=RankingKind.AIRING)) == [8]
    assert ids(RankingQuery(kind=RankingKind.UPCOMING)) == [9, 7]


def test_filters_combine_and_ranks_count_what_they_let_through(shelf):
    action = Genre.objects.get(name="Action").pk
    query = RankingQuery(kind=RankingKind.POPULAR, type="Movie", genre=action)
    result = ranking(query, language="zh", today=TODAY)
    assert [(card.id, card.rank) for card in result.page] == [(4, 1), (5, 2)]
    assert ids(RankingQuery(year=2011, season="spring")) == [5, 3, 1]
    assert ids(RankingQuery(year=2011, season="autumn")) == []


def test_an_address_says_all_and_has_one_form():
    query = RankingQuery(kind=RankingKind.POPULAR, type="TV", year=2011, season="spring", genre=3, page=2)
    assert query.url() == "/rankings/?kind=popular&type=TV&year=2011&season=spring&genre=3&page=2"
    assert RankingQuery.from_params(dict(query.params())) == query
    assert RankingQuery().url() == "/rankings/"
    airing = query.with_kind(RankingKind.AIRING)
    assert (airing.url(), airing.page) == ("/rankings/?kind=airing&type=TV&genre=3", 1)


@pytest.mark.parametrize(
    "params",
    [
        {"kind": "nonsense"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"page": "²"},
        {"year": "abc", "season": "spring"},
        {"year": "99999999999999999999"},
        {"genre": "99999999999999"},
        {"genre": "-1"},
        {"type": "<b>"},
        {"season": "spring"},
        {"mine": "show"},
        {"kind": "upcoming", "year": "2010"},
        {"kind": "\x00"},
    ],
)
@pytest.mark.parametrize("kind", RankingKind.values)
def test_nothing_asked_for_breaks_the_page(client, shelf, params, kind):
    assert client.get("/rankings/", {"kind": kind} | params).status_code == 200
    assert client.get("/api/v1/rankings/", {"kind": kind} | params).status_code in (200, 400)


def test_a_page_beyond_the_last_is_the_last(client, shelf):
    for number in range(100, 160):
        make_anime(number, members=number)
    page = client.get("/rankings/", {"kind": "popular", "page": "77"}).context["page"]
    assert (page.number, [card.rank for card in page][:2]) == (2, [51, 52])


def test_hiding_what_is_on_the_list_keeps_the_ranks(client, shelf):
    alice = make_member("alice")
    for anime_id in (1, 3):
        ListEntry.objects.create(user=alice, anime_id=anime_id, is_favorite=True)
    client.force_login(alice)
    page = client.get("/rankings/", {"kind": "popular", "mine": "hide"})
    assert [(card.id, card.rank) for card in page.context["page"]] == [(2, 2), (4, 4), (5, 5), (6, 6)]
    client.logout()
    assert len(client.get("/rankings/", {"kind": "popular", "mine": "hide"}).context["page"]) == 6


def test_nothing_moved_before_there_is_an_earlier_day(shelf):
    record_ranks(today=TODAY)
    result = ranking(RankingQuery(), language="zh", today=TODAY)
    assert result.compared_with is None
    assert {card.movement for card in result.page} == {""}


def test_movement_since_the_last_day_on_record(client, shelf):
    yesterday = TODAY - timedelta(days=1)
    make_anime(9, members=1)
    record_ranks(today=yesterday)
    Anime.objects.filter(pk=9).update(popularity=0)
    Anime.objects.filter(pk=3).update(popularity=99_999)
    make_anime(8, members=9_500)
    record_ranks(today=TODAY)
    result = ranking(RankingQuery(kind=RankingKind.POPULAR), language="zh", today=TODAY)
    assert result.compared_with == yesterday
    assert [(card.id, card.movement, card.moved, card.previous_rank) for card in result.page] == [
        (3, "up", 2, 3),
        (8, "new", 0, None),
        (1, "down", 2, 1),
        (2, "down", 2, 2),
        (4, "down", 1, 4),
        (5, "down", 1, 5),
        (6, "down", 1, 6),
    ]


def test_movement_within_a_filter_counts_its_own_ranks(shelf):
    record_ranks(today=TODAY - timedelta(days=1))
    Anime.objects.filter(pk=6).update(popularity=99_999)
    result = ranking(RankingQuery(kind=RankingKind.POPULAR, type="Movie"), language="zh", today=TODAY)
    assert [(card.id, card.rank, card.previous_rank) for card in result.page] == [(6, 1, 3), (4, 2, 1), (5, 3, 2)]
    drama = RankingQuery(kind=RankingKind.POPULAR, genre=Genre.objects.get(name="Drama").pk)
    assert [card.movement for card in ranking(drama, language="zh", today=TODAY).page] == ["up", "down"]


def test_a_day_is_recorded_once_and_old_ones_go(shelf):
    old, kept = TODAY - KEPT - timedelta(days=1), TODAY - KEPT
    for day in (old, kept, TODAY):
        record_ranks(today=day)
    first = record_ranks(today=TODAY)
    assert first == record_ranks(today=TODAY) == RankRecord.objects.filter(day=TODAY).count()
    assert set(RankRecord.objects.values_list("day", flat=True)) == {kept, TODAY}
    call_command("record_ranks")
    assert RankRecord.objects.filter(day=broadcast_today(), kind="top", rank=1).values_list("anime", flat=True)[0] == 6


def test_titles_under_the_threshold_are_marked(client, shelf):
    result = ranking(RankingQuery(), language="zh", today=TODAY)
    marked = {card.id: card.is_below_threshold for card in result.page}
    assert marked[1] is False
    assert marked[6] is True
    page = client.get("/rankings/").content.decode()
    assert page.count('<span class="mark">人数较少</span>') == sum(marked.values())
    assert f"m = {result.formulas.of(ScoreSite.MYANIMELIST).m:,}" in page


def test_the_formula_shown_is_the_one_in_force(client, shelf):
    before = client.get("/api/v1/rankings/").json()
    Anime.objects.update(score=5)
    refresh_weighted_scores()
    after = client.get("/api/v1/rankings/").json()
    assert before["C"] != after["C"] == 5
    assert {anime["weighted_score"] for anime in after["results"]} == {5}


@pytest.fixture
def on_bangumi(shelf):
    """Anime 1 and 2 have scores on both sites; 11 and 12, of 2023, on Bangumi alone; 13 on none."""
    for number, popularity in ((11, 700), (12, 800), (13, 900)):
        make_anime(number, score=None, members=0, popularity=popularity, popularity_origin="bangumi", year=2023)
    Anime.objects.filter(pk=13).update(popularity_origin="estimated")
    for number, score, votes in ((1, 7.0, 900), (2, 8.0, 800), (11, 8.4, 3000), (12, 6.0, 2000)):
        SiteScore.objects.create(anime_id=number, site="bangumi", score=score, votes=votes)
    SiteScore.objects.create(anime_id=13, site="bangumi", wished=5)
    refresh_weighted_scores()


def test_where_myanimelist_has_no_score_bangumi_s_counts(client, on_bangumi):
    year = client.get("/api/v1/rankings/", {"year": "2023"}).json()
    assert [(one["id"], one["score_site"], one["site_score"]) for one in year["results"]] == [
        (11, "bangumi", 8.4),
        (12, "bangumi", 6.0),
    ]
    assert (year["unscored"], year["is_fallback"]) == (1, False)
    assert [one["people"] for one in year["results"]] == [3000, 2000]
    everything = client.get("/api/v1/rankings/").json()["results"]
    weighted = [one["weighted_score"] for one in everything]
    assert weighted == sorted(weighted, reverse=True)
    for one in everything:
        assert one["weighted_score"] == pytest.approx(Anime.objects.get(pk=one["id"]).weighted_score)
    page = client.get("/rankings/?year=2023").content.decode()
    assert page.count('<span class="mark">Bangumi</span>') == 2
    assert "另有 1 部还没有评分" in page


def test_each_site_ranks_by_its_own_scores(client, on_bangumi):
    theirs = client.get("/api/v1/rankings/", {"source": "bangumi"}).json()
    assert [one["id"] for one in theirs["results"]] == [11, 2, 1, 12]
    assert {one["score_site"] for one in theirs["results"]} == {"bangumi"}
    assert (theirs["m"], theirs["C"]) == (3000, pytest.approx(7.35))
    own = client.get("/api/v1/rankings/", {"source": "mal"}).json()
    assert [one["id"] for one in own["results"]] == [6, 5, 4, 3, 2, 1]
    assert {one["score_site"] for one in own["results"]} == {"mal"}
    assert RankingQuery(source=ScoreSite.BANGUMI).with_kind(RankingKind.POPULAR).url() == "/rankings/?kind=popular"
    assert client.get("/rankings/?source=bangumi").status_code == 200
    assert client.get("/rankings/?source=nonsense").context["query"] == RankingQuery()


def test_two_scales_become_one():
    """Anime that both sites know have the same mean and spread after the conversion."""
    for number in range(1, 51):
        make_anime(number, score=5 + number / 20, members=10**7)
        SiteScore.objects.create(anime_id=number, site="bangumi", score=3 + number / 10, votes=10**7)
    make_anime(99, score=None, members=0)
    SiteScore.objects.create(anime_id=99, site="bangumi", score=3 + 25 / 10, votes=10**7)
    refresh_weighted_scores()
    assert Anime.objects.get(pk=99).weighted_score == pytest.approx(Anime.objects.get(pk=25).weighted_score, abs=1e-3)


def test_a_year_without_scores_shows_what_is_popular(client, on_bangumi):
    make_anime(21, score=None, members=0, popularity=1234.5, popularity_origin="estimated", year=2031)
    make_anime(22, score=None, members=0, popularity=5678, popularity_origin="estimated", year=2031)
    refresh_weighted_scores()
    answer = client.get("/api/v1/rankings/", {"year": "2031"}).json()
    assert (answer["is_fallback"], [one["id"] for one in answer["results"]]) == (True, [22, 21])
    page = client.get("/rankings/?year=2031").content.decode()
    assert "这里的动漫都还没有评分，暂时按热度排列。" in page
    assert page.count('<span class="mark">估计</span>') == 2


def test_what_is_only_estimated_is_marked(client, on_bangumi):
    answer = client.get("/api/v1/rankings/", {"kind": "popular", "year": "2023"}).json()
    assert [(one["id"], one["people"], one["people_kind"]) for one in answer["results"]] == [
        (13, 900, "estimated"),
        (12, 800, "bangumi"),
        (11, 700, "bangumi"),
    ]
    page = client.get("/rankings/?kind=popular&year=2023").content.decode()
    assert (page.count('<span class="mark">估计</span>'), page.count('<span class="mark">换算</span>')) == (1, 2)


def test_without_activity_the_trends_say_what_stands_in(client, shelf):
    answer = client.get("/api/v1/rankings/", {"kind": "trending"}).json()
    assert (answer["is_fallback"], [anime["id"] for anime in answer["results"]]) == (True, [1, 2, 3, 4, 5, 6])
    assert "会员动态还太少" in client.get("/rankings/?kind=trending").content.decode()


def test_trends_rank_by_activity(client, shelf):
    activity = [Activity(anime_id=n, score=n, people=2, simulated_people=n == 4) for n in (2, 4, 5)]
    write_trends(activity, now=NOW)
    answer = client.get("/api/v1/rankings/", {"kind": "trending"}).json()
    assert (answer["is_fallback"], [anime["id"] for anime in answer["results"]]) == (False, [5, 4, 2])
    assert "模拟会员" in client.get("/rankings/?kind=trending").content.decode()
    write_trends(activity[:1], now=NOW)
    assert "模拟会员" not in client.get("/rankings/?kind=trending").content.decode()


def test_the_rank_of_one_is_its_place_in_the_ranking(shelf):
    for number in (20, 21, 22):
        make_anime(number, members=5_000, score=7)
    refresh_weighted_scores()
    top, popular = ids(RankingQuery()), ids(RankingQuery(kind=RankingKind.POPULAR))
    for anime in with_ranks(Anime.objects.all()):
        assert ranks_of(anime) == (top.index(anime.pk) + 1, popular.index(anime.pk) + 1)
    make_anime(30, score=None, members=0, popularity=0)
    assert ranks_of(with_ranks(Anime.objects.all()).get(pk=30)) == (None, None)


@pytest.mark.parametrize(
    "params",
    [{}, {"kind": "trending", "year": "2015", "mine": "hide"}, {"kind": "popular", "type": "TV", "mine": "hide"}],
)
def test_more_rows_need_no_more_queries(client, shelf, django_assert_max_num_queries, params):
    for number in range(100, 180):
        make_anime(number, genres=("Action", "Drama"))
    refresh_weighted_scores()
    record_ranks(today=broadcast_today() - timedelta(days=1))
    write_trends([Activity(anime_id=n, score=n, people=2, simulated_people=0) for n in range(100, 180)], now=NOW)
    client.force_login(make_member("alice"))
    client.get("/rankings/", params)
    with django_assert_max_num_queries(12):
        assert client.get("/rankings/", params).status_code == 200
