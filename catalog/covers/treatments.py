"""How a year prints: woodcut frames, halftone dots, the lines of a tube, airbrush, and flat colour."""

from collections.abc import Callable

from catalog.covers.brush import Brush


def fade_of(year: int | None) -> float:
    """How far the colours have aged."""
    return 0.0 if year is None or year >= 1995 else min(0.3, (1995 - year) * 0.012)


def print_over(b: Brush, year: int | None) -> None:
    """Over the scene and under the title."""
    if year is not None:
        next(treat for first, treat in _TREATMENTS if year >= first)(b)


def _flat(b: Brush) -> None:
    """Nothing: clean colour."""


def _airbrush(b: Brush) -> None:
    """Light from one corner."""
    b.disc(b.whole(0, 1) * b.w, 0, b.h * 0.62, b.halo("#fff", 0.2 if b.p.is_dark else 0.4))


def _tube(b: Brush) -> None:
    b.box(0, 0, b.w, b.h, b.pattern(4, 4, f'<path d="M0 .6h4" stroke="{b.p.near}" stroke-width="1"/>'), 0.16)


def _dots(b: Brush) -> None:
    """Halftone, denser towards the foot."""
    dots = '<circle cx="2" cy="2" r="{}" fill="' + b.p.near + '"/>'
    small = b.pattern(4, 4, dots.format(".6"), "rotate(30)")
    b.box(0, 0, b.w, b.h, small, 0.26)
    b.box(0, b.h * 0.62, b.w, b.h * 0.38, b.pattern(4, 4, dots.format(".95"), "rotate(30)"), 0.2)


def _woodcut(b: Brush) -> None:
    b.box(
        0,
        0,
        b.w,
        b.h,
        b.pattern(3, 9, f'<path d="M0 1.5h3M0 6q1.500-1 3 0" stroke="{b.p.near}" stroke-width=".5"/>'),
        0.3,
    )
    paper = "#f1e7d3"
    b.fill(f"M0 0h{b.w}v{b.h}H0zM7 7v{b.h - 14}h{b.w - 14}V7z", paper, 1, ' fill-rule="evenodd"')
    b.add(f'<path d="M9.500 9.500h{b.w - 19}v{b.h - 19}h-{b.w - 19}z" fill="none" stroke="{paper}" stroke-width=".8"/>')


_TREATMENTS: tuple[tuple[int, Callable[[Brush], None]], ...] = (
    (2010, _flat),
    (2000, _airbrush),
    (1990, _tube),
    (1975, _dots),
    (0, _woodcut),
)
