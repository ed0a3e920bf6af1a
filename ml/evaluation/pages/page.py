"""The report as one HTML file: nothing is fetched, light and dark by the reader's preference."""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ml.evaluation.measures.bootstrap import Interval


@dataclass(frozen=True)
class Table:
    """The first column names its rows; cells are words, numbers or intervals. ``strong``: rows that are set off, by
    number."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Section:
    """``figures``: what the tables show, for programs. ``plots``: SVG."""

    title: str
    text: str
    tables: list[Table] = field(default_factory=list)
    plots: list[str] = field(default_factory=list)
    figures: Any = None


STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d6dbe2;
--paper:#fff;--band:#f4f6f9;--a:#2458c5;--b:#b4531a;
--c:#3b7d3f;--d:#7a4aa8}
@media(prefers-color-scheme:dark){:root{--ink:#e4e8ee;--soft:#9aa6b5;--line:#39424e;
--paper:#14181e;--band:#1d232b;--a:#7ba6ff;
--b:#f0a06a;--c:#7fc784;--d:#c19af0}}
body{font:15px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper);
max-width:1180px;margin:0 auto;padding:1.5rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.4rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
p{max-width:75ch;color:var(--soft)}.scroll{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.8rem 0}
caption{text-align:left;font-weight:600;padding:.2rem 0}
th,td{padding:.22rem .7rem;text-align:right;white-space:nowrap;border-bottom:1px solid var(--line)}
th:first-child,td:first-child{text-align:left}
thead th{color:var(--soft);font-weight:600}tr.strong{background:var(--band);font-weight:600}
small{color:var(--soft);font-weight:400}
svg{max-width:100%;height:auto;margin:.6rem 0}svg text{font:12px system-ui,sans-serif;fill:var(--ink)}
nav a{color:var(--a);margin-right:1rem}
"""


def render(title: str, facts: Sequence[tuple[str, str]], sections: Sequence[Section]) -> str:
    """``facts`` stand at the head: what was judged, with what. The figures are in the page as JSON, too."""
    head = "".join(f"<tr><th scope='row'>{_text(name)}</th><td>{_text(value)}</td></tr>" for name, value in facts)
    links = " ".join(f"<a href='#s{i}'>{_text(section.title)}</a>" for i, section in enumerate(sections))
    body = "".join(_section(i, section) for i, section in enumerate(sections))
    figures = {section.title: section.figures for section in sections if section.figures is not None}
    # A tag in them would end the script that carries them.
    data = json.dumps(figures, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{_text(title)}</title>"
        f"<meta name='viewport' content='width=device-width,initial-scale=1'><style>{STYLE}</style></head><body>"
        f"<h1>{_text(title)}</h1><div class='scroll'><table>{head}</table></div><nav>{links}</nav>{body}"
        f"<script type='application/json' id='figures'>{data}</script></body></html>\n"
    )


def _section(number: int, section: Section) -> str:
    paragraphs = "".join(f"<p>{_text(part)}</p>" for part in section.text.split("\n\n") if part)
    tables = "".join(_table(table) for table in section.tables)
    return (
        f"<section id='s{number}'><h2>{_text(section.title)}</h2>{paragraphs}{''.join(section.plots)}{tables}</section>"
    )


def _table(table: Table) -> str:
    header = "".join(f"<th scope='col'>{_text(name)}</th>" for name in table.header)
    rows = []
    for i, (name, *cells) in enumerate(table.rows):
        found = "".join(f"<td>{_cell(cell)}</td>" for cell in cells)
        mark = " class='strong'" if i in table.strong else ""
        rows.append(f"<tr{mark}><th scope='row'>{_text(str(name))}</th>{found}</tr>")
    return (
        f"<div class='scroll'><table><caption>{_text(table.caption)}</caption><thead><tr>{header}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(value: Any) -> str:
    if isinstance(value, Interval):
        return f"{value.point:.3f} <small>{value.low:.3f} – {value.high:.3f}</small>"
    if isinstance(value, float):
        return f"{value:.3f}"
    return _text(f"{value:,}" if isinstance(value, int) else str(value))


def _text(value: str) -> str:
    return html.escape(value, quote=True)
