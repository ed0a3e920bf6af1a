"""Titles are in the language that the member chose, on every page and in every message."""

import re

import pytest

from catalog.models import Anime
from tests.site.pages import IN_TESTS, MEMBERS
from tests.site.world import TITLES

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# The world's anime are 动漫12, アニメ12, Anime number 12, but for the first ones. Where the English title is the romaji
# one, a Chinese title may stand beside it.
CHINESE = re.compile(r"动漫\d+|" + "|".join(zh for zh, _ja, romaji, en in TITLES if romaji != en))
# These say every title of an anime.
OF_ALL_TITLES = {"member-anime"}
API = ("/api/v1/recommendations/", "/api/v1/rankings/", "/api/v1/anime/1/similar/", "/api/v1/search?q=anime")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_other_title_than_the_chosen_one(site, fan, client, language):
    fan.title_language = language
    fan.save()
    client.force_login(fan)
    for page in MEMBERS:
        if page.name in OF_ALL_TITLES:
            continue
        text = client.get(page.path.format(**IN_TESTS | {"word": "anime"})).content.decode()
        assert CHINESE.findall(text) == [], page.name
    for path in API:
        shown = [row.get("title") or row["anime"]["title"] for row in client.get(path).json()["results"]]
        assert shown, path
        assert not any(map(CHINESE.search, shown)), path


def test_messages_too(site, fan, client):
    fan.title_language = "ja"
    fan.save()
    client.force_login(fan)
    text = client.post("/not-interested/40/", {"kind": "anime", "next": "/"}, follow=True).content.decode()
    assert "アニメ40" in text
    assert "动漫40" not in text


def test_visitors_titles_follow_the_interface(site, client):
    for language, title in (("zh-CN", "动漫40"), ("en", "Anime number 40")):
        text = client.get("/anime/40/", headers={"accept-language": language}).content.decode()
        assert re.search(rf"<h1><bdi[^>]*>{title}</bdi></h1>", text)


def test_what_has_no_such_title_shows_the_nearest(site, fan, client):
    Anime.objects.filter(pk=40).update(title_ja="", title_en="")
    only = {"title_ja": "", "title_romaji": "", "title_zh_hans": "", "title_zh_hant": "繁體", "title_en": ""}
    Anime.objects.filter(pk=41).update(**only)
    client.force_login(fan)
    for language, titles in (("ja", ("Anime 40", "繁體")), ("en", ("Anime 40", "繁體")), ("zh", ("动漫40", "繁體"))):
        fan.title_language = language
        fan.save()
        for anime_id, title in zip((40, 41), titles, strict=True):
            assert f">{title}</bdi></h1>" in client.get(f"/anime/{anime_id}/").content.decode()
