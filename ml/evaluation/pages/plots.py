"""Plots as inline SVG, in the colours of the page."""

import html
from collections.abc import Mapping, Sequence

from ml.evaluation.measures.bootstrap import Interval

COLOURS = ("var(--a)", "var(--b)", "var(--c)", "var(--d)", "var(--soft)")
ROW, LABEL, WIDTH = 22, 190, 760
Points = Sequence[tuple[float, float]]


def bars(title: str, rows: Mapping[str, Interval], *, colour: Mapping[str, int] | None = None) -> str:
    """A bar a row with its interval; ``colour``: the number of a row's colour, by default the first."""
    low = min([0.0, *(row.low for row in rows.values())])
    high = max([1e-9, *(row.high for row in rows.values())])
    scale = (WIDTH - LABEL - 90) / (high - low)
    zero = LABEL - low * scale
    parts = []
    for i, (name, row) in enumerate(rows.items()):
        top = i * ROW + 4
        x, end = sorted((zero, zero + row.point * scale))
        fill = COLOURS[(colour or {}).get(name, 0)]
        whisker = f"x1='{zero + row.low * scale:.1f}' x2='{zero + row.high * scale:.1f}'"
        parts.append(
            f"<text x='{LABEL - 8}' y='{top + 13}' text-anchor='end'>{html.escape(name)}</text>"
            f"<rect x='{x:.1f}' y='{top + 3}' width='{max(end - x, 0.5):.1f}' height='{ROW - 9}' "
            f"fill='{fill}' opacity='.75'/>"
            f"<line {whisker} y1='{top + 9}' y2='{top + 9}' stroke='var(--ink)'/>"
            f"<text x='{WIDTH - 80}' y='{top + 13}'>{row.point:.3f}</text>"
        )
    height = len(rows) * ROW + 8
    axis = f"<line x1='{zero:.1f}' x2='{zero:.1f}' y1='0' y2='{height}' stroke='var(--line)'/>"
    return _svg(title, WIDTH, height, axis + "".join(parts))


def lines(
    title: str, series: Mapping[str, Points], *, x_label: str, y_label: str, diagonal: bool = False, x_log: bool = False
) -> str:
    """Lines through points; both axes begin at 0 (``x_log``: at the first point) and end at the largest value."""
    import math

    def along(value: float) -> float:
        return math.log(value) if x_log else value

    size, left, bottom = 380, 55, 40
    every = [point for points in series.values() for point in points] or [(1.0, 1.0)]
    first = min(along(x) for x, _ in every) if x_log else 0.0
    widest = max(max(along(x) for x, _ in every) - first, 1e-9)
    highest = max(*(y for _, y in every), 1.0 if diagonal else 1e-9, 1e-9)
    if diagonal:
        widest = highest = max(widest, highest)

    def place(x: float, y: float) -> str:
        return f"{left + (along(x) - first) / widest * size:.1f},{10 + size - y / highest * size:.1f}"

    parts = [
        f"<rect x='{left}' y='10' width='{size}' height='{size}' fill='none' stroke='var(--line)'/>",
        f"<text x='{left + size / 2}' y='{size + bottom + 4}' text-anchor='middle'>{html.escape(x_label)}</text>",
        f"<text transform='translate(14 {10 + size / 2}) rotate(-90)' text-anchor='middle'>"
        f"{html.escape(y_label)}</text>",
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = 10 + size - share * size
        parts.append(f"<text x='{left - 6}' y='{y + 4}' text-anchor='end'>{share * highest:.2f}</text>")
    ticks = sorted({x for x, _ in every}) if x_log else [share * widest for share in (0, 0.25, 0.5, 0.75, 1)]
    for tick in ticks:
        at = place(tick, 0).split(",")[0]
        parts.append(f"<text x='{at}' y='{size + 26}' text-anchor='middle'>{tick:g}</text>")
    if diagonal:
        parts.append(f"<line x1='{left}' y1='{10 + size}' x2='{left + size}' y2='10' stroke='var(--line)'/>")
    for i, (name, points) in enumerate(series.items()):
        colour, way = COLOURS[i % len(COLOURS)], " ".join(place(x, y) for x, y in points)
        parts.append(f"<polyline points='{way}' fill='none' stroke='{colour}' stroke-width='2'/>")
        for point in points:
            across, down = place(*point).split(",")
            parts.append(f"<circle cx='{across}' cy='{down}' r='3.5' fill='{colour}'/>")
        top = 22 + i * 20
        parts.append(
            f"<rect x='{left + size + 18}' y='{top - 9}' width='12' height='12' fill='{colour}'/>"
            f"<text x='{left + size + 36}' y='{top + 2}'>{html.escape(name)}</text>"
        )
    return _svg(title, left + size + 210, size + bottom + 12, "".join(parts))


def _svg(title: str, width: float, height: float, body: str) -> str:
    name = html.escape(title, quote=True)
    return (
        f"<figure><svg role='img' aria-label='{name}' viewBox='0 0 {width:.0f} {height:.0f}' width='{width:.0f}' "
        f"height='{height:.0f}' xmlns='http://www.w3.org/2000/svg'>{body}</svg><figcaption>{name}</figcaption></figure>"
    )
