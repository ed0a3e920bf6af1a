"""推荐 without new pages: more while one scrolls, others instead, filters, and what is dismissed replaced."""

import re

import pytest
from playwright.sync_api import Page, expect

from favorites.models import NotInterested
from tests.accounts.factories import make_member
from tests.browser.logins import log_in
from tests.browser.waiting import comes_true
from tests.catalog.factories import make_anime

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WITH_SCRIPTS = pytest.mark.parametrize("visitor", [(1280, 860, True)], indirect=True, ids=["desktop"])
PROMISED = 24


@pytest.fixture
def page(visitor: Page, live_server) -> Page:
    for number in range(1, 61):
        make_anime(number, title_zh_hans=f"第{number}部", type="TV" if number % 2 else "Movie", members=9000 - number)
    log_in(visitor.context, make_member("alice"), url=live_server.url)
    visitor.goto("/recommendations/", wait_until="networkidle")
    return visitor


def shown(page: Page) -> list[str]:
    cards = page.locator("#recommended > .card")
    return [card.get_attribute("data-anime") or "" for card in cards.all()]


@WITH_SCRIPTS
def test_scrolling_brings_all_and_none_twice(page):
    for count in (48, 60):
        page.mouse.wheel(0, 10_000)
        expect(page.locator("#recommended > .card")).to_have_count(count)
    expect(page.get_by_text("没有更多可以推荐的了。").first).to_be_visible()
    assert len(shown(page)) == len(set(shown(page))) == 60


@WITH_SCRIPTS
def test_others_instead(page):
    first = shown(page)
    page.get_by_role("button", name="换一批").click()
    expect(page.locator(f'#recommended > [data-anime="{first[0]}"]')).to_have_count(0)
    assert len(shown(page)) >= PROMISED
    assert not set(first[:PROMISED]) & set(shown(page)[:PROMISED])


@WITH_SCRIPTS
def test_what_is_dismissed_is_replaced_and_comes_back(page):
    card = page.locator("#recommended > .card").nth(1)
    anime_id = card.get_attribute("data-anime")
    card.hover()
    card.locator("[name=more]").click()
    page.get_by_role("dialog").get_by_role("button", name="这部动漫").click()
    gone = page.locator(f'#recommended > [data-anime="{anime_id}"]')
    expect(gone).to_have_count(0)
    expect(page.locator("#recommended > .card")).to_have_count(PROMISED)
    assert comes_true(lambda: NotInterested.objects.count() == 1)
    page.get_by_role("button", name="撤销").click()
    expect(gone).to_have_count(1)
    assert shown(page)[1] == anime_id
    assert comes_true(lambda: not NotInterested.objects.exists())


@WITH_SCRIPTS
def test_nothing_moves_when_one_of_many_is_dismissed(page):
    page.mouse.wheel(0, 10_000)
    expect(page.locator("#recommended > .card")).to_have_count(48)
    before = shown(page)
    card = page.locator("#recommended > .card").nth(30)
    card.hover()
    card.locator("[name=more]").click()
    page.get_by_role("dialog").get_by_role("button", name="这部动漫").click()
    expect(page.locator(f'#recommended > [data-anime="{before[30]}"]')).to_have_count(0)
    after = shown(page)
    assert len(after) >= len(before)
    assert [place for place, (old, new) in enumerate(zip(before, after, strict=False)) if old != new] == [30]


@WITH_SCRIPTS
def test_a_filter_keeps_the_page_and_fills_the_grid(page):
    page.evaluate_handle("window.stays = true")
    page.get_by_label("剧场版", exact=True).check()
    expect(page.locator('#recommended > [data-anime="1"]')).to_have_count(0)
    expect(page).to_have_url(re.compile("type=Movie"))
    page.wait_for_load_state("networkidle")
    assert {int(number) % 2 for number in shown(page)} == {0}
    assert len(shown(page)) >= PROMISED
    assert page.evaluate_handle("window.stays").json_value() is True
