"""A Chromium of the system on the real site, with and without JavaScript, on a phone and on a desk."""

import os

import pytest

from animerec.frontend_build import current_build
from tests.site.conftest import _forget_what_is_served, fan, site  # noqa: F401

# Playwright's loop runs in the thread that also asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium_path):
    return {"executable_path": chromium_path, "args": ["--no-sandbox"]}


@pytest.fixture(
    params=[(360, 740, True), (360, 740, False), (1280, 860, True), (1280, 860, False)],
    ids=["phone", "phone-without-js", "desktop", "desktop-without-js"],
)
def visitor(request, browser, live_server):
    """A page of the site; it must not complain, nor ask anybody else for anything."""
    width, height, scripts = request.param
    if scripts and current_build() is None:
        pytest.skip("needs the scripts of pages: sh scripts/frontend.sh build")
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        locale="zh-CN",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: complaints.append(asked.url) if not asked.url.startswith((live_server.url, "data:")) else None,
    )
    page.scripts = scripts
    yield page
    context.close()
    assert complaints == []
