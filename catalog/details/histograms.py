"""How votes spread over the scores from 1 to 10, as bars of a chart."""

from collections.abc import Sequence
from dataclasses import dataclass

SCORES = 10


@dataclass(frozen=True, kw_only=True)
class Bar:
    score: int
    count: int
    percent: float  # of all votes
    width: str  # of its bar in a chart whose longest is "100%"


def bars_of(counts: Sequence[int]) -> tuple[Bar, ...]:
    """``counts`` of the votes for 1 to 10; the highest score first. Nothing without a vote or in another shape."""
    total = sum(counts)
    if len(counts) != SCORES or not total:
        return ()
    longest = max(counts)
    return tuple(
        Bar(score=score, count=count, percent=100 * count / total, width=f"{100 * count / longest:.1f}%")
        for score, count in sorted(enumerate(counts, start=1), reverse=True)
    )
