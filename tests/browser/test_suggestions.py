"""The combobox of the search boxes, with the keys, an input method and a slow network."""

from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.test_member import fits
from tests.catalog.factories import make_anime

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("visitor", [(360, 740, True), (1280, 860, True)], indirect=True, ids=["phone", "desktop"]),
]
SUGGEST = "**/api/v1/suggest*"
COVER = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"
LONGER_THAN_THE_PAUSE = 500  # milliseconds


@pytest.fixture
def shelf():
    make_anime(16498, title_romaji="Shingeki no Kyojin", title_zh_hans="进击的巨人", members=900)
    make_anime(25777, title_romaji="Shingeki no Kyojin Season 2", title_zh_hans="进击的巨人 第二季", members=800)
    make_anime(33, title_romaji="Kenpuu Denki Berserk", title_zh_hans="剑风传奇", members=700)


@pytest.fixture
def asked(visitor):
    """What the page asks suggestions for, in order."""
    found: list[str] = []

    def note(request):
        address = urlsplit(request.url)
        if address.path.startswith("/api/v1/suggest"):
            found.append(parse_qs(address.query)["q"][0])

    visitor.on("request", note)
    return found


def box(page: Page, name: str = "搜索全站"):
    return page.get_by_role("search", name=name).get_by_role("combobox")


def answer(route: Route, title: str) -> None:
    anime = {
        "id": 1,
        "title": title,
        "also": "",
        "year": 2013,
        "type_label": "TV",
        "cover": COVER,
        "url": "/",
    }
    route.fulfill(json={"query": "", "results": [anime], "engine": "embedded", "is_degraded": False})


def test_arrows_and_enter_lead_to_an_anime(visitor, shelf):
    visitor.goto("/about/")
    box(visitor).press_sequentially("巨人")
    options = visitor.get_by_role("option")
    expect(options).to_have_count(3)
    expect(options.first).to_contain_text("进击的巨人")
    expect(options.first).to_contain_text("2015")
    expect(options.last).to_have_text("查看“巨人”的全部结果")
    expect(box(visitor)).to_have_attribute("aria-expanded", "true")
    expect(visitor.get_by_role("status").get_by_text("搜索建议 2 条")).to_be_attached()
    assert fits(visitor)

    for key, chosen in (("ArrowDown", 0), ("ArrowDown", 1), ("End", 2), ("Home", 0), ("ArrowUp", None), ("ArrowUp", 2)):
        box(visitor).press(key)
        for place in range(3):
            expect(options.nth(place)).to_have_attribute("aria-selected", "true" if place == chosen else "false")
        active = box(visitor).get_attribute("aria-activedescendant")
        assert active == (None if chosen is None else options.nth(chosen).get_attribute("id"))
    box(visitor).press("ArrowUp")
    second = options.nth(1).inner_text()
    box(visitor).press("Enter")
    visitor.wait_for_url("**/anime/*/")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text(second.splitlines()[0])


def test_enter_alone_searches_for_what_was_typed(visitor, shelf):
    visitor.goto("/about/")
    box(visitor).press_sequentially("A&B 巨人")
    box(visitor).press("Enter")
    visitor.wait_for_url("**/search/?q=*")
    assert parse_qs(urlsplit(visitor.url).query)["q"] == ["A&B 巨人"]
    expect(box(visitor, "在本页搜索")).to_have_value("A&B 巨人")


def test_a_click_opens_an_anime_or_all_results(visitor, shelf):
    for place, address in ((0, "**/anime/16498/"), (2, "**/search/?q=*")):
        visitor.goto("/about/")
        box(visitor).press_sequentially("进击")
        visitor.get_by_role("option").nth(place).click()
        visitor.wait_for_url(address)


def test_escape_closes_and_keeps_the_words(visitor, shelf):
    visitor.goto("/search/")
    search = box(visitor, "在本页搜索")
    search.press_sequentially("进击")
    expect(visitor.get_by_role("listbox")).to_be_visible()
    search.press("Escape")
    expect(visitor.get_by_role("listbox")).to_be_hidden()
    expect(search).to_have_value("进击")
    expect(search).to_have_attribute("aria-expanded", "false")
    search.press("ArrowDown")
    expect(visitor.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    search.press("Tab")
    expect(visitor.get_by_role("listbox")).to_be_hidden()


def test_one_latin_letter_asks_nothing_and_one_character_does(visitor, shelf, asked):
    visitor.goto("/about/")
    box(visitor).press_sequentially("b ")
    visitor.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    assert asked == []
    box(visitor).fill("剑")
    expect(visitor.get_by_role("option").first).to_contain_text("剑风传奇")
    assert asked == ["剑"]


def test_an_input_method_is_left_alone(visitor, shelf, asked):
    visitor.goto("/about/")
    keyboard = visitor.context.new_cdp_session(visitor)
    box(visitor).focus()
    for typed in ("j", "ji", "jin", "jin'ji"):
        place = {"selectionStart": len(typed), "selectionEnd": len(typed)}
        keyboard.send("Input.imeSetComposition", {"text": typed, **place})
    visitor.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    expect(box(visitor)).to_have_value("jin'ji")
    assert asked == []
    keyboard.send("Input.insertText", {"text": "进击"})
    expect(visitor.get_by_role("option").first).to_contain_text("进击的巨人")
    assert asked == ["进击"]


def test_typing_on_drops_the_answer_to_what_was_typed_before(visitor, shelf):
    late: list[Route] = []

    def serve(route: Route) -> None:
        word = parse_qs(urlsplit(route.request.url).query)["q"][0]
        if word == "早的":
            late.append(route)
        else:
            answer(route, "后来的")

    visitor.route(SUGGEST, serve)
    visitor.goto("/about/")
    with visitor.expect_request(SUGGEST):
        box(visitor).fill("早的")
    box(visitor).fill("后来的")
    expect(visitor.get_by_role("option").first).to_contain_text("后来的")
    for route in late:
        with suppress(Error):  # The page no longer waits for it.
            answer(route, "早的")
    visitor.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    expect(visitor.get_by_role("option").first).to_contain_text("后来的")


def test_without_an_answer_the_box_still_searches(visitor, shelf):
    visitor.route(SUGGEST, lambda route: route.fulfill(body="<html>"))
    visitor.goto("/about/")
    with visitor.expect_response(SUGGEST):
        box(visitor).fill("巨人")
    expect(visitor.get_by_role("listbox")).to_be_hidden()
    box(visitor).press("Enter")
    visitor.wait_for_url("**/search/?q=*")


def test_titles_are_words_and_never_markup(visitor):
    make_anime(66, title_zh_hans="<img src=x onerror=alert(1)>坏标题", title_romaji="Bad")
    visitor.goto("/about/")
    box(visitor).press_sequentially("坏标题")
    expect(visitor.get_by_role("option").first).to_contain_text("<img src=x onerror=alert(1)>坏标题")


def test_backspace_asks_nobody_twice(visitor, shelf, asked):
    visitor.goto("/about/")
    for typed in ("进击", "进击的", "进击"):
        box(visitor).fill(typed)
        expect(visitor.get_by_role("option").last).to_have_text(f"查看“{typed}”的全部结果")
    assert asked == ["进击", "进击的"]
