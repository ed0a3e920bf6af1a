"""Cards and one's list in a real browser: by mouse, finger and keys alone, with and without JavaScript."""

import pytest
from django.db import transaction
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from favorites.models import ListEntry, NotInterested
from tests.accounts.factories import make_member
from tests.browser.logins import log_in
from tests.browser.waiting import comes_true
from tests.catalog.factories import make_anime

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WITH_SCRIPTS = pytest.mark.parametrize(
    "visitor", [(360, 740, True), (1280, 860, True)], indirect=True, ids=["phone", "desktop"]
)
DESKTOP = pytest.mark.parametrize("visitor", [(1280, 860, True)], indirect=True, ids=["desktop"])


@pytest.fixture
def alice(visitor: Page, live_server) -> User:
    alice = make_member("alice")
    log_in(visitor.context, alice, url=live_server.url)
    return alice


def show_card(page: Page) -> Locator:
    """Of 某部, among what a search finds."""
    with transaction.atomic():  # Indexed at once.
        make_anime(5, title_zh_hans="某部", genres=("Action",))
    return look_at_card(page)


def look_at_card(page: Page) -> Locator:
    page.goto("/search/?q=某部", wait_until="networkidle")
    card = page.locator('.card[data-anime="5"]')
    card.hover()
    return card


def entry() -> tuple[bool, int | None]:
    return ListEntry.objects.values_list("is_favorite", "score").get()


def test_one_tap_favourite_and_two_for_a_rating(visitor, alice):
    card = show_card(visitor)
    card.get_by_label("收藏《某部》").click()
    expect(card.get_by_label("收藏《某部》")).to_have_attribute("aria-pressed", "true")
    card.hover()
    card.get_by_label("给《某部》评分").first.click()
    if visitor.scripts:
        visitor.get_by_role("dialog").get_by_label("8 分", exact=True).click()
        expect(visitor.get_by_text("已给《某部》打 8 分。")).to_be_visible()
    else:
        card.get_by_role("button", name="8", exact=True).click()
    expect(card.locator(".rated b")).to_have_text("8")
    assert comes_true(lambda: entry() == (True, 8))


@DESKTOP
def test_by_keys_alone(visitor, alice):
    card = show_card(visitor)
    card.locator("[name=rate]").focus()
    visitor.keyboard.press("Enter")
    visitor.keyboard.press("End")
    visitor.keyboard.press("ArrowLeft")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("dialog")).to_have_count(0)
    expect(card.locator(".rated b")).to_have_text("9")
    expect(card.locator("[name=rate]")).to_be_focused()
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("dialog").get_by_role("button").first).to_be_focused()
    visitor.keyboard.press("Escape")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Space")
    expect(card.get_by_label("收藏《某部》")).to_have_attribute("aria-pressed", "true")
    assert comes_true(lambda: entry() == (True, 9))


@WITH_SCRIPTS
def test_not_interested_and_back(visitor, alice):
    card = show_card(visitor)
    card.locator("[name=more]").click()
    visitor.get_by_role("dialog").get_by_role("button", name="这部动漫").click()
    expect(card.get_by_text("不会再推荐《某部》。")).to_be_visible()
    assert comes_true(lambda: NotInterested.objects.count() == 1)
    card.get_by_role("button", name="撤销").click()
    expect(card.locator(".card-gone")).to_have_count(0)
    assert comes_true(lambda: not NotInterested.objects.exists())


def test_the_list_is_edited_in_place_and_a_removal_taken_back(visitor, alice):
    ListEntry.objects.create(user=alice, anime=make_anime(5, title_zh_hans="某部", episodes=2), status="watching")
    ListEntry.objects.create(user=alice, anime=make_anime(6, title_zh_hans="另一部"), score=7)
    visitor.goto("/favorites/")
    visitor.wait_for_load_state("networkidle")
    row = visitor.locator('.entry[data-anime="5"]')
    if visitor.scripts:
        row.get_by_label("《某部》又看了 1 集").click()
        row.get_by_label("《某部》又看了 1 集").click()
    else:
        row.get_by_label("《某部》已看集数").fill("2")
        row.locator(".progress").get_by_role("button", name="保存").click()
    expect(row.locator("select[name=status]")).to_have_value("completed")
    row.get_by_label("从列表中移除《某部》").click()
    expect(row).to_be_hidden()
    visitor.get_by_role("button", name="撤销").click()
    expect(row).to_be_visible()
    assert comes_true(lambda: ListEntry.objects.get(anime_id=5).progress == 2)


def test_many_at_once(visitor, alice):
    for number in (5, 6, 7):
        ListEntry.objects.create(user=alice, anime=make_anime(number, title_zh_hans=f"第{number}部"), score=7)
    visitor.goto("/favorites/")
    visitor.wait_for_load_state("networkidle")
    visitor.get_by_label("勾选《第5部》").check()
    visitor.get_by_label("勾选《第7部》").check()
    visitor.get_by_label("对勾选的动漫").select_option(label="标为“搁置”")
    visitor.get_by_role("button", name="执行").click()
    expect(visitor.get_by_text("已修改 2 部动漫。")).to_be_visible()
    assert list(ListEntry.objects.filter(status="on_hold").values_list("anime_id", flat=True).order_by("anime_id")) == [
        5,
        7,
    ]


@WITH_SCRIPTS
def test_a_card_keeps_its_box_when_scripts_take_it(visitor, alice):
    with visitor.context.new_page() as plain:
        plain.route("**/*.js", lambda route: route.abort())
        box = show_card(plain).bounding_box()
    card = look_at_card(visitor)
    expect(card.locator("[data-v-app]")).to_have_count(1)
    assert card.bounding_box() == box


def test_targets_are_large_enough(visitor, alice):
    card = show_card(visitor)
    buttons = card.locator(".card-button").all()
    assert buttons
    for button in buttons:
        box = button.bounding_box() or {"width": 0, "height": 0}
        assert box["width"] >= 24
        assert box["height"] >= 24
