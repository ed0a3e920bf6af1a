"""「像 A 和 B，不像 C」 in a browser: chosen by name, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def choose(page: Page, name: str, label: str, *, scripts: bool) -> None:
    field = page.get_by_role("searchbox", name=label).or_(page.get_by_role("combobox", name=label))
    if scripts:
        expect(field).to_have_role("combobox")
        field.press_sequentially(name)
        page.get_by_role("option", name=name).first.click()
    else:
        field.fill(name)
        field.press("Enter")
        page.locator(".blend-offers").get_by_role("link", name=name).first.click()


@pytest.mark.parametrize(
    "visitor", [(360, 740, True), (1280, 860, False)], indirect=True, ids=["phone", "desktop-without-js"]
)
def test_chosen_by_name(site, visitor):
    visitor.goto("/blend/")
    choose(visitor, "虫师", "搜一部喜欢的动漫", scripts=visitor.scripts)
    expect(visitor.get_by_role("heading", name="像《虫师》", exact=True)).to_be_visible()
    choose(visitor, "死亡笔记", "搜一部不想要的动漫", scripts=visitor.scripts)
    expect(visitor.get_by_role("heading", name="像《虫师》，不像《死亡笔记》")).to_be_visible()
    assert visitor.url.endswith("/blend/?like=7&unlike=3")
    expect(visitor.locator(".blended")).to_have_count(24)
    assert visitor.locator("html").evaluate("page => page.scrollWidth <= window.innerWidth")
    visitor.get_by_role("link", name="去掉《死亡笔记》").click()
    assert visitor.url.endswith("/blend/?like=7")
