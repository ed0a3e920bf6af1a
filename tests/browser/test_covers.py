"""Covers in a browser: their words stay within them, and a picture that can't be loaded gives way to the drawn one."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import Page

from catalog.covers import Subject, draw_cover
from tests.catalog.factories import make_anime
from tests.catalog.pictures import picture
from tests.catalog.test_covers import HOSTILE

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TITLES = [
    *HOSTILE,
    "Re：从零开始的异世界生活",
    "我们仍未知道那天所看见的花的名字。",
    "ソードアート・オンライン アリシゼーション",
    "Code Geass 反叛的鲁路修R2",
    "剧场版 Fate/Grand Order 神圣圆桌领域卡美洛 前篇 Wandering; Agateram",
    "WWWWWWWWWWWW MMMMMMMM",
    "Fullmetal Alchemist: Brotherhood",
    "91天",
]
# Where the letters are, in the units of the drawing; an accent may stand out a little.
OUTSIDE = """() => [...document.querySelectorAll("text")].filter((text) => {
  const {x, y, width, height} = text.getBBox();
  return x < 0 || y < -4 || x + width > 200 || y + height > 304;
}).map((text) => text.textContent)"""


@pytest.fixture
def sheet(browser):
    context = browser.new_context(viewport={"width": 200, "height": 300})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("title", TITLES)
def test_no_title_is_cut_off(sheet: Page, title: str):
    for number in range(12):
        drawn = draw_cover(Subject(id=number, title=title, genres=("Drama", "Sports"), year=2010))
        sheet.set_content(f"<body style='margin:0'>{drawn}")
        assert sheet.evaluate(OUTSIDE) == []


def test_the_drawn_cover_shows_where_the_uploaded_one_is_broken(live_server, browser, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    anime = make_anime(5114, title_zh_hans="钢之炼金术师")
    anime.cover.save("one.webp", ContentFile(b"no picture"))
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/anime/5114/")
    page.wait_for_load_state("networkidle")
    cover = page.locator(".anime-cover")
    assert cover.locator("img").count() == 2
    with_both = cover.screenshot()
    broken = re.sub(r".*/media/", "/media/", cover.locator("img").nth(1).get_attribute("src") or "")
    assert broken.startswith("/media/covers/")
    anime.cover = ""
    anime.save()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert cover.locator("img").count() == 1
    assert cover.screenshot() == with_both
    anime.cover.save("two.png", ContentFile(picture(kind="PNG", colour="#00ff00")))
    page.reload()
    page.wait_for_load_state("networkidle")
    shown = Image.open(io.BytesIO(cover.screenshot())).convert("RGB")
    # It fills the place.
    corners = [(20, 20), (shown.width - 20, 20), (20, shown.height - 20), (shown.width - 20, shown.height - 20)]
    assert {shown.getpixel(corner) for corner in corners} == {(0, 255, 0)}
    context.close()
