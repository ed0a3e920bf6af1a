"""The places of the columns in the histogram of scores, in the units of its drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from recommend.taste.profile import Column

STEP, WIDTH, BASE, TALLEST, NUMBER = 40, 26, 122, 100, 20


@dataclass(frozen=True, kw_only=True)
class DrawnColumn:
    score: int
    count: int
    left: int  # of the stroke, a little wider than the column
    x: int
    middle: int
    y: str
    height: str
    above: str  # where the number stands
    mark: str  # the height of the stroke of everybody's, "" without any


def draw_columns(columns: Sequence[Column]) -> list[DrawnColumn]:
    longest = max((max(column.share, column.everybody) for column in columns), default=0) or 1.0
    return [_drawn(place, column, TALLEST / longest) for place, column in enumerate(columns)]


def _drawn(place: int, column: Column, scale: float) -> DrawnColumn:
    height, x = column.share * scale, place * STEP + (STEP - WIDTH) // 2
    mark = column.everybody * scale
    # The number stands over the stroke where that would cross it.
    top = mark if 0 < mark - height < NUMBER else height
    return DrawnColumn(
        score=column.score,
        count=column.count,
        left=x - 4,
        x=x,
        middle=x + WIDTH // 2,
        y=f"{BASE - height:.1f}",
        height=f"{height:.1f}",
        above=f"{BASE - top - 5:.1f}",
        mark=f"{BASE - mark:.1f}" if column.everybody else "",
    )
