"""Templates can be read without scrolling sideways."""

import pytest

from tests.design.sheets import ROOT, TEMPLATES

MOST_LETTERS = 160


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_no_line_is_long(template):
    lines = template.read_text().splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > MOST_LETTERS] == []
