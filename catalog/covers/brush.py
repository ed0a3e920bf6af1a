"""What the scenes paint with: a sheet, a palette and an own source of chance."""

from collections.abc import Iterable, Sequence
from math import cos, radians, sin
from random import Random

from catalog.covers.palettes import Palette

Point = tuple[float, float]


class Brush:
    """Collects SVG. (cx, cy) is where the eye should go: away from the title. Only numbers and colours come in."""

    def __init__(self, *, width: int, height: int, centre: Point, palette: Palette, rng: Random) -> None:
        self.w, self.h = width, height
        self.cx, self.cy = centre
        self.p, self.rng = palette, rng
        self._parts: list[str] = []
        self._defs: list[str] = []
        self._marks: dict[str, str] = {}

    def markup(self) -> str:
        defs = f"<defs>{''.join(self._defs)}</defs>" if self._defs else ""
        return defs + "".join(self._parts)

    # chance
    def some(self, low: float, high: float) -> float:
        return self.rng.uniform(low, high)

    def whole(self, low: int, high: int) -> int:
        return self.rng.randint(low, high)

    def maybe(self, chance: float = 0.5) -> bool:
        return self.rng.random() < chance

    def side(self) -> int:
        """-1 or 1."""
        return self.rng.choice((-1, 1))

    # marks
    def add(self, markup: str) -> None:
        self._parts.append(markup)

    def fill(self, d: str, colour: str, opacity: float = 1, extra: str = "") -> None:
        self.add(f'<path d="{d}" fill="{colour}"{_opacity(opacity)}{extra}/>')

    def line(
        self, d: str, colour: str, width: float = 2, opacity: float = 1, extra: str = "", blunt: bool = False
    ) -> None:
        ends = ' stroke-linecap="butt"' if blunt else ""  # round is what the whole drawing has
        self.add(
            f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{n(width)}"{ends}{_opacity(opacity)}{extra}/>'
        )

    def disc(self, x: float, y: float, r: float, colour: str, opacity: float = 1, extra: str = "") -> None:
        self.add(f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{colour}"{_opacity(opacity)}{extra}/>')

    def ring(self, x: float, y: float, r: float, colour: str, width: float = 2, opacity: float = 1) -> None:
        self.add(
            f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="none" stroke="{colour}" stroke-width="{n(width)}"'
            f"{_opacity(opacity)}/>"
        )

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str, opacity: float = 1, turn: float = 0) -> None:
        turned = f' transform="rotate({n(turn)} {n(x)} {n(y)})"' if turn else ""
        shape = f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}"'
        self.add(f'{shape} fill="{colour}"{_opacity(opacity)}{turned}/>')

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        colour: str,
        opacity: float = 1,
        round_: float = 0,
        extra: str = "",
    ) -> None:
        corner = f' rx="{n(round_)}"' if round_ else ""
        self.add(
            f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}"{corner} fill="{colour}"{_opacity(opacity)}'
            f"{extra}/>"
        )

    def polygon(self, points: Iterable[Point], colour: str, opacity: float = 1) -> None:
        self.fill(outline(points), colour, opacity)

    def group(self, transform: str = "", opacity: float = 1, extra: str = "") -> "_Group":
        moved = f' transform="{transform}"' if transform else ""
        return _Group(self, f"<g{moved}{_opacity(opacity)}{extra}>")

    # definitions
    def define(self, markup: str) -> str:
        """The markup's id takes the place of ``{id}``; for ``url(#…)`` and ``href``."""
        name = f"d{len(self._defs)}"
        self._defs.append(markup.replace("{id}", name))
        return name

    def mark(self, drawing: str) -> str:
        """The id of a small drawing to be used many times."""
        if drawing not in self._marks:
            self._marks[drawing] = self.define(f'<g id="{{id}}">{drawing}</g>')
        return self._marks[drawing]

    def use(self, mark: str, x: float, y: float, *, scale: float = 1, turn: float = 0, colour: str = "") -> None:
        moves = f"translate({n(x)} {n(y)})" if x or y else ""
        moves += f"rotate({n(turn)})" if turn else ""
        moves += f"scale({n(scale)})" if scale != 1 else ""
        self.add(f'<use href="#{mark}" transform="{moves}"' + (f' fill="{colour}"/>' if colour else "/>"))

    def shade(self, top: str, bottom: str, middle: Sequence[tuple[float, str]] = (), *, opacity: Point = (1, 1)) -> str:
        """A gradient downwards, as a fill."""
        stops = [(0.0, top), *middle, (1.0, bottom)]
        faded = (opacity[0], *(1 for _ in middle), opacity[1])
        marks = "".join(
            f'<stop offset="{n(at)}" stop-color="{colour}"{_stop(clear)}/>'
            for (at, colour), clear in zip(stops, faded, strict=True)
        )
        name = self.define(f'<linearGradient id="{{id}}" x2="0" y2="1">{marks}</linearGradient>')
        return f"url(#{name})"

    def halo(self, colour: str, strength: float = 0.8) -> str:
        """A glow that fades outwards, as a fill."""
        name = self.define(
            f'<radialGradient id="{{id}}"><stop stop-color="{colour}" stop-opacity="{n(strength)}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>'
        )
        return f"url(#{name})"

    def pattern(self, w: float, h: float, drawing: str, transform: str = "") -> str:
        moved = f' patternTransform="{transform}"' if transform else ""
        name = self.define(
            f'<pattern id="{{id}}" width="{n(w)}" height="{n(h)}" patternUnits="userSpaceOnUse"{moved}>{drawing}'
            f"</pattern>"
        )
        return f"url(#{name})"


class _Group:
    def __init__(self, brush: Brush, opening: str) -> None:
        self._brush, self._opening = brush, opening

    def __enter__(self) -> None:
        self._brush.add(self._opening)

    def __exit__(self, *_: object) -> None:
        self._brush.add("</g>")


def n(number: float) -> str:
    """As few letters as a picture of 200 units needs."""
    text = f"{number:.{2 if abs(number) < 2 else 1 if abs(number) < 40 else 0}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def outline(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "z"


def around(x: float, y: float, r: float, degrees: float) -> Point:
    """0 is up, clockwise."""
    return x + r * sin(radians(degrees)), y - r * cos(radians(degrees))


def _opacity(opacity: float) -> str:
    return "" if opacity == 1 else f' opacity="{n(opacity)}"'


def _stop(opacity: float) -> str:
    return "" if opacity == 1 else f' stop-opacity="{n(opacity)}"'
