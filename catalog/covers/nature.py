"""Skies, land, water and plants, which many scenes share."""

from catalog.covers.brush import Brush, around, n, outline


def sky(b: Brush, horizon: float = 0.72) -> None:
    b.box(0, 0, b.w, b.h, b.shade(b.p.sky, b.p.glow, [(min(horizon, 0.98), b.p.glow)]))


def flat(b: Brush) -> None:
    b.box(0, 0, b.w, b.h, b.shade(b.p.sky, b.p.glow))


def stars(b: Brush, count: int, low: float = 0.6) -> None:
    """Down to ``low`` of the height: one path, whose points are round caps."""
    spots = [(b.some(4, b.w - 4), b.some(4, b.h * low)) for _ in range(count * b.w // 200)]
    for width, some in ((1.1, spots[::2]), (1.9, spots[1::2])):
        b.line("".join(f"M{n(x)} {n(y)}h0" for x, y in some), b.p.light, width, 0.75)


def sun(b: Brush, r: float, *, x: float | None = None, y: float | None = None, glow: bool = True) -> None:
    x, y = b.cx if x is None else x, b.cy if y is None else y
    if glow:
        b.disc(x, y, r * 2.3, b.halo(b.p.light, 0.5 if b.p.is_dark else 0.75))
    b.disc(x, y, r, b.p.light)


def crescent(b: Brush, r: float, *, x: float, y: float) -> None:
    b.disc(x, y, r * 2.4, b.halo(b.p.light, 0.35))
    with b.group(f"translate({n(x)} {n(y)}) rotate(-24) scale({n(r / 20)})"):
        b.fill("M6-19A20 20 0 1 0 6 19 16 16 0 1 1 6-19z", b.p.light)


def ridge(b: Brush, y: float, height: float, colour: str, *, peaks: int = 4, opacity: float = 1) -> None:
    """Mountains with sharp tops, from edge to edge."""
    count = max(2, round(peaks * b.w / 200))
    step = b.w / count
    points = [(-step, b.h), (-step, y)]
    for index in range(count + 1):
        points.append((index * step + b.some(-0.2, 0.2) * step - step / 2, y - b.some(0.45, 1) * height))
        points.append((index * step + b.some(-0.15, 0.15) * step, y - b.some(0, 0.3) * height))
    b.polygon([*points, (b.w + step, b.h)], colour, opacity)


def hills(b: Brush, y: float, height: float, colour: str, *, waves: int = 2, opacity: float = 1) -> None:
    """Soft land from edge to edge."""
    count = max(1, round(waves * b.w / 200))
    step = b.w / count
    start = b.some(0, step)
    d = f"M{n(-start)} {n(y)}"
    for _ in range(count + 1):
        up = b.some(0.5, 1) * height
        d += f"q{n(step / 4)} {n(-up)} {n(step / 2)} 0t{n(step / 2)} 0"
    b.fill(f"{d}V{b.h}H0z", colour, opacity)


def cloud(b: Brush, x: float, y: float, w: float, colour: str, opacity: float = 0.9) -> None:
    """A heap with a flat foot."""
    heap = b.mark('<path d="M-50 0a13 13 0 0 1 10-20 20 20 0 0 1 36-10 17 17 0 0 1 31 6 13 13 0 0 1 23 24z"/>')
    faded = f' opacity="{n(opacity)}"' if opacity != 1 else ""
    b.add(f'<use href="#{heap}" fill="{colour}"{faded} transform="translate({n(x)} {n(y)})scale({n(w / 100)})"/>')


def streak(b: Brush, x: float, y: float, w: float, colour: str, opacity: float = 0.7) -> None:
    """Long clouds of an evening."""
    h = 5
    b.box(x - w / 2, y, w, h, colour, opacity, h / 2)
    b.box(x - w * 0.2, y + h + 3, w * 0.8, h * 0.8, colour, opacity * 0.8, h / 2)


def sea(b: Brush, y: float, colour: str, *, glints: bool = True) -> None:
    b.box(0, y, b.w, b.h - y, b.shade(colour, b.p.near))
    if glints:
        marks = ""
        for row in range(7):
            spread = 12 + row * 7
            x = b.cx + b.some(-spread, spread)
            width = b.some(6, 14 + row * 4)
            marks += f"M{n(x - width / 2)} {n(y + 6 + row * row * 1.6 + row * 3)}h{n(width)}"
        b.line(marks, b.p.light, 1.8, 0.75)


def petal_shape(size: float) -> str:
    a, h, t = n(size), n(size * 0.6), n(size * 2)
    return f"M0 0C{a}-{a} {h}-{t} 0-{n(size * 1.7)}C-{h}-{t}-{a}-{a} 0 0z"


def petals(b: Brush, count: int, colour: str, *, size: float = 5, opacity: float = 0.9) -> None:
    """In the wind, from one corner to the other."""
    petal = b.mark(f'<path d="{petal_shape(size)}"/>')
    with b.group(extra=f' fill="{colour}"', opacity=opacity):
        for _ in range(count * max(1, b.w // 300)):
            b.use(petal, b.whole(0, b.w), b.whole(0, b.h), turn=b.whole(0, 35) * 10)


def flower(b: Brush, x: float, y: float, r: float, colour: str, heart: str) -> None:
    turns = "".join(f'<path d="{petal_shape(12)}" transform="rotate({turn})"/>' for turn in range(0, 360, 72))
    b.use(b.mark(f'{turns}<circle r="4.500" fill="{heart}"/>'), x, y, scale=r / 21, turn=b.whole(0, 71), colour=colour)


def branch(b: Brush, x: float, y: float, *, way: int, colour: str) -> list[tuple[float, float]]:
    """Grows from the edge; answers where flowers may sit."""
    d, spots = "", []
    for index in range(4):
        dx, dy = way * b.some(18, 30), b.some(-4, 16)
        d += f"M{n(x)} {n(y)}q{n(dx / 2)} {n(dy / 2 - 5)} {n(dx)} {n(dy)}"
        x, y = x + dx, y + dy
        spots.append((x, y))
        if index:
            up = b.side()
            d += f"q{way * 8} {up * 4} {way * 14} {up * 14}"
            spots.append((x + way * 14, y + up * 14))
    b.line(d, colour, 2.4)
    return spots


def grass(b: Brush, y: float, colour: str, *, height: float = 14, count: int = 44) -> None:
    points: list[tuple[float, float]] = [(0, b.h), (0, y)]
    blades = count * b.w // 200
    for index in range(blades):
        x = index * b.w / blades
        points += [(x, y), (x + b.some(-3, 6), y - b.some(0.3, 1) * height)]
    b.fill(outline([*points, (b.w, y), (b.w, b.h)]), colour)


def fir(b: Brush, x: float, y: float, h: float, colour: str) -> None:
    shape = "M0-100l13 42h-26zM0-74l18 42h-36zM0-48l23 42h-46z"
    b.use(b.mark(f'<path d="{shape}"/>'), x, y, scale=h / 100, colour=colour)


def tree(b: Brush, x: float, y: float, h: float, colour: str, trunk: str) -> None:
    b.line(f"M{n(x)} {n(y)}V{n(y - h * 0.6)}M{n(x)} {n(y - h * 0.35)}l{n(h * 0.14)} {n(-h * 0.16)}", trunk, h * 0.06)
    for dx, dy, r in ((-0.2, 0.62, 0.2), (0.2, 0.66, 0.19), (0, 0.82, 0.24)):
        b.disc(x + dx * h, y - dy * h, r * h, colour)


def star_shape(
    b: Brush, x: float, y: float, r: float, colour: str, *, tips: int = 4, waist: float = 0.22, opacity: float = 1
) -> None:
    turns = [index * 180 / tips for index in range(tips * 2)]
    b.polygon(
        [around(x, y, r if index % 2 == 0 else r * waist, turn) for index, turn in enumerate(turns)], colour, opacity
    )


def rays(b: Brush, x: float, y: float, colour: str, *, count: int = 12, opacity: float = 0.5, start: float = 0) -> None:
    far = b.w + b.h
    step = 360 / count
    d = ""
    for index in range(count):
        (x1, y1), (x2, y2) = around(x, y, far, start + index * step), around(x, y, far, start + (index + 0.5) * step)
        d += f"M{n(x)} {n(y)}L{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}z"
    b.fill(d, colour, opacity)
