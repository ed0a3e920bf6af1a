"""Filters of 推荐: they refill, share an address, and never bring back what is excluded; and the two scales."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.models import Anime, Genre, Studio
from catalog.seasons import broadcast_today
from favorites.dismissals import Kind, dismiss
from favorites.models import DismissedGenre, DismissedSeries, ListEntry, NotInterested
from favorites.services import rate_anime
from recommend.lists.filters import EVERYTHING, RecommendationFilter, find_sequels
from recommend.lists.recommendations import recommend_for
from recommend.lists.similar import similar_to
from recommend.members.preferences import set_preferences
from tests.catalog.factories import make_anime
from tests.recommend.factories import ANIME_IDS

pytestmark = pytest.mark.slow
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def varied(active) -> None:
    """Types, years, lengths and states by the anime's number; 71 to 80 are one series."""
    today = broadcast_today()
    for anime in Anime.objects.all():
        anime.type = ("TV", "Movie", "OVA")[anime.pk % 3]
        anime.year = 1990 + anime.pk % 30
        anime.episodes = (1, 12, 24, 60, None)[anime.pk % 5]
        anime.start_date = today.replace(year=anime.year, day=1)
        anime.end_date = today + timedelta(days=9) if anime.pk % 4 == 0 else anime.start_date + timedelta(days=90)
        anime.series = "s" if anime.pk > 70 else ""
        anime.save()


@pytest.fixture
def fan(alice):
    for anime_id in (3, 9, 15, 21):
        rate_anime(user=alice, anime_id=anime_id, score=10)
    return alice


def ids(items) -> list[int]:
    return [item.card.id for item in items]


def recommended(user, wanted=EVERYTHING, n: int = 80, **options) -> list[int]:
    return ids(recommend_for(user=user, n=n, language="zh", wanted=wanted, **options))


def lets_through(wanted: RecommendationFilter) -> set[int]:
    return set(wanted.allowed_ids() or Anime.objects.values_list("pk", flat=True))


def test_each_filter_lets_through_what_it_says(varied):
    romance, action = Genre.objects.get(name="Romance").pk, Genre.objects.get(name="Action").pk
    assert lets_through(RecommendationFilter(genres=(action,))) == {pk for pk in ANIME_IDS if pk % 2}
    assert lets_through(RecommendationFilter(without=(action,))) == {pk for pk in ANIME_IDS if not pk % 2}
    assert RecommendationFilter(genres=(action, romance)).allowed_ids() == frozenset()
    assert lets_through(RecommendationFilter(types=("Movie", "OVA"))) == {pk for pk in ANIME_IDS if pk % 3}
    assert lets_through(RecommendationFilter(year_from=2000, year_to=2004)) == {
        pk for pk in ANIME_IDS if 10 <= pk % 30 <= 14
    }
    assert lets_through(RecommendationFilter(length="single")) == {pk for pk in ANIME_IDS if pk % 5 == 0}
    assert lets_through(RecommendationFilter(length="long")) == {pk for pk in ANIME_IDS if pk % 5 == 3}
    Anime.objects.filter(pk__in=(4, 5)).update(source="manga")
    Anime.objects.filter(pk=6).update(source="game")
    assert lets_through(RecommendationFilter(sources=("manga", "game"))) == {4, 5, 6}
    mappa, bones = Studio.objects.create(name="MAPPA"), Studio.objects.create(name="BONES")
    Anime.objects.get(pk=7).studios.set([mappa, bones])
    Anime.objects.get(pk=8).studios.add(bones)
    assert lets_through(RecommendationFilter(studios=(mappa.pk,))) == {7}
    assert lets_through(RecommendationFilter(studios=(mappa.pk, bones.pk))) == {7, 8}
    airing = lets_through(RecommendationFilter(status="airing"))
    assert airing == {pk for pk in ANIME_IDS if pk % 4 == 0}
    assert lets_through(RecommendationFilter(status="finished")) == set(ANIME_IDS) - airing


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    liked=st.sets(st.sampled_from(ANIME_IDS), max_size=30),
    dismissed=st.sets(st.sampled_from(ANIME_IDS), max_size=8),
    hidden=st.sets(st.sampled_from(ANIME_IDS), max_size=8),
    kind=st.sampled_from(("", "genre", "franchise")),
    types=st.sets(st.sampled_from(("TV", "Movie", "OVA", "Music"))),
    years=st.tuples(st.integers(1985, 2025), st.integers(1985, 2025)).map(sorted),
    length=st.sampled_from(("", "single", "short", "medium", "long")),
    offset=st.integers(0, 12),
)
def test_filtered_or_not_never_what_is_excluded(
    varied, alice, liked, dismissed, hidden, kind, types, years, length, offset
):
    for model in (ListEntry, NotInterested, DismissedGenre, DismissedSeries):
        model.objects.all().delete()
    Anime.objects.update(is_hidden=False)
    ListEntry.objects.bulk_create(ListEntry(user=alice, anime_id=pk, score=1 + pk % 10) for pk in liked)
    NotInterested.objects.bulk_create(NotInterested(user=alice, anime_id=pk) for pk in dismissed)
    unwanted = liked | dismissed | hidden
    if kind == "genre":
        action = Genre.objects.get(name="Action").pk
        dismiss(user=alice, anime_id=1, kind=Kind("genre", action))
        unwanted |= {pk for pk in ANIME_IDS if pk % 2}
    elif kind == "franchise":
        dismiss(user=alice, anime_id=75, kind=Kind("franchise"))
        unwanted |= set(range(71, 81))
    Anime.objects.filter(pk__in=hidden).update(is_hidden=True)
    wanted = RecommendationFilter(types=tuple(types), year_from=years[0], year_to=years[1], length=length)

    allowed = set(wanted.allowed_ids() or ())
    found = recommended(alice, wanted, 10, offset=offset)
    assert len(found) == len(set(found)) == min(10, max(0, len(allowed - unwanted) - offset))
    assert set(found) <= allowed - unwanted
    assert not unwanted & {card.id for card in similar_to(anime_id=2, user=alice, n=10, language="zh")}


def test_what_only_the_catalogue_knows_fills_a_filtered_page(varied, fan):
    new = {make_anime(pk, year=2030, members=pk).pk for pk in (501, 502, 503)}
    assert recommended(fan, RecommendationFilter(year_from=2030)) == sorted(new, reverse=True)
    assert recommended(AnonymousUser(), RecommendationFilter(year_from=2030)) == sorted(new, reverse=True)


def test_anime_that_left_the_catalogue_leave_no_gap(varied, fan):
    gone = recommended(fan, n=5)[:2]
    Anime.objects.filter(pk__in=gone).delete()
    again = recommended(fan, n=5)
    assert len(again) == 5
    assert not set(gone) & set(again)


def test_sequels_can_be_left_out(active, fan):
    first = make_anime(601, title_zh_hans="大作", start_date="2010-01-01")
    second = make_anime(602, title_zh_hans="大作 第二季", start_date="2012-01-01")
    special = make_anime(603, title_zh_hans="大作 特别篇", type="Special", start_date="2013-01-01")
    remake = make_anime(604, title_zh_hans="大作", start_date="2020-01-01")
    Anime.objects.filter(pk__gt=600).update(series="大作")
    Anime.objects.filter(pk=second.pk).update(series_place=2)
    Anime.objects.filter(pk=special.pk).update(series_role="side")
    assert find_sequels() == {second.pk, special.pk}
    shown = set(recommended(fan, RecommendationFilter(no_sequels=True), n=100))
    assert {first.pk, remake.pk} <= shown
    assert not {second.pk, special.pk} & shown


def test_the_address_says_what_is_asked(varied):
    asked = QueryDict("genre=1&genre=1&without=2&type=Movie&year_from=2010&year_to=2000&length=short&sequels=hide")
    wanted = RecommendationFilter.from_params(asked)
    assert (wanted.genres, wanted.without, wanted.year_from, wanted.year_to) == ((1,), (2,), 2000, 2010)
    assert RecommendationFilter.from_params(QueryDict(wanted.query()[1:])) == wanted
    nonsense = QueryDict(
        "genre=x&genre=-1&genre=１&without=99999999999999&type=tv&type=<b>&year_from=20100&year_to=١٩٩٠"
        "&length=endless&status=never&sequels=1&sort=%00"
    )
    assert RecommendationFilter.from_params(nonsense) == EVERYTHING


def test_pages_ignore_nonsense_and_the_api_refuses_it(varied, fan, client):
    client.force_login(fan)
    for query in ("genre=x", "type=tv", "year_from=abc", "length=9", "status=x", "page=x", "page=-1", "page=99999999"):
        assert client.get(f"/recommendations/?{query}").status_code == 200
        name = query.partition("=")[0]
        if name != "page":
            answer = client.get(f"/api/v1/recommendations/?{query}")
            assert answer.status_code == 400, query
            assert name in answer.json()
    assert client.get("/recommendations/?exclude=x,1,,9999999999999&n=x", headers=FETCH).status_code == 200
    assert client.get("/api/v1/recommendations/?year_from=2010&year_to=2000").status_code == 400
    assert client.get("/api/v1/recommendations/?obscure=3").status_code == 400


def test_page_fragment_and_api_filter_alike(varied, fan, client):
    client.force_login(fan)
    query = "type=TV&type=OVA&year_from=1995"
    wanted = RecommendationFilter(types=("TV", "OVA"), year_from=1995)
    page = client.get(f"/recommendations/?{query}")
    assert ids(page.context["items"]) == recommended(fan, wanted, 24)
    answer = client.get(f"/api/v1/recommendations/?{query}&n=24").json()["results"]
    assert [item["id"] for item in answer] == recommended(fan, wanted, 24)
    assert 'value="1995"' in page.content.decode()
    fragment = client.get(f"/recommendations/?{query}&n=6", headers=FETCH)
    assert "<html" not in fragment.content.decode()
    assert ids(fragment.context["items"]) == recommended(fan, wanted, 6)
    assert 'data-more="1"' in fragment.content.decode()


def test_another_lot_repeats_nothing(varied, fan, client):
    client.force_login(fan)
    first = ids(client.get("/recommendations/").context["items"])
    exclude = ",".join(map(str, first))
    second = client.get(f"/recommendations/?exclude={exclude}", headers=FETCH)
    assert not set(first) & set(ids(second.context["items"]))
    assert not set(first) & set(ids(client.get("/recommendations/?page=2").context["items"]))
    everything = ",".join(map(str, ANIME_IDS))
    last = client.get(f"/recommendations/?exclude={everything}", headers=FETCH)
    assert 'data-more="0"' in last.content.decode()
    assert "暂时没有可以推荐的动漫" in last.content.decode()


def test_the_scales_move_the_order_and_are_kept(varied, fan, client):
    plain = recommended(fan, n=20)
    client.force_login(fan)
    answer = client.post(
        "/recommendations/preferences/", {"obscure": "2", "surprise": "1", "next": "/recommendations/"}
    )
    assert answer.url == "/recommendations/"
    obscure = recommended(fan, n=20)
    assert obscure != plain
    set_preferences(user=fan, obscure=-2, surprise=0)
    famous = recommended(fan, n=20)
    members = dict(Anime.objects.values_list("pk", "members"))
    assert sum(members[pk] for pk in famous) > sum(members[pk] for pk in obscure)
    by_api = client.get("/api/v1/recommendations/?n=20&obscure=0&surprise=0").json()["results"]
    assert [item["id"] for item in by_api] == plain
    client.post("/recommendations/preferences/", {"obscure": "nonsense", "surprise": "99"})
    assert recommended(fan, n=20) == plain
    client.logout()
    assert client.post("/recommendations/preferences/", {"obscure": "2"}).status_code == 302


def test_few_queries(varied, fan, client, django_assert_max_num_queries):
    client.force_login(fan)
    client.get("/recommendations/")
    for query in ("", "?type=TV&genre=1&without=2&length=short", "?page=3", "?sequels=hide"):
        client.get(f"/recommendations/{query}")
        with django_assert_max_num_queries(12):
            client.get(f"/recommendations/{query}")
    with django_assert_max_num_queries(12):
        client.get("/recommendations/", headers=FETCH)
