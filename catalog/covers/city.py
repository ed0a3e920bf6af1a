"""Roofs, towers, windows and wires."""

from catalog.covers.brush import Brush, n


def skyline(
    b: Brush, y: float, height: float, colour: str, *, opacity: float = 1, lit: str = "", width: int = 24
) -> None:
    """Blocks from edge to edge; ``lit`` colours some of their windows."""
    x, d, windows = -4.0, f"M-4 {b.h}", ""
    while x < b.w:
        step, top = b.some(0.6, 1.3) * width, y - b.some(0.25, 1) ** 1.6 * height
        d += f"V{n(top)}h{n(step)}"
        if lit:
            rows = int((b.h - top - 12) // 14)
            for row in range(min(rows, 6)):
                if b.maybe(0.45):
                    windows += f"M{n(x + step * b.rng.choice((0.25, 0.5, 0.75)))} {n(top + 9 + row * 13)}v3"
        x += step
    b.fill(f"{d}V{b.h}z", colour, opacity)
    if windows:
        b.line(windows, lit, 3.2, 0.85, blunt=True)


def wires(b: Brush, colour: str, *, y: float = 60, poles: tuple[float, ...] = (0.16,)) -> None:
    """Poles and sagging wires, as in every street of Japan."""
    for share in poles:
        x = share * b.w
        b.line(f"M{n(x)} {b.h}V{n(y - 10)}", colour, 4)
        b.line(f"M{n(x - 15)} {n(y)}h30M{n(x - 11)} {n(y + 12)}h22", colour, 2.6)
    marks = ""
    for index, at in enumerate((y - 2, y + 3, y + 12)):
        x = poles[0] * b.w
        marks += f"M{n(x)} {n(at)}Q{n(x + b.w * 0.5)} {n(at + 30 + index * 7)} {n(x + b.w)} {n(at - 20 + index * 4)}"
        marks += f"M{n(x)} {n(at)}Q{n(x - 20)} {n(at + 10)} {n(x - 70)} {n(at - 2)}"
    b.line(marks, colour, 1.1, 0.9)


def torii(b: Brush, x: float, y: float, w: float, colour: str) -> None:
    """A shrine's gate; ``y`` is the ground."""
    h = w * 0.95
    with b.group(f"translate({n(x)} {n(y)}) scale({n(w / 100)})"):
        top = -h * 100 / w
        b.fill(
            f"M-58 {n(top - 8)}q58 14 116 0l-4 17q-54 9-108 0zM-42 {n(top + 26)}h84v9h-84z"
            f"M-36 {n(top + 12)}h11L-29 0h-12zM25 {n(top + 12)}h11L41 0H29zM-5 {n(top + 8)}h10v20h-10z",
            colour,
        )


def pagoda(b: Brush, x: float, y: float, h: float, colour: str, *, floors: int = 3, lit: str = "") -> None:
    step = h / (floors + 0.6)
    d = f"M{n(x - 1)} {n(y - h - 8)}h2v{n(step)}h-2z"
    for floor in range(floors):
        half, top = (0.34 + 0.09 * (floors - floor)) * step * 1.5, y - (floor + 1) * step
        d += (
            f"M{n(x - half * 0.6)} {n(top + step)}v{n(-step * 0.6)}h{n(half * 1.2)}v{n(step * 0.6)}z"
            f"M{n(x - half - 5)} {n(top + step * 0.42)}"
            f"q{n(half * 0.6)} {n(-step * 0.08)} {n(half * 0.65)} {n(-step * 0.5)}"
            f"h{n(half * 0.7 + 10)}q{n(half * 0.05)} {n(step * 0.42)} {n(half * 0.65)} {n(step * 0.5)}z"
        )
    b.fill(d, colour)
    if lit:
        marks = "".join(f"M{n(x - 4)} {n(y - floor * step - step * 0.3)}h8" for floor in range(floors))
        b.line(marks, lit, 3, 0.9)


def castle(b: Brush, x: float, y: float, h: float, colour: str, *, lit: str = "") -> None:
    """Of a fairy tale: spires of different heights."""
    d = f"M{n(x - h * 0.42)} {n(y)}v{n(-h * 0.3)}h{n(h * 0.84)}v{n(h * 0.3)}z"
    for dx, tall, half in (
        (-0.36, 0.5, 0.07),
        (-0.17, 0.7, 0.075),
        (0.02, 0.62, 0.11),
        (0.2, 0.8, 0.06),
        (0.36, 0.46, 0.075),
    ):
        left, top = x + (dx - half) * h, y - tall * h
        d += f"M{n(left)} {n(y)}V{n(top)}h{n(2 * half * h)}V{n(y)}z"
        d += f"M{n(left - 2)} {n(top)}l{n(half * h + 2)} {n(-0.2 * h)} {n(half * h + 2)} {n(0.2 * h)}z"
    b.fill(d, colour)
    if lit:
        spots = ((-0.17, 0.6), (0.02, 0.5), (0.2, 0.68), (0.02, 0.36), (-0.36, 0.4), (0.36, 0.36))
        b.line("".join(f"M{n(x + dx * h)} {n(y - up * h)}v{n(0.03 * h)}" for dx, up in spots), lit, 0.028 * h, 0.95)


def lamp(b: Brush, x: float, y: float, h: float, colour: str, lit: str) -> None:
    b.disc(x, y - h, h * 0.38, b.halo(lit, 0.75))
    b.line(f"M{n(x)} {n(y)}V{n(y - h + 6)}", colour, 3)
    b.fill(f"M{n(x - 7)} {n(y - h + 6)}l-3-13h20l-3 13zM{n(x - 9)} {n(y - h - 9)}l9-8 9 8z", colour)
    b.fill(f"M{n(x - 5)} {n(y - h + 4)}l-2-9h14l-2 9z", lit)
