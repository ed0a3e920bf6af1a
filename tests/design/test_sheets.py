"""Style sheets are small, of the colours and widths of tokens.css, and reach pages in bundles."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from animerec.sheets import BUNDLES
from tests.design.sheets import ROOT, SHEETS, TEMPLATES, TOKENS, without_comments

MOST_LINES = 250
DECLARED = re.compile(r"^\s*(--[\w-]+):", re.MULTILINE)
USED = re.compile(r"var\((--[\w-]+)")
NAMED_COLOURS = (
    "aqua|azure|beige|black|blue|brown|coral|crimson|cyan|fuchsia|gold|gray|green|grey|indigo|ivory|khaki|lavender|lime|"
    "magenta|maroon|navy|olive|orange|orchid|pink|plum|purple|red|salmon|silver|snow|tan|teal|tomato|violet|white|yellow"
)
RAW_COLOUR = re.compile(
    rf"#[0-9a-f]{{3,8}}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|(?<![\w-])(?:{NAMED_COLOURS})(?![\w-])",
    re.IGNORECASE,
)
VALUE = re.compile(r"(?<=:)[^:;{}]+(?=;)")
QUERY = re.compile(r"@(?:media|container)[^{]*|matchMedia\([^)]*\)")
SCRIPTS = [file for file in (ROOT / "frontend/src").rglob("*") if file.suffix in {".ts", ".vue"}]
sheets = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)


def raw_colours(text: str) -> list[str]:
    values = VALUE.findall(re.sub(r"url\([^)]*\)", "", text))
    return [found[0] for value in values for found in RAW_COLOUR.finditer(value)]


def breakpoints() -> tuple[int, ...]:
    """Those that the first comment of tokens.css names."""
    named = re.search(r"Layouts change at (.*?)\*/", TOKENS.read_text(), flags=re.DOTALL)
    assert named
    return tuple(map(int, re.findall(r"(\d+)px", named[1])))


def other_widths(text: str) -> list[str]:
    """``max-width`` up to a breakpoint, ``min-width`` from a pixel more."""
    known = {f"{side}-width: {width}px" for wide in breakpoints() for side, width in (("max", wide), ("min", wide + 1))}
    said = [width.strip("( )") for query in QUERY.findall(text) for width in re.findall(r"\([^()]*width[^()]*", query)]
    return [width for width in said if width.removeprefix('"(') not in known]


@sheets
def test_a_sheet_is_of_one_component(sheet):
    assert len(sheet.read_text().splitlines()) <= MOST_LINES


@sheets
def test_every_token_exists(sheet):
    said = set(DECLARED.findall("\n".join(one.read_text() for one in SHEETS)))
    assert set(USED.findall(sheet.read_text())) <= said


def test_every_token_is_used():
    everything = "\n".join(sheet.read_text() for sheet in SHEETS)
    assert set(DECLARED.findall(TOKENS.read_text())) <= set(USED.findall(everything))


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one != TOKENS], ids=lambda sheet: sheet.name)
def test_colours_are_tokens(sheet):
    assert raw_colours(without_comments(sheet)) == []


def test_raw_colours_are_seen():
    sheet = "a { color: #FFF; background: url(red.svg) rgb(0 0 0 / 5%); border: 1px solid black; white-space: normal; }"
    assert raw_colours(sheet) == ["#FFF", "rgb(", "black"]
    assert raw_colours("a#added:hover { color: var(--bar-white); fill: currentcolor; mask: transparent; }") == []


@pytest.mark.parametrize(
    "file",
    [*SHEETS, *(ROOT / "frontend/src").rglob("*.ts"), *(ROOT / "frontend/src").rglob("*.vue")],
    ids=lambda file: file.name,
)
def test_layouts_change_at_four_widths(file):
    assert other_widths(without_comments(file)) == []


def test_other_widths_are_seen():
    assert len(breakpoints()) == 4
    assert other_widths("@media (min-width: 641px) and (max-width: 700px) { a { max-width: 5px; } }") == [
        "max-width: 700px"
    ]
    assert other_widths("@media (width <= 640px) {}") == ["width <= 640px"]
    assert other_widths('matchMedia("(min-width: 860px)")') == ["min-width: 860px"]


def test_every_sheet_is_in_a_bundle():
    assert {name for bundle in BUNDLES.values() for name in bundle} == {sheet.stem for sheet in SHEETS}


def test_pages_ask_for_bundles_alone():
    asked = re.findall(r'[\w/]+\.css(?=")', "\n".join(file.read_text() for file in TEMPLATES))
    assert set(asked) == {f"sheets/{name}.css" for name in BUNDLES}


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_has_its_sheets_in_their_order(name):
    bundle = finders.find(f"sheets/{name}.css")
    assert bundle
    text = Path(bundle).read_text(encoding="utf-8")
    assert text == "\n".join((TOKENS.parent / f"{sheet}.css").read_text() for sheet in BUNDLES[name])
    for picture in re.findall(r'url\("\.\./([^"]*)"\)', text):
        assert finders.find(picture), picture


def test_no_other_file_is_a_bundle():
    for path in ("sheets/nothing.css", "sheets/site.txt", "css/sheets/site.css", "site"):
        assert not finders.find(path), path
