"""季度新番."""

from datetime import date, timedelta

import pytest

from catalog.models import Season
from catalog.pages.seasons import NoSuchSeason, SeasonSort, season_page, season_to_show
from catalog.rankings import refresh_weighted_scores
from catalog.seasons import broadcast_today, first_day, season_of
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 10)


def make_new(number, day, **fields):
    year, season = season_of(day)
    return make_anime(number, start_date=day, year=year, season=season.value, **fields)


@pytest.fixture
def spring():
    make_new(1, date(2026, 4, 6), members=10, score=9)  # Monday
    make_new(2, date(2026, 4, 12), members=30, score=7)  # Sunday
    make_new(3, date(2026, 5, 1), members=20, score=None, type="Movie")
    make_new(4, date(2026, 1, 5), members=50, end_date=date(2026, 4, 20))
    make_new(5, date(2026, 1, 5), members=40, end_date=date(2026, 3, 20))
    make_new(6, date(1999, 10, 20), members=99)
    make_new(7, date(2026, 4, 1), is_hidden=True)
    refresh_weighted_scores()


def groups(sort=SeasonSort.POPULARITY, *, year=2026, season=Season.SPRING, today=TODAY):
    page = season_page(year=year, season=season, sort=sort, language="zh", today=today)
    return {group.key: [card.id for card in group.cards] for group in page.groups}


@pytest.mark.parametrize(
    ("day", "kind", "expected"),
    [
        (date(2023, 9, 29), "TV", (2023, "autumn")),  # 葬送的芙莉莲
        (date(2023, 9, 21), "TV", (2023, "autumn")),
        (date(2023, 9, 20), "TV", (2023, "summer")),
        (date(2024, 12, 28), "ONA", (2025, "winter")),
        (date(2024, 12, 21), "TV", (2024, "autumn")),
        (date(2025, 1, 1), "TV", (2025, "winter")),
        (date(2025, 3, 31), "TV", (2025, "spring")),
        (date(2023, 9, 29), "Movie", (2023, "summer")),
        (date(2024, 12, 31), "OVA", (2024, "autumn")),
        (date(2024, 12, 31), None, (2024, "autumn")),
        (date.max, "TV", (9999, "autumn")),
    ],
)
def test_what_begins_in_the_last_days_of_a_quarter_is_of_the_next_broadcast_season(day, kind, expected):
    assert season_of(day, kind) == expected


def test_new_ones_by_type_and_what_goes_on(spring):
    assert groups() == {"TV": [2, 1], "Movie": [3], "continuing": [6, 4]}
    assert groups(SeasonSort.SCORE)["TV"] == [1, 2]
    assert groups(SeasonSort.DATE)["TV"] == [1, 2]
    assert groups(SeasonSort.WEEKDAY) == {"day-0": [1], "day-6": [2], "Movie": [3], "continuing": [6, 4]}


def test_a_season_to_come_continues_nothing(spring):
    make_new(8, date(2026, 7, 3))
    assert groups(season=Season.SUMMER) == {"TV": [8]}
    page = season_page(year=2026, season=Season.SUMMER, sort=SeasonSort.DATE, language="zh", today=TODAY)
    assert page.is_future
    addresses = [link and link.url for link in (page.earlier, page.later)]
    assert addresses == [
        "/seasons/2026/spring/",
        "/seasons/2026/autumn/",
    ]


def test_years_end_where_the_catalogue_does(spring):
    first = season_page(year=1999, season=Season.WINTER, sort=SeasonSort.DATE, language="zh", today=TODAY)
    assert (first.earlier, first.groups) == (None, ())
    last = season_page(year=2027, season=Season.AUTUMN, sort=SeasonSort.DATE, language="zh", today=TODAY)
    assert last.later is None
    for year in (1998, 2028, 0, 99_999):
        with pytest.raises(NoSuchSeason):
            season_page(year=year, season=Season.WINTER, sort=SeasonSort.DATE, language="zh", today=TODAY)


def test_the_season_shown_is_the_current_or_the_latest_there_is(spring):
    assert season_to_show(today=TODAY) == (2026, Season.SPRING)
    assert season_to_show(today=date(2026, 12, 31)) == (2026, Season.SPRING)


def test_an_empty_catalogue_has_seasons(client):
    assert client.get("/seasons/").status_code == 200
    assert season_to_show(today=TODAY) == (2026, Season.SPRING)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/seasons/", 200),
        ("/seasons/?sort=nonsense", 200),
        ("/seasons/2026/spring/?sort=weekday", 200),
        ("/seasons/2026/monsoon/", 404),
        ("/seasons/1200/spring/", 404),
        ("/seasons/99999999999999999999/spring/", 404),
        ("/seasons/0/winter/", 404),
    ],
)
def test_addresses(client, spring, path, status):
    assert client.get(path).status_code == status


def test_the_page_says_which_season_and_whose_calendar(client):
    today = broadcast_today()
    year, season = season_of(today)
    make_new(1, first_day(year, season) - timedelta(days=1))
    page = client.get("/seasons/").content.decode()
    assert "目录里还没有" in page
    assert "日本时间" in page
    make_new(2, first_day(year, season))
    page = client.get("/seasons/")
    assert page.context["found"].is_now
    assert [card.id for card in page.context["found"].groups[0].cards] == [2]


def test_more_cards_need_no_more_queries(client, spring, django_assert_max_num_queries):
    for number in range(100, 160):
        make_new(number, date(2026, 4, 6), genres=("Action", "Drama"))
    client.force_login(make_member("alice"))
    client.get("/seasons/2026/spring/")
    with django_assert_max_num_queries(12):
        assert client.get("/seasons/2026/spring/").status_code == 200
