"""帮助, 条款 and 反馈: that links and anchors lead somewhere, and who runs the site."""

import re
from html import unescape

import pytest

pytestmark = pytest.mark.django_db
TEXTS = ("/help/", "/terms/")
# The model card has this part once there is a model.
ONLY_WITH_A_MODEL = {"calibration"}
MANUAL = (
    "用户在当前的界面进行相应的账号和密码的设置后,点击界面上的登录按钮进行相应的用户登录操作。",
    "用户点击注册即可到注册页面,按照相应要求进行注册,前端会进行相应校验,按要求填完信息后点击确定即可注册成功。",
)


def text_of(client, path: str, language: str = "zh-CN") -> str:
    return client.get(path, headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("path", TEXTS)
def test_contents_lead_to_every_part(client, path, language):
    text = text_of(client, path, language)
    listed = re.findall(r'<a href="#([\w-]+)">', text[text.index('class="contents"') :].partition("</nav>")[0])
    parts = re.findall(r'<h2[^>]* id="([\w-]+)"', text)
    assert len(listed) == len(set(listed)) >= 8
    assert listed == parts


@pytest.mark.parametrize("path", TEXTS)
def test_links_lead_to_pages_and_anchors_that_are_there(client, path):
    text = text_of(client, path)
    body = text[text.index("<main") : text.index("</main>")]
    links = set(re.findall(r'<a [^>]*href="(/[^"]*)"', body))
    assert links
    for link in links:
        address, _, anchor = unescape(link).partition("#")
        if address.startswith("/search/?"):
            continue
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, link
        assert not anchor or anchor in ONLY_WITH_A_MODEL or f'id="{anchor}"' in answer.content.decode(), link


def test_help_keeps_the_manuals_words(client):
    text = text_of(client, "/help/")
    for words in MANUAL:
        assert words in text


def test_the_footer_keeps_the_manuals_words(client):
    foot = text_of(client, "/help/").partition('<footer class="foot">')[2].partition("</nav>")[0]
    words = re.sub(r"<[^>]+>", " ", foot).split()
    assert words == ["关于", "|", "帮助", "|", "条款", "|", "反馈"]


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("ops@anime.example", "mailto:ops@anime.example"),
        ("https://anime.example/contact", "https://anime.example/contact"),
    ],
)
def test_terms_name_the_operator(client, settings, contact, link):
    settings.SITE_OPERATOR, settings.SITE_CONTACT = "<b>动漫社</b>", contact
    text = text_of(client, "/terms/")
    assert "本站由 <bdi>&lt;b&gt;动漫社&lt;/b&gt;</bdi> 运营" in text
    assert f'href="{link}"' in text
    assert f'href="{link}"' in text_of(client, "/feedback/")


def test_a_contact_of_words_is_no_link(client, settings):
    settings.SITE_CONTACT = "javascript:alert(1)"
    text = text_of(client, "/terms/")
    assert "<bdi>javascript:alert(1)</bdi>" in text
    assert 'href="javascript' not in text


def test_terms_make_sense_without_an_operator(client):
    text = text_of(client, "/terms/")
    assert "本站由安装并运行它的个人或组织运营" in text
    assert "联系方式：" not in text


def test_errors_and_anime_lead_to_feedback(client):
    lost = text_of(client, "/nowhere/?q=1")
    assert "/feedback/?kind=problem&amp;about=/nowhere/" in lost
