"""Both languages are complete: an English page has no Chinese but that of the catalogue."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from django.conf import settings

from tests.site.pages import IN_TESTS, PAGES, SitePage
from tests.site.world import PERSON, STUDIO, SUMMARY, TAG, TITLES

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]+")
# What isn't the interface's: titles, names, tags, summaries, and the names of languages, each in its own.
NOT_WORDS = sorted(
    {title for titles in TITLES for title in titles}
    | {TAG, PERSON, *STUDIO, *SUMMARY.split("\n"), "简体中文", "中文", "日本語"},
    key=len,
    reverse=True,
)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SHOWN = {"alt", "aria-label", "aria-description", "aria-valuetext", "content", "placeholder", "title", "value"}


class UntranslatedText(HTMLParser):
    """What stands in Chinese or Japanese outside elements whose ``lang`` says so, and outside <bdi> (names, titles)."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    @property
    def is_foreign(self) -> bool:
        return any(foreign for _, foreign in self.open)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        foreign = tag == "bdi" or str(named.get("lang") or "").startswith(("zh", "ja"))
        if not (foreign or self.is_foreign) and named.get("type") != "hidden":
            for name in SHOWN & named.keys():
                self._judge(named[name] or "")
        if tag not in VOID:
            self.open.append((tag, foreign))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        if not self.is_foreign:
            self._judge(text)

    def _judge(self, text: str) -> None:
        for known in NOT_WORDS:
            text = text.replace(known, "")
        if HAN.search(text):
            self.found.append(text.strip())


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_english_pages_are_english(site, fan, client, shown: SitePage):
    fan.interface_language, fan.title_language = "en", "en"
    fan.save()
    if shown.is_members:
        client.force_login(fan)
    path = shown.path.format(**IN_TESTS | {"word": "anime"})
    text = client.get(path, headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en"' in text
    parser = UntranslatedText()
    parser.feed(text)
    assert not parser.found, "\n".join(parser.found)


@pytest.mark.needs_xgettext
def test_every_word_of_the_code_is_translated():
    check = [sys.executable, "scripts/messages.py", "--check"]
    done = subprocess.run(check, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
