"""Laughter and toys."""

from catalog.covers.brush import Brush, n
from catalog.covers.nature import cloud, flat, flower, hills, rays, sky, star_shape, stars, sun


def panels(b: Brush) -> None:
    """A page of comics that says nothing."""
    flat(b)
    dots = b.pattern(6, 6, f'<circle cx="3" cy="3" r="1.700" fill="{b.p.near}"/>')
    with b.group(f"rotate({b.side() * 4} {n(b.cx)} {n(b.cy)})"):
        x, y = b.cx, b.cy + 8
        shapes = (
            (f"M{n(x - 82)} {n(y - 88)}h88l-18 72h-70z", b.p.light),
            (f"M{n(x + 16)} {n(y - 88)}h66v78l-84-6z", b.p.spark),
            (f"M{n(x - 82)} {n(y - 6)}l164 10v90h-164z", b.p.glow),
        )
        for d, colour in shapes:
            b.fill(d, colour)
        b.fill(shapes[0][0], dots, 0.3)
        b.fill(shapes[2][0], dots, 0.16)
        for d, _ in shapes:
            b.line(d, b.p.near, 4)
        star_shape(b, x - 26, y + 48, 40, b.p.spark, tips=9, waist=0.6)
        b.fill(f"M{n(x + 44)} {n(y + 26)}q30 0 30 22t-30 22q-6 0-10-2l-12 10 3-16q-11-6-11-14 0-22 30-22z", "#fff")
        b.line(f"M{n(x + 34)} {n(y + 48)}h0M{n(x + 45)} {n(y + 48)}h0M{n(x + 56)} {n(y + 48)}h0", b.p.near, 5)
        b.line(
            f"M{n(x + 42)} {n(y - 68)}v24M{n(x + 58)} {n(y - 68)}v24M{n(x + 42)} {n(y - 32)}h0"
            f"M{n(x + 58)} {n(y - 32)}h0",
            "#fff",
            7,
        )


def bubbles(b: Brush) -> None:
    """Everybody talks at once."""
    flat(b)
    places = ((-34, -56, 46), (38, -8, 40), (-30, 48, 42), (46, 88, 30))
    for index, (dx, dy, r) in enumerate(places):
        x, y, side = b.cx + dx * 1.05, b.cy + dy, 1 if dx < 0 else -1
        colour = (b.p.light, b.p.spark, b.p.glow, b.p.far)[index]
        tip = (x - side * r * 0.9, y + r * 1.12)
        b.polygon([(x - side * r * 0.4, y + r * 0.5), tip, (x + side * r * 0.3, y + r * 0.68)], colour)
        b.oval(x, y, r, r * 0.76, colour)
        ink = b.p.near
        if index == 0:
            b.line(
                f"M{n(x - 18)} {n(y - 6)}q6-9 12 0M{n(x + 6)} {n(y - 6)}q6-9 12 0M{n(x - 13)} {n(y + 8)}q13 14 26 0",
                ink,
                4,
            )
        elif index == 1:
            b.line(
                f"M{n(x - 8)} {n(y - 15)}v18M{n(x + 8)} {n(y - 15)}v18M{n(x - 8)} {n(y + 14)}h0"
                f"M{n(x + 8)} {n(y + 14)}h0",
                "#fff",
                6,
            )
        elif index == 2:
            b.line(f"M{n(x - 16)} {n(y)}h0M{n(x)} {n(y)}h0M{n(x + 16)} {n(y)}h0", ink, 8)
        else:
            star_shape(b, x, y, 15, b.p.light, tips=5, waist=0.5)


def confetti(b: Brush) -> None:
    flat(b)
    bits = (
        '<path d="M-8 0L6-7v14z"/>',
        '<circle r="5"/>',
        f'<path d="M-10 0q5-8 10 0t10 0" fill="none" stroke="{b.p.mid}" stroke-width="3.500"/>',
    )
    for _ in range(30 * max(1, b.w // 300)):
        colour = b.rng.choice((b.p.spark, b.p.light, b.p.far))
        b.use(b.mark(b.rng.choice(bits)), b.whole(0, b.w), b.whole(0, b.h), turn=b.whole(0, 180), colour=colour)
    b.disc(b.cx, b.cy, 62, b.p.light)
    b.line(
        f"M{n(b.cx - 30)} {n(b.cy - 10)}l15-8-15-8M{n(b.cx + 30)} {n(b.cy - 10)}l-15-8 15-8"
        if b.maybe()
        else f"M{n(b.cx - 32)} {n(b.cy - 12)}q9-14 18 0M{n(b.cx + 14)} {n(b.cy - 12)}q9-14 18 0",
        b.p.near,
        5,
    )
    b.fill(f"M{n(b.cx - 28)} {n(b.cy + 6)}h56q-2 36-28 36t-28-36z", b.p.near)
    b.fill(f"M{n(b.cx - 15)} {n(b.cy + 34)}q15-16 30 0-15 16-30 0z", b.p.spark)
    b.disc(b.cx - 44, b.cy + 8, 7, b.p.spark, 0.5)
    b.disc(b.cx + 44, b.cy + 8, 7, b.p.spark, 0.5)


def springs(b: Brush) -> None:
    """Big flat shapes that bounce."""
    flat(b)
    stripe = b.pattern(16, 16, f'<path d="M0 0h8v16H0z" fill="{b.p.light}"/>', f"rotate({b.rng.choice((30, 45, -45))})")
    r = b.some(56, 76)
    b.disc(b.cx - 20, b.cy + 34, r, b.p.spark)
    b.disc(b.cx - 20, b.cy + 34, r, stripe, 0.35)
    b.box(
        b.cx + 2,
        b.cy - 80,
        78,
        78,
        b.p.far,
        1,
        6,
        f' transform="rotate({b.whole(8, 30)} {n(b.cx + 40)} {n(b.cy - 40)})"',
    )
    zigzag = f"M{n(b.cx - 90)} {n(b.cy - 44)}" + "l14-16 14 16" * 3
    b.line(zigzag, b.p.near, 6)
    b.ring(b.cx + 58, b.cy + 70, 24, b.p.light, 9)
    star_shape(b, b.cx + 46, b.cy - 34, 27, b.p.light, tips=8, waist=0.62)
    b.line(
        "".join(f"M{n(b.cx - 70 + k * 12)} {n(b.cy + 118 + j * 12)}h0" for k in range(6) for j in range(3)), b.p.near, 5
    )


def rainbow(b: Brush) -> None:
    sky(b, 1)
    y = 236
    for index, colour in enumerate((b.p.spark, b.p.light, b.p.far, b.p.mid)):
        b.ring(b.cx, y, 86 - index * 13, colour, 13)
    hills(b, y + 10, 22, b.p.far)
    hills(b, y + 30, 22, b.p.mid)
    for dx in (-80, 80):
        cloud(b, b.cx + dx, y + 6, 76, "#fff", 0.96)
    sun(b, 19, x=b.cx + b.side() * 10, y=y - 110)
    for _ in range(7):
        flower(b, b.some(0, b.w), b.some(262, 296), b.some(6, 10), b.rng.choice((b.p.spark, "#fff")), b.p.light)


def animal(b: Brush) -> None:
    """A round face: bear, cat, rabbit or chick."""
    flat(b)
    rays(b, b.cx, b.cy, b.p.light, count=16, opacity=0.4)
    x, y, fur, kind = b.cx, b.cy + 14, b.p.mid if b.maybe() else b.p.spark, b.whole(0, 3)
    with b.group(f"translate({n(x)} {n(y)})"):
        if kind == 0:
            for side in (-1, 1):
                b.disc(side * 46, -46, 24, fur)
                b.disc(side * 46, -46, 13, b.p.light)
        elif kind == 1:
            b.fill("M-64-14l2-62 46 26zM64-14l-2-62-46 26z", fur)
            b.fill("M-54-32v-28l22 14zM54-32v-28l-22 14z", b.p.light)
        elif kind == 2:
            for side in (-1, 1):
                b.oval(side * 26, -80, 16, 48, fur, 1, side * 9)
                b.oval(side * 26, -78, 8, 34, b.p.light, 1, side * 9)
        else:
            b.line("M0-62q-4-16-16-16M0-62q2-18 14-18", fur, 8)
        b.oval(0, 0, 72, 62, fur)
        b.disc(-26, -6, 6.5, b.p.near)
        b.disc(26, -6, 6.5, b.p.near)
        b.disc(-24, -8, 2, "#fff")
        b.disc(28, -8, 2, "#fff")
        b.oval(0, 20, 24, 17, b.p.light)
        b.fill("M-8 12h16l-8 9z" if kind != 3 else "M-14 14h28L0 32z", b.p.near if kind != 3 else b.p.spark)
        if kind != 3:
            b.line("M0 20q-2 10-11 8M0 20q2 10 11 8", b.p.near, 2.6)
        b.oval(-46, 14, 10, 7, "#fff", 0.4)
        b.oval(46, 14, 10, 7, "#fff", 0.4)
    hills(b, 288, 20, b.p.far)


def toy_boat(b: Brush) -> None:
    sky(b, 0.8)
    sun(b, 28, x=b.cx + 44, y=b.cy - 56)
    cloud(b, b.cx - 40, b.cy - 36, 80, "#fff", 0.95)
    with b.group(f"translate({n(b.cx)} 240) rotate({b.side() * 5})"):
        b.line("M0-12v-96", b.p.near, 4)
        b.fill("M6-104q44 30 50 80H6z", b.p.spark)
        b.fill("M-6-90q-34 26-38 66h38z", "#fff")
        b.fill("M0-108h-24l6 8-6 8H0z", b.p.spark)
        b.fill("M-64-14H64q-4 34-34 34h-60q-30 0-34-34z", b.p.near)
        b.fill("M-62-4H62l-3 9H-59z", "#fff")
    for y, colour in ((244, b.p.far), (264, b.p.mid), (286, b.p.near)):
        b.fill(f"M-20 {y}" + "q12-12 24 0t24 0" * (b.w // 48 + 2) + f"V{b.h}H-20z", colour)


def balloons(b: Brush) -> None:
    sky(b, 1)
    hills(b, 272, 26, b.p.far)
    hills(b, 290, 18, b.p.mid)
    knot = (b.cx, 262)
    for dx, dy, r in ((-44, -30, 28), (40, -44, 30), (-6, -72, 30), (-26, 16, 24), (30, 14, 25)):
        x, y = b.cx + dx, b.cy + dy - 8
        b.line(f"M{n(x)} {n(y + r)}Q{n(x)} {n(y + 80)} {n(knot[0])} {knot[1]}", b.p.near, 1.1, 0.8)
        b.oval(x, y, r * 0.9, r, b.rng.choice((b.p.spark, b.p.spark, b.p.mid, b.p.light)))
        b.oval(x - r * 0.34, y - r * 0.4, r * 0.15, r * 0.26, "#fff", 0.7, 24)
    cloud(b, b.cx + b.side() * 66, b.cy + 48, 70, "#fff", 0.9)
    star_shape(b, knot[0], knot[1] + 6, 9, b.p.spark, tips=5, waist=0.5)


def blocks(b: Brush) -> None:
    """Toys piled up by a child."""
    flat(b)
    stars(b, 12, 0.8)
    y = 286
    b.box(0, y, b.w, 20, b.p.mid)
    for dx, up, colour in (
        (-52, 0, b.p.spark),
        (0, 0, b.p.far),
        (52, 0, b.p.mid),
        (-26, 1, b.p.light),
        (26, 1, b.p.spark),
    ):
        top = y - 50 - up * 50
        b.box(b.cx + dx - 25, top, 50, 50, colour, 1, 4)
        b.box(b.cx + dx - 19, top + 6, 38, 38, "#fff", 0.28, 3)
    b.fill(f"M{n(b.cx - 52)} {y - 100}l26-42 26 42z", b.p.near)
    b.fill(f"M{n(b.cx + 1)} {y - 100}a25 25 0 0 1 50 0z", b.p.mid)
    star_shape(b, b.cx - 52, y - 25, 13, "#fff", tips=5, waist=0.5)
    b.ring(b.cx, y - 25, 10, "#fff", 5)
    flower(b, b.cx + 26, y - 75, 15, "#fff", b.p.spark)
    star_shape(b, b.cx - 26, y - 156, 19, b.p.spark, tips=5, waist=0.5)


COMEDY = (panels, bubbles, confetti, springs)
KIDS = (rainbow, animal, toy_boat, balloons, blocks, animal)
