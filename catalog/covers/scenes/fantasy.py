"""Castles, great trees, islands in the sky, swords and circles; ships and roads that lead away."""

from catalog.covers.brush import Brush, around, n
from catalog.covers.city import castle
from catalog.covers.nature import (
    cloud,
    crescent,
    fir,
    flat,
    grass,
    hills,
    ridge,
    sea,
    sky,
    star_shape,
    stars,
    streak,
    sun,
    tree,
)


def castle_on_hill(b: Brush) -> None:
    sky(b)
    if b.p.is_dark:
        stars(b, 26)
    sun(b, b.some(26, 40), x=b.cx + b.side() * 24, y=b.cy - 34)
    ridge(b, 226, 74, b.p.far, opacity=0.75)
    castle(b, b.cx, 236, b.some(78, 96), b.p.mid, lit=b.p.light)
    hills(b, 236, 20, b.p.mid)
    for _ in range(9 * b.w // 200):
        fir(b, b.some(-5, b.w + 5), b.some(272, 300), b.some(30, 48), b.p.near)
    hills(b, 284, 10, b.p.near)


def great_tree(b: Brush) -> None:
    sky(b, 0.85)
    x, y = b.cx, 262
    b.disc(x, y - 110, 120, b.halo(b.p.light, 0.55))
    hills(b, 246, 26, b.p.far, opacity=0.8)
    b.fill(f"M{n(x - 22)} {y + 10}q14-40 10-100h24q-4 60 12 100z", b.p.near)
    b.line(f"M{n(x)} {y - 60}q-14-30-42-38M{n(x)} {y - 66}q16-24 40-34M{n(x)} {y - 70}v-44", b.p.near, 7)
    for _ in range(17):
        px, py = around(x, y - 118, b.some(8, 62), b.some(-115, 115))
        b.disc(px, py, b.some(15, 29), b.rng.choice((b.p.mid, b.p.mid, b.p.far, b.p.spark)), b.some(0.75, 1))
    hills(b, 266, 14, b.p.near, waves=1)
    b.line("".join(f"M{n(x + b.some(-80, 80))} {n(b.some(130, 290))}h0" for _ in range(18)), b.p.light, 2.6, 0.9)


def sky_island(b: Brush) -> None:
    sky(b, 1)
    sun(b, 30, x=b.cx - b.side() * 46, y=b.cy - 66)
    for _ in range(4 * b.w // 200):
        cloud(b, b.some(0, b.w), b.some(210, 300), b.some(70, 120), b.p.light if not b.p.is_dark else b.p.far, 0.5)
    b.add('<g id="island">')
    with b.group(f"translate({n(b.cx)} {n(b.cy + 6)})"):
        b.fill("M-62 0h124l-18 18-14 8-12 30-14 10-10-22-14 26-12-34-18-10z", b.p.mid)
        b.fill("M-62 0h124l-18 18-14 8-12 30-8-40z", b.p.near, 0.55)
        b.fill("M-64 2q4-14 20-12 12-12 30-8 16-10 34 0 20-4 26 8 16 0 18 12z", b.p.far)
        tree(b, -28, -8, 40, b.p.spark, b.p.near)
        castle(b, 20, -6, 52, b.p.near, lit=b.p.light)
    b.add("</g>")
    for dx, dy, size in ((b.side() * 66, -46, 0.4), (b.side() * 60, 64, 0.3)):
        x, y = b.cx * (1 - size) + dx, (b.cy + 6) * (1 - size) + dy
        b.add(f'<use href="#island" transform="translate({n(x)} {n(y)})scale({size})"/>')
    cloud(b, b.cx + 50, 286, 130, b.p.glow, 0.85)
    cloud(b, b.cx - 60, 300, 150, b.p.glow, 0.95)


def sword_on_hill(b: Brush) -> None:
    sky(b, 0.8)
    sun(b, 56, y=b.cy - 6)
    streak(b, b.cx + 30, b.cy - 36, 70, b.p.glow, 0.6)
    streak(b, b.cx - 60, b.cy + 14, 80, b.p.glow, 0.6)
    ridge(b, 250, 50, b.p.far)
    x, y = b.cx, 262
    with b.group(f"translate({n(x)} {y}) rotate({b.side() * b.whole(3, 9)})"):
        b.fill("M-5 4V-92h10V4z", b.p.glow)
        b.fill("M0 4V-92h5V4z", b.p.mid, 0.7)
        b.fill("M-22-98h44v7h-44zM-4-98v-26h8v26z", b.p.near)
        b.disc(0, -128, 6, b.p.spark)
    b.fill(f"M-20 {b.h}Q{n(x - 40)} 250 {n(x)} 250T{b.w + 20} {b.h}z", b.p.near)
    grass(b, 290, b.p.near, height=26)


def magic_circle(b: Brush) -> None:
    flat(b)
    stars(b, 34, 1)
    x, y, r = b.cx, b.cy, b.some(66, 80)
    b.disc(x, y, r * 1.7, b.halo(b.p.spark, 0.5))
    for share, width in ((1, 2.4), (0.9, 1), (0.56, 1.6), (0.2, 1.4)):
        b.ring(x, y, r * share, b.p.light, width, 0.95)
    tips = b.rng.choice((5, 6, 7, 8))
    points = [around(x, y, r * 0.9, index * 360 / tips) for index in range(tips)]
    skip = 2 if tips != 8 else 3
    order = [points[index * skip % tips] for index in range(tips)]
    if tips == 6:
        order = [points[0], points[2], points[4], points[0], points[3], points[5], points[1], points[3]]
    b.line("M" + "L".join(f"{n(px)} {n(py)}" for px, py in order) + ("" if tips == 6 else "z"), b.p.light, 1.4, 0.9)
    stone = f'<circle r="6" fill="{b.p.sky}" stroke="{b.p.light}"/><circle r="2.500" fill="{b.p.spark}"/>'
    for px, py in points:
        b.use(b.mark(stone), px, py)
    star_shape(b, x, y, r * 0.19, b.p.light)
    ridge(b, b.h + 6, 40, b.p.near, peaks=5)


def crystals(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy + 40, 130, b.halo(b.p.spark, 0.55))
    ridge(b, 270, 70, b.p.far, opacity=0.6)
    for _ in range(8):
        dx = b.some(-70, 70)
        x, h, half = b.cx + dx, (150 - abs(dx) * 1.1) * b.some(0.7, 1.1), b.some(8, 17)
        with b.group(f"translate({n(x)} 288) rotate({n(dx * 0.36)})"):
            b.fill(f"M{n(-half)} 12V{n(-h + half)}L0 {n(-h)}V12z", b.p.light, 0.75)
            b.fill(f"M{n(half)} 12V{n(-h + half)}L0 {n(-h)}V12z", b.p.far)
            b.fill(f"M{n(-half)} {n(-h + half)}L0 {n(-h + 2.2 * half)}V12H{n(-half)}z", b.p.spark, 0.5)
    hills(b, 284, 14, b.p.near)
    for _ in range(6):
        star_shape(b, b.cx + b.some(-76, 76), b.some(110, 260), b.some(3, 8), b.p.light, waist=0.14)


def dragon_moon(b: Brush) -> None:
    """A winged shape before a great disc."""
    flat(b)
    sun(b, 70, y=b.cy - 6)
    with b.group(f"translate({n(b.cx)} {n(b.cy)}) scale({b.side()} 1) rotate(-14)"):
        b.fill(
            "M-4 8C-30 6-40-30-84-40c10 10 8 18 6 24 10-4 18 0 20 10 8-6 16-2 18 8 8-4 16 0 20 12z"
            "M4 8C26 2 30-36 66-54c-6 12-2 20 2 24-10 0-16 6-14 16-8-2-16 4-14 14-8-2-18 4-22 14z",
            b.p.near,
        )
        b.line("M-2 4q14 10 26 6t22-12q6-6 14-4M0 6q-8 24 4 40t-8 38q-8 8-18 4", b.p.near, 7)
        b.fill("M56-10l22 2-6 4 4 6-18-2zM-28 82l-14 8 2-14z", b.p.near)
    ridge(b, 292, 66, b.p.far, opacity=0.7)
    ridge(b, 304, 40, b.p.near)


def ship(b: Brush) -> None:
    sky(b, 0.68)
    sun(b, 34, x=b.cx - 30, y=b.cy - 10)
    cloud(b, b.cx + 50, b.cy - 44, 80, b.p.light, 0.6)
    sea(b, 206, b.p.far, glints=False)
    with b.group(f"translate({n(b.cx)} 222) scale({b.side()} 1)"):
        b.line("M-16 0V-92M24 0V-78M-44-4l-34-18", b.p.near, 3)
        b.fill("M-52-14q24-10 30-62 26 30 22 62-26-12-52 0zM8-12q20-10 18-54 24 26 20 54-18-8-38 0z", b.p.light)
        b.fill("M-22-76q26 30 22 62-10-6-24-6 4-26 2-56zM26-66q24 26 20 54-8-4-20-4z", b.p.glow, 0.75)
        b.fill("M-16-92l22 5-22 6zM24-78l18 4-18 5z", b.p.spark)
        b.fill("M-66-10q50 12 120-2l14-6q-4 30-24 36h-84q-20-6-26-28z", b.p.near)
    for y, colour, size in ((226, b.p.mid, 10), (246, b.p.mid, 14), (270, b.p.near, 18)):
        hills(b, y, size, colour, waves=4, opacity=0.9)


def road(b: Brush) -> None:
    sky(b, 0.66)
    sun(b, 26, x=b.cx + b.side() * 30, y=b.cy - 40)
    cloud(b, b.cx - 44, b.cy - 54, 70, b.p.light, 0.8)
    ridge(b, 210, 66, b.p.far)
    hills(b, 216, 18, b.p.mid)
    x = b.cx
    b.box(0, 222, b.w, 80, b.p.mid)
    b.fill(
        f"M{n(x - 3)} 214c-30 20 50 26 16 46-20 12-70 20-78 44H{n(x + 66)}c-14-22 22-32 10-50"
        f"C{n(x + 56)} 236 {n(x - 10)} 226 {n(x + 4)} 214z",
        b.p.glow,
    )
    for side in (-1, 1):
        for index in range(4):
            fir(b, x + side * (58 + index * 18 + b.some(0, 10)), 236 + index * 19, 30 + index * 13, b.p.near)
    grass(b, 296, b.p.near, height=16)


def balloon(b: Brush) -> None:
    sky(b, 1)
    sun(b, 24, x=b.cx - b.side() * 60, y=b.cy - 76)
    ridge(b, 276, 60, b.p.far, opacity=0.8)
    for dx, dy, size in ((0, 0, 1.0), (-b.side() * 62, 44, 0.36)):
        with b.group(f"translate({n(b.cx + dx)} {n(b.cy - 14 + dy)}) scale({size})"):
            b.fill("M0-54a50 50 0 0 1 50 50C50 24 20 40 12 58h-24C-20 40-50 24-50-4A50 50 0 0 1 0-54z", b.p.spark)
            b.fill("M0-54c30 14 34 80 6 112h-12C-34 26-30-40 0-54z", b.p.light)
            b.fill("M0-54c12 20 14 84 3 112h-6C-14 30-12-34 0-54z", b.p.spark)
            b.line("M-12 58l4 18M12 58l-4 18", b.p.near, 1.6)
            b.box(-10, 75, 20, 14, b.p.near, 1, 3)
    cloud(b, b.cx + 60, b.cy + 66, 90, b.p.light, 0.85)
    cloud(b, b.cx - 70, b.cy + 96, 110, b.p.light, 0.85)
    hills(b, 286, 24, b.p.mid)


def campfire(b: Brush) -> None:
    sky(b, 0.9)
    stars(b, 40, 0.7)
    crescent(b, 15, x=b.cx + b.side() * 44, y=b.cy - 84)
    ridge(b, 240, 80, b.p.far)
    for _ in range(12 * b.w // 200):
        fir(b, b.some(-10, b.w + 10), 262 + b.some(-4, 6), b.some(40, 80), b.p.mid)
    b.box(0, 258, b.w, 50, b.p.near)
    x = b.cx + b.side() * 18
    b.disc(x, 262, 64, b.halo(b.p.spark, 0.8))
    b.fill(f"M{n(x - 62)} 268l28-46 28 46z", b.p.far)
    b.fill(f"M{n(x - 40)} 268l6-46 12 46z", b.p.near)
    b.fill(f"M{n(x + 16)} 272c-12-10-4-22 2-34 6 10 14 22 4 34z", b.p.spark)
    b.fill(f"M{n(x + 17)} 272c-5-6-1-12 2-18 3 6 6 12 1 18z", b.p.light)
    b.line(f"M{n(x + 6)} 275l24-5M{n(x + 6)} 270l24 5", b.p.mid, 3.4)
    grass(b, 292, b.p.near, height=10)


FANTASY = (castle_on_hill, great_tree, sky_island, sword_on_hill, magic_circle, crystals, dragon_moon)
ADVENTURE = (ship, road, balloon, campfire, sky_island)
