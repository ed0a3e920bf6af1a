"""The words that components use and those that are defined for them are the same."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from animerec.interface_words import WORDS

SOURCES = Path(__file__).resolve().parents[2] / "frontend/src"
PLACES = re.compile(r"\{(\w+)\}")


CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*")) if path.suffix in {".ts", ".vue"}
)
LITERAL = re.compile(r"""["'`]([a-z_]+\.[\w.]+)["'`]""")


def test_every_word_that_is_used_is_defined():
    asked = "\n".join(re.findall(r"\bt\(([^()]*)", CODE))
    assert set(LITERAL.findall(asked)) - set(WORDS) == set()


def test_every_word_that_is_defined_is_used():
    prefixes = tuple(re.findall(r"\bt\(`([a-z_]+\.)\$\{", CODE))
    unused = set(WORDS) - set(LITERAL.findall(CODE))
    assert [key for key in sorted(unused) if not key.startswith(prefixes)] == []


@pytest.mark.parametrize("key", WORDS)
def test_translations_keep_the_places(key: str):
    with translation.override("zh-hans"):
        chinese = str(WORDS[key])
    with translation.override("en"):
        forms = str(WORDS[key]).split("|")
    for form in forms:
        assert set(PLACES.findall(form)) <= set(PLACES.findall(chinese))
    assert set(PLACES.findall(chinese)) == {place for form in forms for place in PLACES.findall(form)}
