"""Lines of a title: as large as the place allows, even, and broken where it hurts least."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from catalog.covers.lettering.units import NEVER, Unit

Line = tuple[Unit, ...]
Measure = Callable[[Unit], float]


@dataclass(frozen=True)
class Room:
    """``along`` a line and ``across`` the lines, in the units of the sheet; ``leading`` in the letters' size."""

    along: float
    across: float
    largest: float
    smallest: float
    leading: float
    most_lines: int


@dataclass(frozen=True)
class Composed:
    lines: tuple[Line, ...]
    size: float


def compose(units: Sequence[Unit], room: Room, measure: Measure) -> Composed:
    """Never more than the room holds: what doesn't fit in the smallest size ends in an ellipsis."""
    units = _fitting(_tear(units, room.along / room.smallest, measure), room, measure)
    best = _best(units, room, measure)
    while best.size < room.smallest and len(units) > 1:
        units = _shorten(units, max(1, len(units) // 12))
        best = _best(units, room, measure)
    return best


def _fitting(units: Sequence[Unit], room: Room, measure: Measure) -> Sequence[Unit]:
    """Not more than full lines of the smallest size could hold, so that the rest is quick."""
    lines = min(room.most_lines, 1 + (room.across / room.smallest - 1) / room.leading)
    left = lines * room.along / room.smallest
    for count, unit in enumerate(units):
        left -= measure(unit) + unit.space
        if left < 0 and count:
            return _shorten(units, len(units) - count)
    return units


def length_of(line: Sequence[Unit], measure: Measure) -> float:
    return sum(measure(unit) + unit.space for unit in line) - (line[-1].space if line else 0)


def _best(units: Sequence[Unit], room: Room, measure: Measure) -> Composed:
    found: list[tuple[float, Composed]] = []
    for count in range(1, min(room.most_lines, len(units)) + 1):
        lines, pain = _balance(tuple(units), count, measure)
        widest = max(length_of(line, measure) for line in lines)
        across = room.across / (1 + (len(lines) - 1) * room.leading)
        size = min(room.largest, room.along / max(widest, 0.1), across)
        found.append((size * (1 - 0.13 * min(pain, 4)) - 0.4 * count, Composed(lines, size)))
    fitting = [one for one in found if one[1].size >= room.smallest]
    return max(fitting or found, key=lambda one: one[0] if fitting else one[1].size)[1]


def _balance(units: tuple[Unit, ...], count: int, measure: Measure) -> tuple[tuple[Line, ...], float]:
    """``count`` lines of similar length, and how bad their ends are."""
    widths = [measure(unit) for unit in units]
    before = [0.0]
    for unit, width in zip(units, widths, strict=True):
        before.append(before[-1] + width + unit.space)
    ideal = before[-1] / count

    @cache
    def solve(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            return _unevenness(before[-1] - before[start], ideal), ()
        best: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(start + 1, len(units) - left + 2):
            here = before[end] - before[start]
            if here > ideal * 2.2 and best[0] < NEVER:
                break
            rest, ends = solve(end, left - 1)
            pain = _unevenness(here, ideal) + units[end - 1].cost + rest
            if pain < best[0]:
                best = pain, (end, *ends)
        return best

    pain, ends = solve(0, count)
    places = (0, *ends, len(units))
    return tuple(tuple(units[a:b]) for a, b in pairwise(places)), max(pain, 0.0)


def _unevenness(length: float, ideal: float) -> float:
    return 1.6 * ((length - ideal) / max(ideal, 0.1)) ** 2


def _tear(units: Sequence[Unit], widest: float, measure: Measure) -> list[Unit]:
    """Words that no line could hold, in pieces."""
    pieces: list[Unit] = []
    for unit in units:
        share = measure(unit) / widest
        if share <= 1:
            pieces.append(unit)
            continue
        step = max(1, int(len(unit.text) / share))
        texts = [unit.text[at : at + step] for at in range(0, len(unit.text), step)]
        width = unit.width / len(texts)
        pieces += [replace(unit, text=text, width=width, cost=0.5, space=0.0) for text in texts[:-1]]
        pieces.append(replace(unit, text=texts[-1], width=width))
    return pieces


def _shorten(units: Sequence[Unit], count: int) -> list[Unit]:
    kept = list(units[: len(units) - count - (units[-1].text == "…")]) or list(units[:1])
    return [*kept[:-1], replace(kept[-1], cost=NEVER, space=0.0), Unit("…", 1.0, True, 0.0)]
