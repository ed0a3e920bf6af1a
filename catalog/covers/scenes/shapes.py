"""Silk, dreams, and plain shapes for what says little of itself."""

from math import sin

from catalog.covers.brush import Brush, n
from catalog.covers.nature import cloud, flat, hills, petal_shape, petals, sky, star_shape, sun


def silk(b: Brush) -> None:
    """Folds of cloth."""
    flat(b)
    way = b.side()
    for index, colour in enumerate((b.p.far, b.p.mid, b.p.spark, b.p.glow, b.p.near)):
        y = 70 + index * 46 + b.some(-8, 8)
        lift = b.some(34, 60) * way
        bend = f"{n(b.w * 0.3)} {n(y - lift)} {n(b.w * 0.55)} {n(y + lift * 1.2)}"
        fold = f"M-10 {n(y)}C{bend} {b.w + 10} {n(y - lift * 0.3)}"
        b.fill(f"{fold}V{b.h + 9}H-10z", colour, 0.55 if index < 4 else 0.9)
        b.line(fold, b.p.light, 0.9, 0.5)
    b.disc(b.cx + 20, b.cy - 84, 17, b.p.light, 0.9)


def rose(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 120, b.halo(b.p.glow, 0.9))
    petal = b.mark(f'<path d="{petal_shape(34)}"/>')
    for ring, (size, colour) in enumerate(
        ((1.5, b.p.mid), (1.2, b.p.spark), (0.9, b.p.far), (0.6, b.p.spark), (0.36, b.p.light))
    ):
        marks = "".join(
            f'<use href="#{petal}" transform="rotate({turn + ring * 26})scale({size})"/>' for turn in range(0, 360, 60)
        )
        b.add(
            f'<g fill="{colour}" stroke="{b.p.near}" stroke-width=".6" transform="trans'
            f'late({n(b.cx)} {n(b.cy)})">{marks}</g>'
        )
    hills(b, 292, 20, b.p.near, opacity=0.8)


def moon_and_veil(b: Brush) -> None:
    flat(b)
    sun(b, 52, y=b.cy - 30)
    for index in range(7):
        x = index * b.w / 6
        b.fill(
            f"M{n(x)}-5q{n(b.some(-26, 26))} 150 {n(b.some(-14, 14))} 310h{n(b.w / 9)}q{n(b.some(-26, 26))}-150 0-310z",
            b.rng.choice((b.p.far, b.p.mid, b.p.glow)),
            0.38,
        )
    petals(b, 9, b.p.light, size=4)


def suprematism(b: Brush) -> None:
    flat(b)
    with b.group(f"rotate({b.side() * b.whole(18, 40)} {n(b.cx)} {n(b.cy)})"):
        b.box(b.cx - 90, b.cy - 14, 180, 30, b.p.near)
        b.box(b.cx - 26, b.cy - 96, 34, 170, b.p.spark)
        b.box(b.cx + 22, b.cy - 60, 14, 96, b.p.mid)
        b.fill(f"M{n(b.cx - 70)} {n(b.cy + 90)}l56-70 34 84z", b.p.far)
        b.line(f"M{n(b.cx - 100)} {n(b.cy + 46)}h200M{n(b.cx + 52)} {n(b.cy - 110)}v190", b.p.near, 2)
    b.disc(b.cx + b.side() * 38, b.cy - 36, b.some(22, 34), b.p.light if b.p.light != b.p.sky else b.p.spark)
    b.ring(b.cx - 20, b.cy + 62, 26, b.p.near, 5)


def impossible(b: Brush) -> None:
    """A staircase of cubes without an up."""
    flat(b)
    b.disc(b.cx, b.cy - 10, 104, b.p.light, 0.4)
    s = 25.0
    for row in range(5):
        for column in range(row + 1):
            x, y = b.cx + (column - row / 2) * s * 1.74, b.cy - 86 + row * s * 1.5
            top, left, right = (b.p.glow, b.p.spark, b.p.near) if (row + column) % 2 else (b.p.far, b.p.mid, b.p.near)
            b.fill(
                f"M{n(x)} {n(y - s)}l{n(s * 0.87)} {n(s / 2)}-{n(s * 0.87)} {n(s / 2)}-{n(s * 0.87)}-{n(s / 2)}z", top
            )
            b.fill(f"M{n(x)} {n(y)}v{n(s)}l-{n(s * 0.87)}-{n(s / 2)}v-{n(s)}z", left)
            b.fill(f"M{n(x)} {n(y)}v{n(s)}l{n(s * 0.87)}-{n(s / 2)}v-{n(s)}z", right)


def eye_of_rings(b: Brush) -> None:
    flat(b)
    for index, r in enumerate(range(132, 10, -13)):
        dx, dy = sin(index * 1.1) * 7, sin(index * 0.7) * 9
        b.disc(b.cx + dx, b.cy + dy, r, (b.p.near, b.p.spark, b.p.glow, b.p.mid, b.p.light)[index % 5])


def door(b: Brush) -> None:
    """A door stands open in a plain."""
    sky(b, 0.66)
    y = 206
    b.box(0, y, b.w, b.h - y, b.shade(b.p.far, b.p.mid))
    x = b.cx
    b.fill(f"M{n(x - 28)} {y + 24}h56l70 {b.h - y - 20}H{n(x - 18)}z", b.p.light, 0.6)
    b.box(x - 28, y - 84, 56, 108, b.p.near)
    b.box(x - 23, y - 79, 46, 103, b.shade(b.p.light, b.p.spark))
    b.fill(f"M{n(x - 23)} {y - 79}l-28 14v108l28-20z", b.p.mid)
    b.disc(x - 44, y - 16, 2.6, b.p.light)
    cloud(b, x + b.side() * 60, y - 90, 70, b.p.glow, 0.9)


def discs(b: Brush) -> None:
    sky(b, 1)
    r = b.some(58, 74)
    b.disc(b.cx, b.cy - 10, r, b.p.light)
    b.disc(b.cx + b.side() * r * 0.7, b.cy + r * 0.6, r * 0.6, b.p.spark, 0.9)
    b.disc(b.cx - b.side() * r * 0.6, b.cy + r * 0.9, r * 0.36, b.p.mid, 0.9)
    hills(b, 270, 26, b.p.far)
    hills(b, 288, 18, b.p.near)


def folds(b: Brush) -> None:
    """Paper, folded again and again."""
    flat(b)
    y = 120
    while y < b.h:
        x = b.some(-30, 0)
        while x < b.w:
            step = b.some(34, 60)
            colour = b.rng.choice((b.p.far, b.p.mid, b.p.glow, b.p.near))
            b.polygon([(x, y + 50), (x + step, y + b.some(-8, 8)), (x + step * 2, y + 56)], colour, 0.55)
            x += step
        y += 42
    sun(b, 26, y=b.cy - 60)


def layers(b: Brush) -> None:
    sky(b, 0.8)
    sun(b, b.some(28, 44), y=b.cy - 30)
    for index, colour in enumerate((b.p.far, b.p.mid, b.p.near)):
        hills(b, 214 + index * 32, 34 - index * 5, colour, waves=2 if index < 2 else 1, opacity=0.9)
    star_shape(b, b.cx + b.side() * 50, b.cy - 76, 7, b.p.spark, waist=0.2)


def window(b: Brush) -> None:
    flat(b)
    x, y = b.cx, b.cy
    b.add(f'<path d="M{n(x - 56)} {n(y + 96)}V{n(y - 30)}a56 56 0 0 1 112 0v126z" fill="{b.p.mid}"/>')
    inner = b.shade(b.p.spark, b.p.light)
    b.fill(f"M{n(x - 46)} {n(y + 90)}V{n(y - 28)}a46 46 0 0 1 92 0V{n(y + 90)}z", inner)
    b.disc(x + 10, y - 14, 17, b.p.light)
    b.fill(f"M{n(x - 46)} {n(y + 40)}q26-30 50-6t42-6v62h-92z", b.p.near, 0.85)
    b.box(0, y + 96, b.w, b.h, b.p.near)


SILK = (silk, rose, moon_and_veil)
DREAM = (suprematism, impossible, eye_of_rings, door)
PLAIN = (discs, folds, layers, window)
