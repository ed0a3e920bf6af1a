"""axe finds nothing on any page, in either theme (WCAG 2.2 A and AA, and best practices)."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext

from tests.browser.logins import log_in
from tests.site.pages import IN_TESTS, MEMBERS, VISITORS, SitePage

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AXE = settings.BASE_DIR / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
# A theme in the size in which more of its readers meet it.
SIZES = {"dark": (360, 740), "light": (1280, 900)}
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
    (each) => each.id + ": " + each.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | "))"""


def complaints(context: BrowserContext, pages: tuple[SitePage, ...]) -> Iterator[str]:
    script = AXE.read_text(encoding="utf-8")
    page = context.new_page()
    for shown in pages:
        page.goto(shown.path.format(**IN_TESTS))
        page.wait_for_load_state("networkidle")
        page.evaluate(script)
        yield from (f"{shown.name}: {found}" for found in page.evaluate(RUN))


@pytest.mark.parametrize("theme", SIZES)
@pytest.mark.parametrize("who", ["visitor", "member"])
def test_axe_finds_nothing(site, fan, browser: Browser, live_server, theme, who):
    width, height = SIZES[theme]
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": height},
        color_scheme=theme,
        reduced_motion="reduce",  # nothing is judged half faded in
        locale="zh-CN",
    )
    if who == "member":
        log_in(context, fan, url=live_server.url)
    found = list(complaints(context, MEMBERS if who == "member" else VISITORS))
    context.close()
    assert not found, "\n".join(found)
