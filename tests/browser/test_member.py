"""Register, rate, favourite, log out, mistype the password: in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from favorites.models import ListEntry
from tests.accounts.factories import PASSWORD, make_member
from tests.catalog.factories import make_anime

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def fits(page: Page) -> bool:
    """Nothing sticks out at the side."""
    return bool(page.locator("html").evaluate("page => page.scrollWidth <= window.innerWidth"))


def test_register_rate_favourite_log_out(visitor):
    make_anime(5114, title_zh_hans="钢之炼金术师", genres=("Action",))
    visitor.goto("/register/")
    visitor.locator("#id_username").fill("新会员")
    visitor.locator("#id_password").fill(PASSWORD)
    visitor.get_by_label("保密").check()
    visitor.locator("#id_birthday").fill("2001-05-06")
    visitor.get_by_label("地区").select_option(label="四川")
    assert fits(visitor)
    visitor.get_by_role("button", name="确定").click()
    expect(visitor.get_by_text("注册成功")).to_be_visible()
    assert User.objects.get(username="新会员").region == "SC"

    visitor.goto("/search/?q=钢之炼金术师", wait_until="networkidle")
    card = visitor.locator('.card[data-anime="5114"]').first
    card.get_by_label("给《钢之炼金术师》评分").click()
    if visitor.scripts:
        visitor.locator("label").filter(has=visitor.get_by_role("radio", name="9 分")).click()
        expect(card.get_by_label("给《钢之炼金术师》评分，现为 9 分")).to_be_visible()
    else:
        card.get_by_role("button", name="9", exact=True).click()
    visitor.goto("/anime/5114/", wait_until="networkidle")
    entry = visitor.locator(".my-entry")
    if visitor.scripts:
        expect(entry.get_by_role("radio", name="9 分")).to_be_checked()
    else:
        expect(entry.get_by_text("我的评分：9 分")).to_be_visible()
    favorite = entry.locator(".heart")
    favorite.click()
    expect(favorite).to_have_attribute("aria-pressed", "true")
    entry.get_by_role("button", name="看过").click()
    expect(entry.locator("input[name=progress]")).to_have_value("12")
    assert fits(visitor)

    visitor.goto("/favorites/")
    expect(visitor.get_by_role("link", name="钢之炼金术师")).to_be_visible()
    assert fits(visitor)
    saved = ListEntry.objects.get()
    assert (saved.is_favorite, saved.score, saved.status) == (True, 9, "completed")

    visitor.locator("summary").first.click()
    visitor.get_by_role("button", name="退出").click()
    expect(visitor.get_by_text("已退出")).to_be_visible()
    expect(visitor.locator("header").get_by_role("link", name="登录")).to_be_visible()


def test_wrong_password_gives_the_dialog_and_leads_back(visitor):
    make_member("alice")
    visitor.goto("/login/?next=/about/")
    for password in ("wrong", PASSWORD):
        visitor.get_by_label("用户名", exact=True).fill("alice")
        visitor.get_by_label("密码", exact=True).fill(password)
        visitor.get_by_role("main").get_by_role("button", name="登录").click()
        if password == "wrong":
            dialog = visitor.get_by_role("dialog")
            expect(dialog).to_contain_text("校验失败,用户名或密码错误!")
            dialog.get_by_text("确定").click()
            expect(dialog).to_be_hidden()
    expect(visitor.get_by_text("登录成功")).to_be_visible()
    assert visitor.url.endswith("/about/")


@pytest.mark.parametrize("visitor", [(360, 740, True), (1280, 860, True)], indirect=True, ids=["phone", "desktop"])
def test_fields_are_checked_while_typing(visitor):
    make_member("alice")
    visitor.goto("/register/")
    visitor.locator("#id_username").press_sequentially("Alice")
    expect(visitor.get_by_text("该用户名已被注册。")).to_be_visible()
    visitor.locator("#id_password").press_sequentially("123")
    expect(visitor.get_by_text("密码至少需要 8 个字符。")).to_be_visible()
    visitor.locator("#id_password").fill("12345678")
    expect(visitor.get_by_text("密码不能全是数字。")).to_be_visible()
    visitor.locator("#id_birthday").fill("2999-01-01")
    expect(visitor.get_by_text("生日不能晚于今天。")).to_be_visible()
