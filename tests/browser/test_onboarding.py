"""新手引导 in a browser: rate five, with and without JavaScript, and keep them by registering."""

import pytest
from playwright.sync_api import Page, expect

from favorites.models import ListEntry
from tests.accounts.factories import PASSWORD

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ANIME = "[data-part=picks] .pick"


def picks(page: Page) -> list[str]:
    return [item.get_attribute("data-anime") or "" for item in page.locator(ANIME).all()]


def preview(page: Page) -> list[str]:
    return page.locator(".preview-title").all_inner_texts()


def fits(page: Page) -> bool:
    return bool(page.locator("html").evaluate("page => page.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize(
    "visitor",
    [(360, 740, True), (1280, 860, True), (360, 740, False)],
    indirect=True,
    ids=["phone", "desktop", "phone-without-js"],
)
def test_rate_five_and_register(site, visitor):
    visitor.goto("/welcome/")
    before, ahead = picks(visitor), preview(visitor)
    assert len(before) == 6
    visitor.locator(ANIME).nth(1).get_by_role("button", name="没看过").click()
    expect(visitor.locator(ANIME).nth(1)).not_to_have_attribute("data-anime", before[1])
    assert [picks(visitor)[place] for place in (0, 2, 3, 4, 5)] == [before[place] for place in (0, 2, 3, 4, 5)]

    rated = []
    for count, score in enumerate((9, 10, 8, 2, 7), start=1):
        first = visitor.locator(ANIME).first
        rated.append((int(first.get_attribute("data-anime")), score))
        first.get_by_role("button", name=f"{score} 分", exact=True).click()
        expect(visitor.locator("#progress-title")).to_contain_text(f"已评 {count} 部")
    assert preview(visitor) != ahead
    assert not {str(anime_id) for anime_id, _score in rated} & set(picks(visitor))
    assert fits(visitor)

    visitor.get_by_role("link", name="注册，保留评分").click()
    visitor.locator("#id_username").fill("新会员")
    visitor.locator("#id_password").fill(PASSWORD)
    visitor.get_by_label("保密").check()
    visitor.locator("#id_birthday").fill("2001-05-06")
    visitor.get_by_role("button", name="确定").click()
    expect(visitor.get_by_text("已把你的 5 个评分存入帐号")).to_be_visible()
    expect(visitor.get_by_role("heading", name="为你推荐")).to_be_visible()
    assert set(ListEntry.objects.values_list("anime_id", "score")) == set(rated)


@pytest.mark.parametrize("visitor", [(1280, 860, True)], indirect=True, ids=["desktop"])
def test_keys_genres_and_taking_back(site, visitor):
    visitor.goto("/welcome/")
    expect(visitor.locator("[data-island=Onboarding][data-v-app]")).to_be_attached()
    button = visitor.locator(ANIME).nth(2).get_by_role("button", name="8 分", exact=True)
    button.focus()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("[data-island=Onboarding] [role=status]")).to_contain_text("已评 1 部，还差 4 部")
    # Who rates by keys goes on where the next one came.
    expect(visitor.locator(ANIME).nth(2).get_by_role("link").last).to_be_focused()

    shown = picks(visitor)
    visitor.get_by_label("恋爱").check()
    expect(visitor.locator(ANIME).first).not_to_have_attribute("data-anime", shown[0])
    expect(visitor.get_by_label("恋爱")).to_be_checked()

    visitor.locator(".welcome-rated").get_by_role("button").click()
    expect(visitor.locator("#progress-title")).to_contain_text("评 5 部看过的动漫")
    expect(visitor.locator(".welcome-rated")).to_have_count(0)


@pytest.mark.parametrize("visitor", [(1280, 860, True)], indirect=True, ids=["desktop"])
def test_a_particular_one_from_the_suggestions(site, visitor):
    visitor.goto("/welcome/")
    expect(visitor.locator("[data-island=Onboarding][data-v-app]")).to_be_attached()
    visitor.locator("#search-welcome").press_sequentially("虫师")
    visitor.get_by_role("option", name="虫师").first.click()
    found = visitor.locator("[data-part=found] .pick")
    expect(found).to_have_attribute("data-anime", "7")
    found.get_by_role("button", name="10 分", exact=True).click()
    expect(visitor.locator(".welcome-rated")).to_contain_text("虫师")
    assert visitor.url.endswith("/welcome/")
