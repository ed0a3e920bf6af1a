"""Red suns, shrines, waves and bamboo; and what is still: windows, rain, leaves."""

from catalog.covers.brush import Brush, n
from catalog.covers.city import lamp, pagoda, torii
from catalog.covers.nature import (
    branch,
    cloud,
    crescent,
    flat,
    flower,
    grass,
    hills,
    petals,
    ridge,
    sea,
    sky,
    streak,
    sun,
)


def red_sun(b: Brush) -> None:
    sky(b)
    sun(b, 58, y=b.cy - 22, glow=False)
    ridge(b, 246, 84, b.p.far, peaks=3)
    for y in (236, 246):
        b.box(0, y, b.w, 26, b.shade(b.p.glow, b.p.glow, opacity=(0, 0.85)))
    pagoda(b, b.cx + b.side() * 34, 284, 104, b.p.near)
    hills(b, 272, 18, b.p.mid, waves=3)
    hills(b, 290, 12, b.p.near, waves=3)


def great_wave(b: Brush) -> None:
    sky(b)
    sun(b, 30, x=b.cx + 26, y=b.cy - 66, glow=False)
    x = b.cx - 20
    b.fill(f"M{n(x + 6)} 236l44-58 44 58z", b.p.far)
    b.fill(f"M{n(x + 38)} 194l12-16 12 16-6-3-6 5-5-5z", b.p.light)
    b.fill(
        f"M-20 {b.h}V206Q{n(x - 60)} 140 {n(x + 4)} 150"
        f"q34 8 34 40-12-16-30-10-24 10-6 44 14 24 60 22T{b.w + 10} 226V{b.h}z",
        b.p.mid,
    )
    b.line(
        f"M-10 236Q{n(x - 50)} 164 {n(x)} 164M-10 262Q{n(x - 50)} 190 {n(x - 14)} 178"
        f"M-10 290q30-60 {n(max(x - 10, 20))}-88",
        b.p.glow,
        2.4,
        0.9,
    )
    foam = "".join(
        f"M{n(x + dx)} {dy}h0"
        for dx, dy in ((6, 150), (18, 154), (28, 162), (35, 172), (39, 184), (44, 196), (30, 152), (46, 176))
    )
    b.line(foam, b.p.glow, 9)
    for y, colour in ((252, b.p.near), (276, b.p.mid), (296, b.p.near)):
        hills(b, y, 14, colour, waves=3)
    b.line("".join(f"M{n(b.some(0, b.w))} {n(b.some(240, 296))}q6-5 12 0" for _ in range(9)), b.p.glow, 1.6, 0.8)


def scales(b: Brush) -> None:
    """Seigaiha, the pattern of waves, with a disc rising from it."""
    flat(b)
    sun(b, 60, y=b.cy - 10, glow=False)
    drawing = "".join(
        f'<g transform="translate({x} {y})"><circle r="20" fill="{b.p.mid}" stroke="{b.p.glow}" stroke-width="1.500"/>'
        f'<circle r="13.500"/><circle r="7"/></g>'
        for x, y in ((0, 0), (40, 0), (20, 10), (0, 20), (40, 20), (20, 30))
    )
    wave = f'<g fill="none" stroke="{b.p.glow}" stroke-width="1.500">{drawing}</g>'
    b.box(0, b.cy + 8, b.w, b.h, b.pattern(40, 20, wave, f"translate(0 {n(b.cy)})"))
    streak(b, b.cx - 46, b.cy - 44, 80, b.p.spark, 0.9)
    streak(b, b.cx + 60, b.cy - 16, 70, b.p.spark, 0.9)


def gate(b: Brush) -> None:
    sky(b, 0.7)
    sun(b, 44, y=b.cy - 16)
    ridge(b, 226, 58, b.p.far, opacity=0.8)
    sea(b, 226, b.p.mid)
    torii(b, b.cx, 252, 104, b.p.spark if b.p.sky != b.p.spark else b.p.near)
    b.line(
        f"M{n(b.cx - 46)} 254h20M{n(b.cx + 26)} 254h20M{n(b.cx - 60)} 261h44M{n(b.cx + 16)} 261h48", b.p.glow, 1.8, 0.9
    )
    cloud(b, b.cx + b.side() * 62, b.cy - 40, 60, b.p.glow, 0.8)


def bamboo(b: Brush) -> None:
    flat(b)
    sun(b, 46, y=b.cy - 30)
    for colour, width, count, opacity in ((b.p.far, 6, 7, 0.8), (b.p.mid, 9, 5, 1), (b.p.near, 12, 3, 1)):
        for _ in range(count * max(1, b.w // 400)):
            x, lean = b.some(0, b.w), b.some(-9, 9)
            b.add(
                f'<path d="M{n(x)} 306L{n(x + lean)}-6" stroke="{colour}" stroke-width="{width}" opacity="{opacity}" '
                f'stroke-linecap="butt" stroke-dasharray="{b.whole(44, 62)} 2"/>'
            )
            y, way = b.some(60, 240), b.side()
            with b.group(f"translate({n(x)} {n(y)}) scale({way} 1)"):
                b.fill("M0 0q18-8 36 8-20 2-36-8zq10 4 20 24-16-10-20-24z", colour, opacity)
    hills(b, 292, 12, b.p.near)


def lanterns(b: Brush) -> None:
    flat(b)
    crescent(b, 20, x=b.cx + b.side() * 34, y=b.cy - 66)
    lantern = b.mark(
        f'<circle r="30" fill="{b.halo(b.p.spark, 0.5)}"/><ellipse rx="13" ry="16" fill="{b.p.spark}"/>'
        f'<path d="M-12-6h24M-12 6h24" stroke="{b.p.light}" opacity=".7"/>'
        f'<path d="M-6-17h12M-6 17h12M0 17v9" stroke="{b.p.near}" stroke-width="2.500"/>'
    )
    for row, y in enumerate((b.cy - 12, b.cy + 52)):
        b.line(f"M-10 {n(y - 24)}Q{b.w // 2} {n(y + 16)} {b.w + 10} {n(y - 26)}", b.p.near, 1.6)
        for x in range(12 + row * 20, b.w + 10, 46):
            b.use(lantern, x, y - 2 + 18 * (1 - ((x - b.w / 2) / (b.w / 2)) ** 2))
    b.fill(f"M-10 {b.h}v-18q{b.w // 4}-2 {b.w // 3}-26h{b.w // 3}q{b.w // 12} 24 {b.w // 3 + 20} 26v18z", b.p.near)


def fan(b: Brush) -> None:
    flat(b)
    x, y, r = b.cx, b.cy + 64, 104
    with b.group(f"rotate({b.side() * 8} {n(x)} {n(y)})"):
        half = r * 0.1045
        rib = b.mark(
            f'<path d="M{n(-half)} {-r}L0-{r + 3}L{n(half)} {-r}L{n(half * 0.42)} {n(-r * 0.42)}H{n(-half * 0.42)}z"/>'
            f'<path d="M-1.500-2v-{n(r * 0.44)}h3v{n(r * 0.44)}z" fill="{b.p.near}"/>'
        )
        for index in range(12):
            b.use(rib, x, y, turn=index * 12 - 66, colour=b.p.spark if index % 2 else b.p.light)
        b.disc(x, y, 4, b.p.near)
    for spot in branch(b, 0, b.cy - 70, way=1, colour=b.p.near)[::2]:
        flower(b, *spot, b.some(6, 10), b.p.glow, b.p.spark)
    petals(b, 7, b.p.glow, size=4)


def rain_window(b: Brush) -> None:
    flat(b)
    for _ in range(11):
        b.disc(
            b.cx + b.some(-90, 90),
            b.some(90, 300),
            b.some(10, 26),
            b.rng.choice((b.p.light, b.p.spark, b.p.glow)),
            0.28,
        )
    drops = "".join(f"M{n(b.some(0, b.w))} {n(b.some(0, 290))}v{n(b.some(8, 34))}" for _ in range(34 * b.w // 200))
    b.line(drops, b.p.light, 1.3, 0.55)
    b.line("".join(f"M{n(b.some(0, b.w))} {n(b.some(20, 290))}h0" for _ in range(26 * b.w // 200)), b.p.light, 4.5, 0.6)
    x = b.cx + b.side() * 14
    b.fill(f"M{n(x - 70)} {b.h}V262h140v40z", b.p.near)
    b.fill(f"M{n(x - 16)} 262c-8-10-6-26-2-32h36c4 6 6 22-2 32z", b.p.mid)
    b.line(
        f"M{n(x)} 232c-14-26-26-30-32-48M{n(x + 2)} 232c0-30 2-44 2-62M{n(x + 4)} 232c10-22 22-26 30-40", b.p.near, 2.4
    )
    for dx, dy in ((-32, 182), (2, 168), (34, 190)):
        flower(b, x + dx, dy, 13, b.p.glow, b.p.spark)


def lone_lamp(b: Brush) -> None:
    sky(b, 0.95)
    sun(b, 20, x=b.cx - 40, y=b.cy - 70)
    hills(b, 250, 30, b.p.far)
    lamp(b, b.cx + 20, 276, 110, b.p.near, b.p.light)
    b.line(
        f"M{n(b.cx - 54)} 262h52M{n(b.cx - 54)} 251h52M{n(b.cx - 50)} 262v14M{n(b.cx - 6)} 262v14"
        f"M{n(b.cx - 50)} 251v10M{n(b.cx - 6)} 251v10",
        b.p.near,
        3.4,
    )
    b.box(0, 275, b.w, 30, b.p.near)
    petals(b, 10, b.p.spark, size=3.6, opacity=0.8)


def cranes(b: Brush) -> None:
    """Birds over still water."""
    sky(b, 0.8)
    sun(b, 40, y=b.cy + 20)
    sea(b, b.cy + 40, b.p.far)
    for index in range(5):
        x, y, size = b.cx - 64 + index * 30 + b.some(-6, 6), b.cy - 62 + abs(index - 2) * 15, b.some(0.7, 1.1)
        with b.group(f"translate({n(x)} {n(y)}) scale({n(size)})"):
            b.fill("M0 0q-10-14-26-12 14 2 20 14-4 4 6 4t8-4q4-14 22-18-18 0-26 14z", b.p.ink)
    b.fill(f"M-10 {b.h}V272q50-8 90 6t120 2T{b.w + 10} 268v40z", b.p.near)
    grass(b, 288, b.p.near, height=40, count=26)


def autumn_leaf(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy - 20, 96, b.halo(b.p.light, 0.7))
    leaf = b.define(
        '<path id="{id}" d="M0 22'
        'l-1-14-13 6 3-6-14-3 9-4-6-8 9 1 0-9 6 6 7-14 7 14 6-6 0 9 9-1-6 8 9 4-14 3 3 6-13-6z"/>'
    )
    for _ in range(16 * max(1, b.w // 300)):
        colour, size = b.rng.choice((b.p.spark, b.p.spark, b.p.light, b.p.mid)), b.some(0.35, 1.0)
        b.use(leaf, b.whole(0, b.w), b.whole(40, 290), turn=b.whole(0, 36) * 10, scale=size, colour=colour)
    b.use(leaf, b.cx, b.cy, turn=14, scale=2.6, colour=b.p.spark)
    hills(b, 284, 16, b.p.near)


HISTORY = (red_sun, great_wave, scales, gate, bamboo, lanterns, fan, cranes)
DRAMA = (rain_window, lone_lamp, cranes, autumn_leaf)
