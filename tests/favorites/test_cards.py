"""A card as it is rendered: what it shows, to whom, and what it never holds."""

import json
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from catalog.selectors import card_by_id
from favorites.card_parts import Movement
from favorites.models import ListEntry
from favorites.selectors import marks_of
from tests.catalog.factories import make_anime, make_genre

pytestmark = pytest.mark.django_db


def render(rf, anime, user=None, arguments="", **context):
    request = rf.get("/rankings/?page=2")
    card = card_by_id(anime.pk, language="zh")
    around = {"request": request, "user": user or AnonymousUser(), "card": card, **context}
    if user is not None:
        around["my_marks"] = marks_of(user=user)
    return Template("{% load cards %}{% anime_card card " + arguments + " %}").render(Context(around))


def props_of(html):
    return json.loads(unescape(html.split('data-props="')[1].split('"')[0]))


def test_it_shows_what_a_card_should(rf):
    make_genre("Drama", "剧情")
    html = render(rf, make_anime(5, title_zh_hans="某部", score=8.2, year=2014, genres=("Drama",)))
    for shown in ("某部", "8.2", "2014", "TV 动画", "剧情", 'href="/anime/5/"', 'title="某部'):
        assert shown in html, shown


def test_a_visitors_card_has_no_form_and_no_token_and_leads_back(rf):
    html = render(rf, make_anime(5))
    for absent in ("<form", "csrf", "<button", "data-island", "formaction"):
        assert absent not in html, absent
    assert html.count("/login/?next=/rankings/%3Fpage%3D2") == 2


def test_a_members_card_has_buttons_of_the_pages_form(rf, alice):
    anime = make_anime(5, genres=("Action",))
    ListEntry.objects.create(user=alice, anime=anime, score=9, is_favorite=True)
    html = " ".join(render(rf, anime, alice).split())
    assert "<form" not in html
    assert 'formaction="/favorites/5/" name="favorite" value="0" aria-pressed="true"' in html
    assert 'name="score" value="9" aria-pressed="true"' in html
    props = props_of(html)
    assert (props["favorite"], props["score"], props["genres"][0][1]) == (True, 9, "Action")
    assert f'value="genre:{props["genres"][0][0]}"' in html


def test_a_card_that_cannot_be_dismissed_has_no_menu(rf, alice):
    html = render(rf, make_anime(), alice, "dismissible=False")
    assert "genres" not in props_of(html)
    assert "/not-interested/" not in html


def test_the_match_comes_from_the_page_unless_it_is_given(rf, alice):
    anime = make_anime(5)
    assert "92%" in render(rf, anime, alice, matches={5: 92})
    assert "40%" in render(rf, anime, alice, "match=40", matches={5: 92})
    assert "card-match" not in render(rf, anime, alice, matches={6: 92})


@pytest.mark.parametrize(
    ("movement", "spoken"),
    [
        (Movement("up", 3), "上升 3 位"),
        (Movement("down", 2), "下降 2 位"),
        (Movement("new"), "新上榜"),
        (Movement("up"), "排名上升"),
        (Movement("down"), "排名下降"),
    ],
)
def test_a_rank_says_where_it_came_from(movement, spoken):
    assert movement.spoken == spoken


def test_titles_that_attack_stay_text(rf, alice):
    title = '"><script>alert(1)</script>' + "长" * 250
    html = render(rf, make_anime(title_zh_hans=title), alice)
    assert "<script" not in html
    assert len(props_of(html)["title"]) == 120


def test_reasons_unfold(rf):
    html = render(rf, make_anime(), arguments="reasons=why", why=["因为你给《X》打了 9 分"])
    assert "推荐理由" in html
    assert "因为你给《X》打了 9 分" in html
