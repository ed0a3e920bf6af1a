"""The back office and the API's documentation under a policy that lets nothing in from elsewhere."""

import pytest

from accounts.models import User
from tests.browser.logins import log_in

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/admin/",
    "/admin/catalog/anime/",
    "/admin/recommend/trainingrun/",
    "/admin/recommend/recommendationsettings/",
    "/admin/accounts/user/add/",
    "/api/v1/docs/",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_scripts_of_its_own_works_and_asks_nobody_else(site, browser, live_server, path):
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    log_in(
        context,
        User.objects.create_superuser("chief", email="chief@example.com", password="a long secret 1"),
        url=live_server.url,
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: complaints.append(asked.url) if not asked.url.startswith((live_server.url, "data:")) else None,
    )
    answer = page.goto(path, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1, h2").count() > 0
    context.close()
    assert complaints == []
