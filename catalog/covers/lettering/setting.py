"""The marks of a set title: columns from right to left, or lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from catalog.covers.brush import n
from catalog.covers.lettering.breaking import Composed, Line, Room, compose, length_of
from catalog.covers.lettering.units import Unit

_LEADING = 1.22
_FULL_WIDTH = {code: code + 0xFEE0 for code in (*range(48, 58), *range(65, 91), *range(97, 123), 33, 63, 38)}
_STACKED = 5  # capitals of a word that stand upright one below the other


@dataclass(frozen=True)
class Place:
    """A rectangle of the sheet, and to which sides of it a title keeps."""

    x: float
    y: float
    w: float
    h: float
    across: str = "start"  # of lines: start, middle or end
    down: str = "top"  # top, middle or bottom
    largest: float = 30


@dataclass(frozen=True)
class SetTitle:
    markup: str
    x: float
    y: float
    w: float
    h: float


def set_columns(units: Sequence[Unit], place: Place, *, most: int = 3) -> SetTitle:
    room = Room(place.h, place.w, place.largest, 12.5, _LEADING, most)
    composed = compose(units, room, _tall)
    size = composed.size
    width = size * (1 + (len(composed.lines) - 1) * _LEADING)
    height = max(length_of(line, _tall) for line in composed.lines) * size
    left = {"start": place.x, "middle": place.x + (place.w - width) / 2, "end": place.x + place.w - width}[place.across]
    top = place.y + {"top": 0.0, "middle": (place.h - height) / 2, "bottom": place.h - height}[place.down]
    marks = ""
    for index, line in enumerate(composed.lines):
        marks += _column(line, left + width - size / 2 - index * size * _LEADING, top, size)
    return SetTitle(f'<g font-size="{n(size)}">{marks}</g>', left, top, width, height)


def set_lines(units: Sequence[Unit], place: Place, *, most: int = 5) -> SetTitle:
    composed = compose(units, Room(place.w, place.h, place.largest, 11.5, _LEADING, most), _long)
    size = composed.size
    height = size * (1 + (len(composed.lines) - 1) * _LEADING)
    top = place.y + {"top": 0.0, "middle": (place.h - height) / 2, "bottom": place.h - height}[place.down]
    x = place.x + {"start": 0.0, "middle": place.w / 2, "end": place.w}[place.across]
    spans = "".join(
        f'<tspan x="{n(x)}" y="{n(top + size * 0.86 + index * size * _LEADING)}">{_text(line)}</tspan>'
        for index, line in enumerate(composed.lines)
    )
    anchor = "" if place.across == "start" else f' text-anchor="{place.across}"'
    markup = f'<text font-size="{n(size)}"{anchor}>{spans}</text>'
    return SetTitle(markup, place.x, top, _widest(composed) * size, height)


def _widest(composed: Composed) -> float:
    return max(length_of(line, _long) for line in composed.lines)


def _long(unit: Unit) -> float:
    return unit.width


def _tall(unit: Unit) -> float:
    """How much of a column a unit takes."""
    if unit.is_wide or _is_pair(unit):
        return 1.0
    return float(len(unit.text)) if _is_stack(unit) else unit.width


def _is_pair(unit: Unit) -> bool:
    """Two digits side by side, as Japanese sets them."""
    return unit.text.isdecimal() and unit.text.isascii() and len(unit.text) == 2


def _is_stack(unit: Unit) -> bool:
    text = unit.text
    is_plain = text.isascii() and all(ord(letter) in _FULL_WIDTH for letter in text)
    return is_plain and (len(text) == 1 or (text.isupper() and len(text) <= _STACKED))


def _column(line: Line, x: float, top: float, size: float) -> str:
    """Runs of what stands in one <text>; pairs of digits lie in it as a line of their own."""
    marks, run, start, y = "", "", top, top
    for unit in line:
        if _is_pair(unit):
            marks += _run(run, x, start)
            marks += (
                f'<text x="{n(x)}" y="{n(y + size * 0.86)}" font-size="{n(size * 0.8)}" text-anchor="middle">'
                f"{unit.text}</text>"
            )
            run, start = "", y + size + unit.space * size
        else:
            text = unit.text.translate(_FULL_WIDTH) if _is_stack(unit) else unit.text
            run += escape(text) + (" " if unit.space > 0.2 else "")
        y += (_tall(unit) + unit.space) * size
    return marks + _run(run, x, start)


def _run(text: str, x: float, y: float) -> str:
    return f'<text x="{n(x)}" y="{n(y)}" writing-mode="vertical-rl">{text.rstrip()}</text>' if text.strip() else ""


def _text(line: Line) -> str:
    words = "".join(unit.text + (" " if unit.space > 0.2 else "\u200a" if unit.space else "") for unit in line)
    return escape(words.rstrip())
