"""What pages say to search engines and to who shares them, and the small files that are asked of every site."""

import json
import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured

from accounts.models import User
from animerec import environment
from animerec.site_files import BAR, GROUND
from animerec.sitemaps import AnimeSitemap
from catalog.models import Anime, ExternalId
from favorites.models import ListEntry
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db
ATTACK = '</script><script>alert(1)</script>" onload="x <!-- 😀'
STATIC = Path(project.BASE_DIR) / "animerec" / "static"


def page(client, path: str, **headers: str) -> str:
    return client.get(path, headers=headers).content.decode()


def meta(text: str, name: str) -> str:
    found = re.search(rf'<meta (?:property|name)="{re.escape(name)}" content="([^"]*)">', text)
    return unescape(found[1]) if found else ""


def canonical(text: str) -> str:
    found = re.search(r'<link rel="canonical" href="([^"]*)">', text)
    return unescape(found[1]) if found else ""


def json_ld(text: str) -> list[dict]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(block)["@graph"]


def test_home_is_a_website_with_a_search(client):
    text = page(client, "/?utm_source=x", **{"accept-language": "zh-CN"})
    assert canonical(text) == meta(text, "og:url") == "http://testserver/"
    assert meta(text, "og:title") == meta(text, "og:site_name") == "基于深度学习的个性化动漫推荐系统"
    assert (meta(text, "og:type"), meta(text, "og:locale")) == ("website", "zh_CN")
    (site,) = json_ld(text)
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"] == "http://testserver/search/?q={search_term_string}"


def test_the_language_is_the_readers(client):
    text = page(client, "/help/", **{"accept-language": "en"})
    assert (meta(text, "og:title"), meta(text, "og:locale"), meta(text, "og:locale:alternate")) == (
        "Help",
        "en_US",
        "zh_CN",
    )
    assert 'manifest.webmanifest?lang=en"' in text
    assert meta(text, "og:description") == meta(text, "description")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/search/", "/search/"),
        ("/search/?utm_source=x", "/search/"),
        ("/rankings/?kind=popular&page=1&fbclid=1", "/rankings/?kind=popular"),
        ("/rankings/?mine=hide", "/rankings/"),
        ("/help/?from=mail", "/help/"),
        ("/blend/", "/blend/"),
    ],
)
def test_addresses_without_what_changes_nothing(client, path, address):
    make_anime()
    text = page(client, path)
    assert canonical(text) == f"http://testserver{address}"
    assert meta(text, "robots") == ""


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=x",
        "/search/?genre=1",
        "/rankings/?type=TV",
        "/login/",
        "/register/",
        "/feedback/?about=/",
        "/nowhere/",
    ],
)
def test_results_parts_forms_and_errors_are_not_listed(client, path):
    text = page(client, path)
    assert meta(text, "robots") == "noindex"
    assert canonical(text) == ""


def test_private_pages_are_not_listed(client):
    client.force_login(make_member())
    for path in ("/settings/", "/favorites/", "/recommendations/"):
        assert meta(page(client, path), "robots") == "noindex", path


def test_an_anime_describes_itself(client):
    make_anime(5, title_zh_hans="虫师", title_ja="蟲師", type="TV", year=2005, season="autumn", episodes=26)
    ExternalId.objects.create(anime_id=5, site="bangumi", value="353")
    text = page(client, "/anime/5/?from=share", **{"accept-language": "zh-CN"})
    assert canonical(text) == "http://testserver/anime/5/"
    assert (meta(text, "og:type"), meta(text, "og:title")) == ("video.tv_show", "虫师")
    assert meta(text, "og:image").startswith("http://testserver/")
    work, path = json_ld(text)
    assert (work["@type"], work["numberOfEpisodes"], work["name"]) == ("TVSeries", 26, "虫师")
    assert {"https://myanimelist.net/anime/5", "https://bgm.tv/subject/353"} <= set(work["sameAs"])
    assert "蟲師" in work["alternateName"]
    assert "aggregateRating" not in work
    steps = path["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert steps[1]["item"] == "http://testserver/seasons/2005/autumn/"


def test_a_film_is_a_film(client):
    make_anime(5, type="Movie", year=2001)
    text = page(client, "/anime/5/")
    assert meta(text, "og:type") == "video.movie"
    work, path = json_ld(text)
    assert (work["@type"], work["datePublished"]) == ("Movie", "2001")
    assert path["itemListElement"][1]["item"] == "http://testserver/rankings/"


def test_an_uploaded_picture_goes_before_the_sites(client):
    make_anime(5, cover="covers/5-1a2b3c4d5e6f.webp")
    text = page(client, "/anime/5/")
    assert meta(text, "og:image") == json_ld(text)[0]["image"] == "http://testserver/media/covers/5-1a2b3c4d5e6f.webp"
    assert (meta(text, "og:image:width"), meta(text, "twitter:card")) == ("", "summary")


def test_ratings_are_those_of_real_members(client):
    make_anime(5, score=9.9, members=10_000)
    members = [make_member(f"member{number}") for number in range(5)]
    ListEntry.objects.bulk_create(ListEntry(user=one, anime_id=5, score=8) for one in members)
    rating = json_ld(page(client, "/anime/5/"))[0]["aggregateRating"]
    assert (rating["ratingValue"], rating["ratingCount"], rating["bestRating"]) == (8.0, 5, 10)
    User.objects.filter(username="member0").update(is_simulated=True)
    assert "aggregateRating" not in json_ld(page(client, "/anime/5/"))[0]


def test_opinions_are_asked_for_once_a_page(client, django_assert_max_num_queries):
    make_anime(5)
    client.get("/anime/5/")
    with django_assert_max_num_queries(12) as captured:
        client.get("/anime/5/")
    assert sum("favorites_listentry" in query["sql"] for query in captured.captured_queries) <= 1


def test_titles_that_attack_stay_text(client):
    make_anime(5, title_zh_hans=ATTACK, summary=ATTACK)
    text = page(client, "/anime/5/", **{"accept-language": "zh-CN"})
    assert "<script>alert" not in text
    assert json_ld(text)[0]["name"] == ATTACK
    assert meta(text, "og:title") == ATTACK


def test_site_url_goes_before_the_requests_host(client, settings):
    settings.SITE_URL = "https://anime.example"
    make_anime(5)
    text = page(client, "/anime/5/")
    assert canonical(text) == "https://anime.example/anime/5/"
    assert meta(text, "og:image").startswith("https://anime.example/static/")
    assert "Sitemap: https://anime.example/sitemap.xml" in page(client, "/robots.txt")
    assert "<loc>https://anime.example/sitemap-anime.xml</loc>" in page(client, "/sitemap.xml")
    assert "<loc>https://anime.example/anime/5/</loc>" in page(client, "/sitemap-anime.xml")


@pytest.mark.parametrize("value", ["anime.example", "ftp://anime.example", "https://anime.example/path"])
def test_a_site_url_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("SITE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        environment.site_url("SITE_URL")


def test_the_sitemap_has_what_is_there_to_see(client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(AnimeSitemap, "limit", 2)
    for number in (1, 2, 3):
        make_anime(number, year=2020, season="winter")
    make_anime(4, is_hidden=True)
    files = [
        str(loc.text) for loc in ElementTree.fromstring(page(client, "/sitemap.xml")).iter() if loc.tag.endswith("loc")
    ]
    assert f"{files[-1]}".endswith("/sitemap-anime.xml?p=2")
    found = []
    for file in files:
        with django_assert_max_num_queries(4):
            answer = client.get(file.removeprefix("http://testserver"))
        assert answer["Content-Type"] == "application/xml"
        tree = ElementTree.fromstring(answer.content)
        found += [str(loc.text).removeprefix("http://testserver") for loc in tree.iter() if loc.tag.endswith("loc")]
    assert [one for one in found if one.startswith("/anime/")] == ["/anime/1/", "/anime/2/", "/anime/3/"]
    assert {"/", "/rankings/?kind=popular", "/seasons/2020/winter/", "/terms/"} <= set(found)
    assert len(found) == len(set(found))
    updated = Anime.objects.get(pk=1).updated_at.date().isoformat()
    assert f"<lastmod>{updated[:4]}" in page(client, "/sitemap-anime.xml")


def test_every_page_of_the_sitemap_is_listed(client):
    make_anime(1, year=2020, season="winter")
    for section in ("pages", "seasons", "anime"):
        tree = ElementTree.fromstring(page(client, f"/sitemap-{section}.xml"))
        for loc in tree.iter():
            if loc.tag.endswith("loc"):
                path = str(loc.text).removeprefix("http://testserver")
                assert canonical(page(client, path)) == loc.text, path
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_robots_may_ask_for_pages_and_not_for_the_admin(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert {"User-agent: *", "Disallow: /admin/", "Disallow: /api/"} <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


@pytest.mark.parametrize(
    ("language", "name"), [("zh-hans", "基于深度学习的个性化动漫推荐系统"), ("en", "Personalized")]
)
def test_the_manifest_speaks_the_pages_language(client, language, name):
    answer = client.get(f"/manifest.webmanifest?lang={language}", headers={"accept-language": "zh-CN"})
    assert answer["Content-Type"] == "application/manifest+json"
    content = answer.json()
    assert content["name"].startswith(name)
    for icon in content["icons"]:
        assert (STATIC / icon["src"].removeprefix("/static/")).is_file()


def test_colours_of_the_manifest_are_those_of_the_tokens():
    tokens = (STATIC / "css" / "tokens.css").read_text()
    assert f"--bar: {BAR};" in tokens
    assert f"--ground: {GROUND};" in tokens


def test_files_that_are_asked_for_by_name(client):
    assert client.get("/favicon.ico")["Location"].endswith("img/favicon.ico")
    assert client.get("/.well-known/change-password")["Location"] == "/settings/password/"
    for name in ("favicon.ico", "favicon.svg", "apple-touch-icon.png", "share.png"):
        assert (STATIC / "img" / name).is_file()
