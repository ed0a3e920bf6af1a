"""Style sheets say what pages use, with the colours of tokens.css."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "animerec/static/css").glob("*.css"))
TOKENS = ROOT / "animerec/static/css/tokens.css"
MARKUP = ("templates", "frontend/src", "accounts", "catalog", "favorites", "recommend", "animerec")
# Names that are put together where they are used: is-{{ state }}.
STEM = re.compile(r"([a-zA-Z][\w-]*-)(?:\{\{|\{%|\$\{|\{)")
DJANGOS_OWN = {"errorlist"}


def selectors(sheet: Path) -> str:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    return re.sub(r"@[^{]*\{", "", re.sub(r"\{[^{}]*\}", " ", text))


@pytest.fixture(scope="module")
def used() -> tuple[set[str], tuple[str, ...]]:
    """Every word of the markup, and what composed names begin with."""
    markup = "\n".join(
        file.read_text()
        for folder in MARKUP
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".html", ".vue", ".ts", ".py"} and "node_modules" not in file.parts
    )
    return set(re.findall(r"[\w-]+", markup)) | DJANGOS_OWN, tuple(set(STEM.findall(markup)))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_class_is_used(sheet, used):
    words, stems = used
    unknown = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors(sheet))) - words
    assert not {name for name in unknown if not name.startswith(stems)}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_token_exists(sheet):
    said = set(re.findall(r"^\s*(--[\w-]+):", "\n".join(one.read_text() for one in SHEETS), flags=re.MULTILINE))
    assert set(re.findall(r"var\((--[\w-]+)", sheet.read_text())) <= said


def test_every_token_is_used():
    everything = "\n".join(sheet.read_text() for sheet in SHEETS)
    tokens = set(re.findall(r"^\s*(--[\w-]+):", TOKENS.read_text(), flags=re.MULTILINE))
    assert tokens <= set(re.findall(r"var\((--[\w-]+)", everything))
