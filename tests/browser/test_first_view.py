"""A first view is light and stands still."""

import gzip

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.logins import log_in
from tests.site.pages import IN_TESTS, PAGES, SitePage

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MOST_BYTES = 150_000
# Those with most on them, of each kind.
WEIGHED = {
    *("home", "recommendations", "welcome", "search", "anime", "rankings-top", "season", "register"),
    *("member-home", "member-recommendations", "member-anime", "member-taste", "member-list", "member-settings"),
}
KINDS = {"document", "stylesheet", "script"}
WATCH_SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    const nodes = entry.sources.map((each) => each.node && (each.node.className || each.node.nodeName));
    window.shifts.push([entry.value, nodes]);
  }
}).observe({type: "layout-shift", buffered: true});"""


def compressed_size(response: Response) -> int:
    """As a server sends it, whatever this one did."""
    return len(gzip.compress(response.body(), 6))


def opened(browser: Browser, live_server, member, shown: SitePage, *, width: int) -> tuple[Page, list[Response]]:
    context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 800}, locale="zh-CN")
    if shown.is_members:
        log_in(context, member, url=live_server.url)
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(shown.path.format(**IN_TESTS))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    return page, answers


def test_pages_weigh_little(site, fan, browser, live_server):
    heavy = {}
    for shown in (shown for shown in PAGES if shown.name in WEIGHED):
        page, answers = opened(browser, live_server, fan, shown, width=1280)
        parts = {each.url: compressed_size(each) for each in answers if each.request.resource_type in KINDS}
        if sum(parts.values()) > MOST_BYTES:
            heavy[shown.name] = parts
        page.context.close()
    assert heavy == {}


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_nothing_jumps(site, fan, browser, live_server, width):
    moved = {}
    for shown in (shown for shown in PAGES if shown.name.endswith(("home", "recommendations"))):
        page, _ = opened(browser, live_server, fan, shown, width=width)
        shifts = page.evaluate("window.shifts")
        if sum(value for value, _ in shifts) > 0.001:
            moved[shown.name] = shifts
        page.context.close()
    assert moved == {}
