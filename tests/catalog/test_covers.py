"""The drawings themselves."""

from xml.dom.minidom import parseString

import pytest

from catalog.covers import Subject, banner_version, cover_version, draw_banner, draw_cover

HOSTILE = [
    "钢之炼金术师",
    "进击的巨人 最终季",
    "HUNTER×HUNTER",
    "x" * 300,
    "长" * 300,
    "字" * 5000,
    "a " * 2500,
    "<b>&\"'</text><script>",
    "]]><!--",
    "\u202e😀👩‍👩‍👧",
    "钢之\x0b炼\x00金\uffff\ud800",
    "。",
    "」」」」」」」」」」",
    " ",
    "",
    "العربية العربية",
]


def subject(number: int = 5114, title: str = "钢之炼金术师", **fields: object) -> Subject:
    return Subject(**{"id": number, "title": title, "genres": ("Action",), "year": 2009, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("title", HOSTILE)
def test_every_title_makes_a_file(title):
    drawn = draw_cover(subject(title=title))
    root = parseString(drawn).documentElement
    assert root is not None
    assert root.namespaceURI == "http://www.w3.org/2000/svg"
    assert "style" not in drawn
    assert "<script" not in drawn
    assert "<b>" not in drawn


def test_the_same_on_every_visit_and_different_among_neighbours():
    assert draw_cover(subject()) == draw_cover(subject())
    assert len({draw_cover(subject(number, "同名")) for number in range(1, 60)}) > 40
    parseString(draw_banner(subject()))


@pytest.mark.parametrize("change", [{"title": "另"}, {"genres": ()}, {"year": None}, {"series": "s"}, {"number": 1}])
def test_another_subject_is_another_version(change):
    assert cover_version(subject(**change)) != cover_version(subject())
    assert (banner_version(subject(**change)) == banner_version(subject())) is ("title" in change)
