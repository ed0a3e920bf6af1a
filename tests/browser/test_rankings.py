"""榜单 and an anime's page in a real browser: filters, a heart in a row, a long series, a long summary."""

from typing import Any

import pytest
from playwright.sync_api import expect

from catalog.rankings import refresh_weighted_scores
from favorites.models import ListEntry
from tests.accounts.factories import make_member
from tests.browser.logins import log_in
from tests.browser.test_member import fits
from tests.catalog.factories import make_anime

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def test_a_ranking_is_narrowed_and_a_row_favourited(visitor, live_server):
    alice = make_member("alice")
    for number in range(1, 8):
        title = f"动漫{number}" if number < 7 else "很长的标题" * 40
        make_anime(number, title_zh_hans=title, type="TV" if number % 2 else "Movie", genres=("Action", "Drama"))
    refresh_weighted_scores()
    log_in(visitor.context, alice, url=live_server.url)
    visitor.goto("/rankings/?kind=popular", wait_until="networkidle")
    expect(visitor.locator(".rank-row")).to_have_count(7)
    assert fits(visitor)
    visitor.locator("summary", has_text="类别").focus()
    visitor.keyboard.press("Enter")
    visitor.get_by_role("link", name="剧场版").click()
    expect(visitor.locator(".rank-row")).to_have_count(3)
    assert visitor.url.endswith("?kind=popular&type=Movie")
    visitor.locator('.rank-row[data-anime="4"]').get_by_role("button", name="收藏《动漫4》").click()
    expect(visitor.locator('.rank-row[data-anime="4"] .heart')).to_have_attribute("aria-pressed", "true")
    visitor.wait_for_load_state("networkidle")
    assert ListEntry.objects.filter(anime_id=4, is_favorite=True).exists()
    visitor.get_by_role("link", name="隐藏我列表里的").click()
    expect(visitor.locator(".rank-row")).to_have_count(2)


def test_folds_open_without_scripts_too(visitor):
    for number in range(1, 21):
        facts: dict[str, Any] = {"title_romaji": f"Aoi Sora Movie {number}", "year": 1990 + number}
        facts |= {"summary": "很长的简介。" * 200, "series": "Aoi Sora", "series_place": number}
        make_anime(number, **facts)
    visitor.goto("/anime/3/", wait_until="networkidle")
    assert fits(visitor)
    summary = visitor.locator(".summary")
    short = summary.bounding_box()["height"]
    visitor.get_by_text("展开全文").click()
    expect(visitor.get_by_text("收起")).to_be_visible()
    assert summary.bounding_box()["height"] > short
    last = visitor.get_by_role("link", name="Aoi Sora Movie 20")
    expect(last).to_be_hidden()
    visitor.get_by_text("之后还有 12 部").click()
    last.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Aoi Sora Movie 20")
