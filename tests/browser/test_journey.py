"""From a first visit to logging out, in both languages, on a phone and on a desk, with and without JavaScript.

A visitor rates five anime, registers and keeps the ratings, looks at recommendations and why, doesn't want one and
takes that back, keeps a favourite, searches in pinyin, goes from an anime to those like it, to rankings and list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Locator, Page, expect

from accounts.models import User
from favorites.models import ListEntry, NotInterested
from tests.accounts.factories import PASSWORD
from tests.browser.waiting import comes_true

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SIZES = {"phone": (360, 780), "desktop": (1440, 900)}
LANGUAGES = {"zh-CN": "zh-hans", "en-US": "en"}


@dataclass(frozen=True)
class Journey:
    page: Page
    language: str
    scripts: bool

    def said(self, chinese: str, **values: str) -> str:
        """The words of the interface as this reader sees them."""
        with translation.override(LANGUAGES[self.language]):
            return translation.gettext(chinese) % values if values else translation.gettext(chinese)

    def beginning(self, chinese: str, **values: str) -> re.Pattern[str]:
        return re.compile(re.escape(self.said(chinese, **values)))

    def button(self, chinese: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("button", name=self.said(chinese), exact=True)

    def link(self, chinese: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=self.said(chinese), exact=True).first

    def go(self, chinese: str) -> None:
        """By the main navigation."""
        self.page.locator(".top-nav").get_by_role("link", name=self.said(chinese), exact=True).click()
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_load_state("networkidle")
        width, room = self.page.locator("html").evaluate("page => [page.scrollWidth, window.innerWidth]")
        assert width <= room, self.page.url

    def reads(self, chinese: str) -> None:
        expect(self.page.get_by_text(self.said(chinese)).first).to_be_visible()


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def scripts(request) -> bool:
    return bool(request.param)


@pytest.fixture(params=SIZES)
def size(request) -> tuple[int, int]:
    return SIZES[request.param]


@pytest.fixture(params=LANGUAGES)
def journey(request, site, browser: Browser, live_server, size, scripts) -> Iterator[Journey]:
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=scripts,
        locale=request.param,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    yield Journey(page, request.param, scripts)
    context.close()
    assert faults == []


def test_from_a_first_visit_to_logging_out(journey):
    rate_five(journey)
    register(journey)
    look_at_recommendations(journey)
    dismiss_and_take_back(journey)
    keep_a_favourite(journey)
    search_and_go_on(journey)
    look_at_rankings_and_list(journey)
    change_settings_and_leave(journey)
    mistype_the_password(journey)


def rate_five(journey: Journey) -> None:
    page = journey.page
    page.goto("/")
    journey.settle()
    journey.link("开始评分").click()
    for count in range(1, 6):
        pick = page.locator("[data-part=picks] .pick").first
        pick.locator("button[name=rate]").nth(8).click()
        expect(page.locator("[data-part=rated] li")).to_have_count(count)
    journey.settle()
    assert page.locator("[data-part=preview] li").count() > 0
    assert not ListEntry.objects.exists()


def register(journey: Journey) -> None:
    page = journey.page
    journey.link("注册，保留评分").click()
    page.locator("#id_username").fill("新会员")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_label(journey.said("保密")).check()
    page.locator("#id_birthday").fill("2001-05-06")
    journey.button("确定").click()
    journey.reads("注册成功")
    scores = ListEntry.objects.filter(user__username="新会员").values_list("score", flat=True)
    assert list(scores) == [9] * 5
    journey.settle()


def look_at_recommendations(journey: Journey) -> None:
    journey.go("推荐")
    cards = journey.page.locator("#recommended .card")
    rated = set(ListEntry.objects.values_list("anime_id", flat=True))
    assert cards.count() > 10
    assert rated.isdisjoint(id_of(card) for card in cards.all())
    why = journey.page.locator(".card-reasons").first
    why.locator("summary").click()
    expect(why.locator("li").first).to_be_visible()


def dismiss_and_take_back(journey: Journey) -> None:
    page = journey.page
    card = page.locator("#recommended .card").first
    anime_id = id_of(card)
    card.hover()
    if journey.scripts:
        card.locator("button[name=more]").click()
        page.get_by_role("dialog").get_by_role("button", name=journey.said("这部动漫")).click()
    else:
        card.locator(".card-more summary").click()
        card.get_by_role("button", name=journey.said("这部动漫")).click()
    undo = page.get_by_role("button", name=journey.said("撤销")).first
    expect(undo).to_be_visible()
    assert comes_true(lambda: NotInterested.objects.filter(anime_id=anime_id).exists())
    undo.click()
    expect(page.locator(f'#recommended [data-anime="{anime_id}"] .card-title')).to_be_visible()
    assert comes_true(lambda: not NotInterested.objects.exists())


def id_of(card: Locator) -> int:
    return int(card.get_attribute("data-anime") or 0)


def keep_a_favourite(journey: Journey) -> None:
    journey.page.goto("/recommendations/")
    card = journey.page.locator("#recommended .card").first
    anime_id = id_of(card)
    card.hover()
    card.locator(".heart").click()
    assert comes_true(lambda: ListEntry.objects.filter(anime_id=anime_id, is_favorite=True).exists())


def search_and_go_on(journey: Journey) -> None:
    """钢之炼金术师 in pinyin, by the box of every page; then to an anime like it."""
    page = journey.page
    box = page.locator("header input[name=q]")
    box.fill("gangzhilianjinshushi")
    box.press("Enter")
    page.wait_for_url("**/search/**")
    page.locator('.card[data-anime="1"] .card-title a').click()
    page.wait_for_url("**/anime/1/")
    journey.settle()
    if journey.scripts:
        page.locator(".similar-block").scroll_into_view_if_needed()
    else:
        page.locator('main a[href$="/anime/1/similar/"]').first.click()
    similar = page.locator(".card .card-title a").first
    address = similar.get_attribute("href")
    similar.click()
    page.wait_for_url(f"**{address}")
    journey.settle()


def look_at_rankings_and_list(journey: Journey) -> None:
    journey.go("榜单")
    journey.link("热门").click()
    journey.settle()
    journey.go("我的收藏")
    assert journey.page.locator(".entry").count() == 6


def change_settings_and_leave(journey: Journey) -> None:
    page = journey.page
    page.locator(".menu summary").click()
    page.locator(".menu-sheet").get_by_role("link", name=journey.said("设置")).click()
    page.get_by_label(journey.said("签名")).fill("路过的旅人")
    page.locator("form", has=page.get_by_label(journey.said("签名"))).get_by_role(
        "button", name=journey.said("保存"), exact=True
    ).first.click()
    journey.reads("设置已保存")
    assert User.objects.get(username="新会员").signature == "路过的旅人"
    page.locator(".menu summary").click()
    page.get_by_role("button", name=journey.said("退出")).click()
    journey.reads("已退出")


def mistype_the_password(journey: Journey) -> None:
    page = journey.page
    page.goto("/login/")
    page.locator("#id_username").fill("新会员")
    page.locator("#id_password").fill("wrong")
    page.locator("#id_password").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(journey.said("校验失败,用户名或密码错误!"))
    dialog.get_by_text(journey.said("确定")).click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#id_password")).to_be_visible()
