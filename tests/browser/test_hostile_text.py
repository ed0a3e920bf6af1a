"""Text that attacks breaks no page: nothing runs, nothing sticks out, nothing is lost."""

import pytest
from django.db import connection
from playwright.sync_api import Browser

from catalog.models import Anime, AnimeTag, AnimeTitle, Tag
from favorites.models import ListEntry
from tests.browser.logins import log_in
from tests.site.pages import IN_TESTS, PAGES

pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MARKUP = "<script>window.hit=1</script><img src=x onerror=window.hit=1>\"'>{{7*7}}"
RIGHT_TO_LEFT = "\u202eعنوان من اليمين إلى اليسار\u202e"
EMOJI = "👩‍👩‍👧‍👦🏳️‍🌈🎉" * 20
ENDLESS = "长" * 5000
TITLES = (MARKUP, RIGHT_TO_LEFT, EMOJI, ENDLESS, "W" * 5000, "\u200b\u0301" * 40 + "Z̷͈͘a̵l̶g̸o̷" * 20)


def attack(member) -> None:
    """SQLite keeps titles of any length, as a careless import might; servers cut theirs off at the column's."""
    room = 5000 if connection.vendor == "sqlite" else 300
    for number, text in enumerate(TITLES, start=1):
        titles = dict.fromkeys(("title_zh_hans", "title_ja", "title_romaji", "title_en"), text[:room])
        Anime.objects.filter(pk=number).update(**titles, summary=text)
        AnimeTitle.objects.create(anime_id=number, text=text[:300])
        tag = Tag.objects.create(name=text[:100])
        AnimeTag.objects.create(anime_id=number, tag=tag)
        ListEntry.objects.update_or_create(user=member, anime_id=number, defaults={"score": 9, "note": text[:300]})
    member.username, member.signature = "<b onclick=hit()>👾عرب</b>" + "長" * 20, MARKUP
    member.save()


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_hostile_text_breaks_no_page(site, fan, browser: Browser, live_server, width):
    attack(fan)
    context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 800}, locale="zh-CN")
    log_in(context, fan, url=live_server.url)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    for shown in PAGES:
        if shown.name in {"login", "register"}:
            continue  # Who is logged in already is sent home.
        answer = page.goto(shown.path.format(**IN_TESTS))
        page.wait_for_load_state("networkidle")
        if answer is None or answer.status != shown.status:
            faults.append(f"{shown.name}: status {answer and answer.status}")
        if page.evaluate("window.hit"):
            faults.append(f"{shown.name}: a script ran")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{shown.name}: sticks out")
    context.close()
    assert faults == []


def test_hostile_input_is_refused_or_kept_as_text(site, fan, client):
    client.force_login(fan)
    for text in (*TITLES, "\x00", "\ud800", "%00%ff"):
        found = text.encode("utf-8", "replace").decode()
        assert client.get("/search/", {"q": found}).status_code == 200
        assert client.post(
            "/feedback/", {"kind": "other", "text": found, "page": found, "contact": found}
        ).status_code in {200, 302, 429}
        assert client.post("/settings/profile/", {"signature": found, "gender": "f"}).status_code in {200, 302}
        assert client.get("/rankings/", {"kind": found, "year": found, "genre": found}).status_code == 200
        assert client.get("/recommendations/", {"genre": found, "type": found, "page": found}).status_code == 200
        assert client.get("/blend/", {"like": found, "unlike": found}).status_code == 200
