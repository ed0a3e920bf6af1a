"""匹配度 of any anime: on cards, on an anime's page, and the same as beside a recommendation."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory

from catalog.models import Genre
from favorites.models import Status
from favorites.services import rate_anime, set_favorite, set_status
from recommend.lists.filters import RecommendationFilter
from recommend.lists.matches import match_of, matches_for
from recommend.lists.recommendations import recommend_for
from tests.accounts.factories import make_member
from tests.recommend.factories import ANIME_IDS

pytestmark = pytest.mark.slow


@pytest.fixture
def fan(active, alice):
    """Of the odd half."""
    for anime_id, score in ((3, 10), (9, 9), (15, 9), (21, 8), (4, 3)):
        rate_anime(user=alice, anime_id=anime_id, score=score)
    return alice


def rendered(template: str, user, **context) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return Template(template).render(Context({"request": request, "user": user, **context}))


def test_it_is_what_stands_beside_the_recommendation(fan):
    items = recommend_for(user=fan, n=30, language="zh")
    known = {item.card.id: item.match for item in items if item.match is not None}
    assert known
    assert matches_for(user=fan, anime_ids=list(known)) == known


def test_a_filter_changes_no_match(fan):
    everything = {item.card.id: item.match for item in recommend_for(user=fan, n=80, language="zh")}
    romance = Genre.objects.get(name="Romance")
    narrowed = recommend_for(user=fan, n=20, language="zh", wanted=RecommendationFilter(genres=(romance.pk,)))
    assert narrowed
    assert {item.card.id: item.match for item in narrowed}.items() <= everything.items()


def test_tastes_differ(fan):
    bob = make_member("bob")
    for anime_id in (4, 10, 16, 22):
        rate_anime(user=bob, anime_id=anime_id, score=10)
    assert matches_for(user=fan, anime_ids=ANIME_IDS) != matches_for(user=bob, anime_ids=ANIME_IDS)


def test_what_is_watched_needs_none_and_what_is_planned_has_one(fan):
    set_status(user=fan, anime_id=27, status=Status.PLAN_TO_WATCH)
    set_favorite(user=fan, anime_id=33, favorite=True)
    matches = matches_for(user=fan, anime_ids=[3, 4, 27, 33, 35])
    assert set(matches) == {27, 35}
    assert all(0 < percent < 100 for percent in matches.values())


def test_nothing_for_who_told_nothing_and_without_a_snapshot(active, alice, catalogue):
    assert matches_for(user=AnonymousUser(), anime_ids=[1, 2]) == {}
    assert matches_for(user=alice, anime_ids=[1, 2]) == {}
    rate_anime(user=alice, anime_id=1, score=9)
    assert matches_for(user=alice, anime_ids=[]) == {}
    assert matches_for(user=alice, anime_ids=[999_999]) == {}


@pytest.mark.django_db
def test_nothing_where_popularity_serves(catalogue, alice):
    rate_anime(user=alice, anime_id=1, score=9)
    assert matches_for(user=alice, anime_ids=[2, 3]) == {}
    assert match_of(user=alice, anime_id=2, language="zh") is None


def test_as_many_queries_for_a_page_as_for_a_card(fan, django_assert_max_num_queries):
    matches_for(user=fan, anime_ids=[1])
    with django_assert_max_num_queries(5):
        assert len(matches_for(user=fan, anime_ids=ANIME_IDS)) > 60


def test_cards_of_a_page(fan):
    items = recommend_for(user=fan, n=3, language="zh")
    template = "{% load matches %}{% match_cards cards as matches %}{% for id in matches %}{{ id }} {% endfor %}"
    assert set(rendered(template, fan, cards=items).split()) == {str(item.card.id) for item in items}
    assert rendered(template, fan, cards=[item.card for item in items]).split()
    assert rendered(template, AnonymousUser(), cards=items) == ""


def test_an_anime_s_page_says_what_it_would_be_for_me(fan, client):
    client.force_login(fan)
    anime = recommend_for(user=fan, n=1, language="zh")[0].card
    text = rendered("{% load for_me %}{% for_me anime %}", fan, anime=anime)
    assert "匹配度" in text
    assert "预计评分" in text
    assert "因为你" in text


def test_an_anime_s_page_says_nothing_misleading(fan):
    class Watched:
        id = 3

    assert rendered("{% load for_me %}{% for_me anime %}", fan, anime=Watched).strip() == ""
    assert "开始评分" in rendered("{% load for_me %}{% for_me anime %}", AnonymousUser(), anime=Watched)
