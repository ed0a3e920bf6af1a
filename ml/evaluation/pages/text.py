"""A section as Markdown, for a terminal or a document."""

from typing import Any

from ml.evaluation.measures.bootstrap import Interval
from ml.evaluation.pages.page import Section, Table


def as_text(section: Section) -> str:
    return "\n\n".join([f"## {section.title}", section.text, *(_table(table) for table in section.tables)]) + "\n"


def _table(table: Table) -> str:
    lines = [_line(table.header), "|---" * len(table.header) + "|", *(_line(row) for row in table.rows)]
    return f"{table.caption}\n\n" + "\n".join(lines)


def _line(cells: Any) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(value: Any) -> str:
    if isinstance(value, Interval):
        return f"{value.point:.3f} ({value.low:.3f}–{value.high:.3f})"
    if isinstance(value, float):
        return f"{value:.4f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
