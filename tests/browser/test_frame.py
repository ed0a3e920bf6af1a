"""The frame holds: nothing sticks out, whatever text comes in; the switch switches; the focus is seen."""

import pytest
from playwright.sync_api import Page, expect

from favorites.models import ListEntry
from tests.accounts.factories import PASSWORD, make_member
from tests.catalog.factories import make_anime

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PLAIN = ("/login/", "/register/", "/password-reset/", "/about/", "/help/", "/terms/", "/feedback/", "/search/")
# One word of 300 letters (as long as a title may be), a text that runs from right to left and turns back, emoji.
HOSTILE = ("x" * 300, "\u202eאבג" + "ש" * 200 + "\u202c", "👨‍👩‍👧‍👦😀" * 40, "长" * 300)
NAME = "🦊" * 10 + "w" * 100
phone = pytest.mark.parametrize("visitor", [(360, 740, True)], indirect=True, ids=["phone"])
desktop = pytest.mark.parametrize("visitor", [(1280, 860, True)], indirect=True, ids=["desktop"])


# What lies beyond the edge of a page that scrolls sideways.
STICKING_OUT = """() => [...document.querySelectorAll('body *')].filter(
    (it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        && document.documentElement.scrollWidth > document.documentElement.clientWidth
).map((it) => it.tagName + '.' + it.className).slice(0, 8)"""


def sticking_out(page: Page) -> list[str]:
    return list(page.evaluate(STICKING_OUT))


def log_in(page: Page, name: str) -> None:
    page.goto("/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page.locator("header summary")).to_be_visible()


@phone
def test_no_page_scrolls_sideways(visitor, live_server):
    for language in ("zh-hans", "en"):
        visitor.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        for path in PLAIN:
            visitor.goto(path)
            assert sticking_out(visitor) == [], (language, path)


@phone
def test_text_that_attacks_pushes_nothing_out(visitor):
    alice = make_member(NAME, signature="y" * 100, email=f"{'z' * 60}@example.org", is_simulated=True)
    for number, text in enumerate(HOSTILE, start=1):
        anime = make_anime(number, title_zh_hans=text, title_romaji=text, summary=text * 15)
        ListEntry.objects.create(user=alice, anime=anime, score=9, is_favorite=True)
    log_in(visitor, NAME)
    paths = (
        "/",
        "/settings/",
        "/favorites/",
        "/rankings/",
        f"/search/?q={'q' * 200}",
        *map("/anime/{}/".format, (1, 2, 3, 4)),
    )
    for path in paths:
        visitor.goto(path)
        assert sticking_out(visitor) == [], path
    visitor.locator("header summary").click()
    expect(visitor.get_by_role("button", name="退出")).to_be_visible()
    assert sticking_out(visitor) == []


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_theme_switch(visitor):
    """With and without JavaScript, and it stays from one page to the next."""
    visitor.goto("/about/")
    light = background(visitor) if visitor.scripts else ""
    visitor.get_by_role("button", name="深色").click()
    expect(visitor.locator("html")).to_have_attribute("data-theme", "dark")
    expect(visitor.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true")
    assert not visitor.scripts or background(visitor) != light
    visitor.goto("/help/")
    expect(visitor.locator("html")).to_have_attribute("data-theme", "dark")
    visitor.get_by_role("button", name="跟随系统").click()
    expect(visitor.locator("html")).not_to_have_attribute("data-theme", "dark")


@phone
def test_bar_comes_back_for_the_keyboard(visitor):
    """On a phone only the navigation stays; who tabs back to the logo sees it."""
    visitor.goto("/about/")
    visitor.locator("main").evaluate("main => window.scrollTo(0, 400)")
    brand = visitor.locator(".brand")
    expect(brand).not_to_be_in_viewport()
    expect(visitor.get_by_role("link", name="榜单").first).to_be_in_viewport()
    visitor.locator("footer a").first.focus()
    for _ in range(60):
        if visitor.evaluate("document.activeElement.closest('header') !== null"):
            break
        visitor.keyboard.press("Shift+Tab")
    expect(visitor.locator("header :focus")).to_be_in_viewport()


@phone
def test_current_tab_is_in_sight(visitor):
    make_member("alice")
    log_in(visitor, "alice")
    visitor.goto("/favorites/?show=dropped")
    expect(visitor.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=0.9)
    assert visitor.evaluate("window.scrollY") == 0


@desktop
def test_focus_is_never_behind_the_bar(visitor):
    visitor.goto("/about/")
    visitor.locator("footer a").first.focus()
    for _ in range(40):
        visitor.keyboard.press("Shift+Tab")
        seen = visitor.evaluate(
            """() => {
                const it = document.activeElement, box = it.getBoundingClientRect();
                if (it === document.body || it.closest('header, .skip')) return 'top';
                const bar = document.querySelector('header.top').getBoundingClientRect().bottom;
                return box.top >= bar && getComputedStyle(it).outlineStyle !== 'none';
            }"""
        )
        if seen == "top":
            return
        assert seen
