"""Filters, order and pages of a search: links that work everywhere, and without a new page where scripts run."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_member import fits
from tests.catalog.factories import make_anime, make_genre

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
WITH_SCRIPTS = pytest.mark.parametrize(
    "visitor", [(360, 740, True), (1280, 860, True)], indirect=True, ids=["phone", "desktop"]
)


@pytest.fixture
def genres():
    """Thirty anime: 26 of action, ten of them comedies as well, and four comedies for the cinema."""
    names = {"Action": "动作", "Comedy": "喜剧"}
    found = {name: make_genre(name, name_zh).pk for name, name_zh in names.items()}
    with transaction.atomic():  # Indexed at once.
        for number in range(1, 31):
            is_action = number <= 26
            kinds = ("Action",) * is_action + ("Comedy",) * (number <= 10 or not is_action)
            make_anime(number, genres=kinds, type="TV" if is_action else "Movie", members=1000 - number)
    return found


def value(page: Page, facet: str, label: str) -> Locator:
    """A value's row, with its panel unfolded."""
    panel = page.locator("[data-facets]")
    row = panel.locator(f'[data-facet="{facet}"] .facet-value').filter(has=page.get_by_text(label, exact=True))
    if not row.is_visible():
        panel.locator("summary").first.click()
    return row


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_filters_change_the_results_the_counts_and_the_address(visitor, genres):
    action, comedy = str(genres["Action"]), str(genres["Comedy"])
    visitor.goto("/search/?q=anime&sort=popularity")
    expect(visitor.locator(".results-total")).to_have_text("共 30 部")
    expect(value(visitor, "genre", "喜剧").locator(".facet-count")).to_have_text("14")

    value(visitor, "genre", "喜剧").locator(".facet-include").click()
    expect(visitor.locator(".results-total")).to_have_text("共 14 部")
    assert parameters(visitor) == {"q": ["anime"], "sort": ["popularity"], "genre": [comedy]}
    expect(value(visitor, "genre", "动作").locator(".facet-count")).to_have_text("10")
    expect(value(visitor, "genre", "喜剧").get_by_text("已选")).to_be_attached()

    value(visitor, "genre", "动作").get_by_role("link", name="排除：动作").click()
    expect(visitor.locator(".results-total")).to_have_text("共 4 部")
    assert parameters(visitor)["genre"] == [comedy, f"-{action}"]
    expect(value(visitor, "type", "剧场版").locator(".facet-count")).to_have_text("4")
    assert fits(visitor)

    chosen = visitor.locator(".chosen").get_by_role("link")
    expect(chosen).to_have_count(3)
    chosen.filter(has_text="喜剧").click()
    expect(chosen).to_have_count(2)
    assert parameters(visitor)["genre"] == [f"-{action}"]
    chosen.filter(has_text="清除筛选").click()
    expect(visitor.locator(".results-total")).to_have_text("共 30 部")
    assert parameters(visitor) == {"q": ["anime"], "sort": ["popularity"]}


def test_pages_and_order_keep_the_filters(visitor, genres):
    action, comedy = str(genres["Action"]), str(genres["Comedy"])
    visitor.goto(f"/search/?q=anime&genre={action}&type=TV")
    visitor.get_by_role("navigation", name="排序").get_by_role("link", name="人气").click()
    visitor.get_by_role("navigation", name="分页").get_by_role("link", name="2", exact=True).click()
    expect(visitor.locator("#search-found .card")).to_have_count(2)
    asked = parameters(visitor)
    assert (asked["page"], asked["sort"], asked["type"]) == (["2"], ["popularity"], ["TV"])
    assert action in asked["genre"]
    # Another filter begins again at the first page.
    value(visitor, "genre", "喜剧").locator(".facet-include").click()
    expect(visitor.locator(".results-total")).to_have_text("共 10 部")
    assert "page" not in parameters(visitor)
    assert {action, comedy} <= set(parameters(visitor)["genre"])


def test_another_word_keeps_the_filters(visitor, genres):
    visitor.goto(f"/search/?q=anime&genre={genres['Comedy']}")
    box = visitor.locator("#search-page")
    box.fill("anime 1")
    box.press("Enter")
    visitor.wait_for_url("**q=anime+1**")
    assert parameters(visitor)["genre"] == [str(genres["Comedy"])]


def test_nothing_found_leads_on(visitor, genres):
    visitor.goto(f"/search/?q=anime&genre={genres['Action']}&type=Movie")
    expect(visitor.get_by_text("没有同时符合")).to_be_visible()
    expect(visitor.get_by_role("heading", name="大家都在看")).to_be_visible()
    assert fits(visitor)
    visitor.get_by_role("link", name="查看 30 部").click()
    expect(visitor.locator(".results-total")).to_have_text("共 30 部")
    visitor.goto("/search/?q=qqqqwwww")
    expect(visitor.get_by_text("没有找到与“qqqqwwww”相关的动漫。")).to_be_visible()
    expect(visitor.get_by_text("jinjidejuren")).to_be_visible()


@WITH_SCRIPTS
def test_a_filter_changes_the_page_in_place(visitor, genres):
    visitor.goto("/search/?q=anime")
    visitor.evaluate("window.isStillThere = true")
    year = visitor.locator('[data-facet="year"]')
    value(visitor, "genre", "喜剧")
    year.locator("summary").first.click()
    value(visitor, "genre", "喜剧").locator(".facet-include").press("Enter")
    expect(visitor.locator("#search-status")).to_have_text("共 14 部")
    # The panel, what was unfolded in it and the focus stay.
    expect(year).to_have_attribute("open", "")
    expect(value(visitor, "genre", "喜剧").locator(".facet-include")).to_be_focused()
    assert visitor.locator("#search-kept input[name=genre]").get_attribute("value") == str(genres["Comedy"])

    visitor.go_back()
    expect(visitor.locator(".results-total")).to_have_text("共 30 部")
    assert "genre" not in parameters(visitor)
    visitor.go_forward()
    expect(visitor.locator(".results-total")).to_have_text("共 14 部")
    assert visitor.evaluate("window.isStillThere")


@WITH_SCRIPTS
def test_a_search_that_fails_in_place_is_opened_as_a_page(visitor, genres):
    visitor.goto("/search/?q=anime")
    row = value(visitor, "genre", "喜剧").locator(".facet-include")
    broken = iter([True])
    visitor.route(
        "**/search/?q=anime&genre=*",
        lambda route: route.fulfill(body="<p>busy</p>") if next(broken, False) else route.continue_(),
    )
    row.click()
    expect(visitor.locator(".results-total")).to_have_text("共 14 部")
    assert parameters(visitor)["genre"] == [str(genres["Comedy"])]
