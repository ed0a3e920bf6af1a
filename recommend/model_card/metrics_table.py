"""The figures of an evaluation as a table: a row a recommender (stages, sources, baselines), a column a metric."""

from collections.abc import Iterator, Mapping
from typing import Any

from recommend.models import Snapshot

# Under this key stands what lists are worth with and without each rule of re-ranking.
_PRICES = "prices"
# Buckets, and no recommender.
_CALIBRATION = "calibration"
# Shown first, in this order; others follow as they come.
FIRST = ("ndcg@10", "recall@10", "recall@100", "recall@200", "hr@10", "coverage", "tail")


def metrics_rows(metrics: Mapping[str, Any], *, beside: Snapshot | None = None) -> list[list[str]]:
    """The header, then the rows. ``beside``: the snapshot in force, whose final list is shown for comparison."""
    found = list(_recommenders(metrics))
    if beside is not None:
        found += [(f"{beside.name} ✓", figures) for name, figures in _recommenders(beside.metrics) if not name]
    names = {name for _, figures in found for name in figures}
    columns = [name for name in FIRST if name in names]
    columns = list(dict.fromkeys([*columns, *(name for _, figures in found for name in figures)]))
    rows = [[name or "rerank", *(_figure(figures.get(column)) for column in columns)] for name, figures in found]
    return [["", *columns], *rows]


def metrics_table(report: Mapping[str, Any]) -> str:
    """For a terminal."""
    rows = metrics_rows(report)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    if data := report.get("data"):
        lines.append(f"Data: {data}.")
    return "\n".join(lines)


def _recommenders(metrics: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, float]]]:
    """Every mapping with figures in it, wherever it is nested; the name is its key."""
    figures = {key: value for key, value in metrics.items() if isinstance(value, int | float)}
    if figures:
        yield name, figures
    for key, value in metrics.items():
        if isinstance(value, Mapping) and key != _CALIBRATION:
            yield from _recommenders(value, f"rules {key}" if name == _PRICES else str(key))


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.4f}" if abs(value) < 100 else f"{value:,.0f}"
