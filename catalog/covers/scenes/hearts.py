"""Blossoms, schools and ordinary days."""

from catalog.covers.brush import Brush, around, n
from catalog.covers.city import skyline, wires
from catalog.covers.nature import (
    branch,
    cloud,
    crescent,
    flat,
    flower,
    grass,
    hills,
    petals,
    sea,
    sky,
    stars,
    streak,
    sun,
    tree,
)


def blossom_branch(b: Brush) -> None:
    sky(b, 1)
    b.disc(b.cx, b.cy, 74, b.p.light, 0.75)
    way = 1 if b.cx <= b.w / 2 else -1
    edge = 0 if way > 0 else b.w
    spots = branch(b, edge, b.cy - 50, way=way, colour=b.p.near) + branch(b, edge, b.cy + 44, way=way, colour=b.p.near)
    for x, y in spots:
        for _ in range(b.whole(1, 2)):
            flower(
                b,
                x + b.some(-11, 11),
                y + b.some(-11, 11),
                b.some(9, 15),
                b.rng.choice((b.p.spark, b.p.far, b.p.glow)),
                b.p.light,
            )
    petals(b, 12, b.p.spark, size=3.6, opacity=0.8)
    hills(b, 286, 20, b.p.far, opacity=0.7)


def umbrella_pair(b: Brush) -> None:
    """Two under one umbrella, seen from behind."""
    sky(b, 1)
    skyline(b, 240, 80, b.p.far, opacity=0.5)
    b.box(0, 252, b.w, 50, b.shade(b.p.mid, b.p.near))
    rain = "".join(f"M{n(b.some(0, b.w))} {n(b.some(60, 290))}l-3 {n(b.some(9, 18))}" for _ in range(34 * b.w // 200))
    b.line(rain, b.p.light, 1.1, 0.7)
    with b.group(f"translate({n(b.cx)} 272) scale({b.side()} 1)"):
        for x, top in ((-17, -70), (15, -62)):
            b.disc(x, top, 9.5, b.p.near)
            b.fill(f"M{x - 12} {top + 12}q12-6 24 0l4 36h-5l-2 24h-5l-1-22h-6l-1 22h-5l-2-24h-5z", b.p.near)
        b.line("M1-58v-50", b.p.near, 2.2)
        b.fill(
            "M-54-82Q-42-124 1-126 44-124 56-82q-9-8-18 0-9-8-18 0-10-8-19 0-10-8-19 0-9-8-18 0-9-8-18 0z", b.p.spark
        )
        b.fill("M1-126Q-18-110-18-82q10-8 19 0 9-8 19 0Q20-110 1-126z", b.p.light, 0.45)
    b.oval(b.cx, 282, 60, 5, b.p.light, 0.3)


def ferris_wheel(b: Brush) -> None:
    sky(b, 0.9)
    if b.p.is_dark:
        stars(b, 30, 0.6)
    r, y = 68, b.cy - 8
    b.disc(b.cx, y, r * 1.6, b.halo(b.p.light, 0.5))
    cabin = b.mark('<rect x="-6" y="-1" width="12" height="13" rx="4"/>')
    for index in range(12):
        x, top = around(b.cx, y, r, index * 30)
        b.use(cabin, x, top, colour=b.p.spark if index % 3 else b.p.light)
    b.ring(b.cx, y, r, b.p.near, 3)
    b.ring(b.cx, y, r - 9, b.p.near, 1.2)
    b.add(
        f'<circle cx="{n(b.cx)}" cy="{n(y)}" r="{r / 2}" fill="none" stroke="{b.p.near}" stroke-width="{r}" '
        f'stroke-linecap="butt" stroke-dasharray="1.200 {n(r / 2 * 6.2832 / 12 - 1.2)}"/>'
    )
    b.line(f"M{n(b.cx)} {n(y)}l-36 {n(278 - y)}M{n(b.cx)} {n(y)}l36 {n(278 - y)}", b.p.near, 5)
    b.disc(b.cx, y, 7, b.p.near)
    skyline(b, 284, 26, b.p.mid, lit=b.p.light)
    hills(b, 292, 8, b.p.near)


def red_thread(b: Brush) -> None:
    flat(b)
    for _ in range(7):
        b.disc(
            b.cx + b.some(-100, 100),
            b.some(100, 300),
            b.some(14, 40),
            b.rng.choice((b.p.light, b.p.glow, b.p.far)),
            0.45,
        )
    x, y = b.cx, b.cy
    heart = "c-96-58-50-110 0-70c50-40 96 12 0 70"
    d = f"M-10 {n(y + 78)}C{n(x - 60)} {n(y + 100)} {n(x - 20)} {n(y + 40)} {n(x)} {n(y + 48)}{heart}"
    d += f"c26-14 60 58 {n(b.w + 10 - x)} 22"
    b.line(d, b.p.near, 3, 0.2, ' transform="translate(2 3)"')
    b.line(d, b.p.spark, 3.2)
    petals(b, 9, b.p.light, size=4, opacity=0.85)


def letter(b: Brush) -> None:
    flat(b)
    petals(b, 10, b.p.far, size=5, opacity=0.7)
    with b.group(f"translate({n(b.cx)} {n(b.cy)}) rotate({b.side() * b.whole(6, 13)})"):
        b.box(-62, -38, 124, 84, b.p.near, 0.22, 3, ' transform="translate(3 5)"')
        b.fill("M-62-42h124v84H-62z", b.p.light)
        b.fill("M-62 42L-8-4h16l54 46z", b.p.glow)
        b.fill("M-62-42h124L6 10q-6 5-12 0z", b.p.far)
        b.line("M-62-42L-6 10q6 5 12 0l56-52", b.p.mid, 1)
        b.fill("M0 22c-20-14-17-30-8-30 5 0 7 4 8 7 1-3 3-7 8-7 9 0 12 16-8 30z", b.p.spark)
    for _ in range(4):
        flower(b, b.cx + b.some(-80, 80), b.some(240, 296), b.some(10, 18), b.p.spark, b.p.light)


def shore(b: Brush) -> None:
    sky(b, 0.62)
    y = b.cy + 6
    sun(b, 34, y=y - 4)
    streak(b, b.cx - 56, y - 44, 80, b.p.glow, 0.6)
    sea(b, y, b.p.far)
    b.fill(f"M-10 {b.h}V268q70-22 120-6T{b.w + 10} 256v50z", b.p.near)
    x = b.cx + b.side() * 22
    for dx, h in ((-9, 0), (9, 4)):
        b.disc(x + dx, 232 + h, 6, b.p.near)
        b.fill(f"M{n(x + dx - 7)} {240 + h}q7-4 14 0l2 26h-18z", b.p.near)
    b.line(f"M{n(x - 4)} 258h8", b.p.near, 3)


def rooftop(b: Brush) -> None:
    """The fence of a school's roof, and summer clouds."""
    sky(b, 0.9)
    sun(b, 18, x=b.cx + 50, y=b.cy - 66)
    cloud(b, b.cx, 252, 170, b.p.light, 0.95)
    cloud(b, b.cx - 60, 264, 130, b.p.glow, 0.95)
    mesh = f'<path d="M0 0l10 10M10 0L0 10" stroke="{b.p.near}" stroke-width="1"/>'
    b.box(0, 178, b.w, 92, b.pattern(10, 10, mesh), 0.75)
    b.line(f"M0 178h{b.w}M0 226h{b.w}" + "".join(f"M{x} 174v98" for x in range(14, b.w, 62)), b.p.near, 3)
    b.box(0, 268, b.w, 40, b.p.near)
    x = b.cx
    b.fill(f"M{n(x - 16)} 270v-34q0-10 16-10t16 10v34zM{n(x - 10)} 270", b.p.mid)
    b.disc(x, 215, 11, b.p.mid)
    b.fill(f"M{n(x + 30)} 270l4-14h22l4 14z", b.p.spark)


def classroom_window(b: Brush) -> None:
    b.box(0, 0, b.w, b.h, b.shade(b.p.mid, b.p.near))
    x, y, w, h = b.cx - 74, b.cy - 104, 148, 150
    b.box(x, y, w, h, b.shade(b.p.sky, b.p.glow))
    clip = b.define(f'<clipPath id="{{id}}"><path d="M{n(x)} {n(y)}h{w}v{h}h-{w}z"/></clipPath>')
    with b.group(extra=f' clip-path="url(#{clip})"'):
        sun(b, 22, x=x + w * 0.7, y=y + 40)
        cloud(b, x + 50, y + 100, 120, b.p.light, 0.9)
        hills(b, y + h - 16, 18, b.p.far)
        tree(b, x + 24, y + h, 66, b.p.spark, b.p.near)
    b.line(f"M{n(x)} {n(y)}h{w}v{h}h-{w}zM{n(x + w / 2)} {n(y)}v{h}M{n(x)} {n(y + 46)}h{w}", b.p.near, 5)
    b.fill(f"M{n(x + 4)} {n(y + h)}h{w}l26 90h-150z", b.p.light, 0.14)
    b.fill(
        f"M{n(x - 22)} {n(y)}h26q8 60-4 112-16 20-24 30zM{n(x + w + 22)} {n(y)}h-26q-8 60 4 112 16 20 24 30z",
        b.p.glow,
        0.9,
    )
    b.fill(f"M{n(b.cx - 60)} {b.h}l10-34h100l10 34zM{n(b.cx - 54)} 262h108v7h-108z", b.p.far)
    b.fill(f"M{n(b.cx - 20)} 262l3-8h36l3 8z", b.p.spark)


def crossing(b: Brush) -> None:
    """A level crossing in the evening."""
    sky(b, 0.85)
    sun(b, 38, y=b.cy - 8)
    streak(b, b.cx - 40, b.cy - 52, 90, b.p.glow, 0.6)
    skyline(b, 250, 36, b.p.far, opacity=0.85)
    wires(b, b.p.near, y=b.cy - 60, poles=(0.84 if b.cx < b.w / 2 else 0.14,))
    x = b.cx
    b.line(f"M{n(x)} 290V150", b.p.near, 5)
    b.line(f"M{n(x - 24)} 152l48 26M{n(x + 24)} 152l-48 26", b.p.spark, 6)
    for dx in (-13, 13):
        b.disc(x + dx, 200, 9, b.p.near)
        b.disc(x + dx, 200, 5.5, b.p.spark if dx < 0 else b.p.mid)
    b.line(f"M{n(x)} 200h0M{n(x - 13)} 200h26", b.p.near, 3)
    b.add(f'<path d="M{n(x)} 238L{b.w + 10} 214" stroke="{b.p.near}" stroke-width="6"/>')
    b.add(
        f'<path d="M{n(x)} 238L{b.w + 10} 214" stroke="{b.p.light}" stroke-width="5" stroke-line'
        f'cap="butt" stroke-dasharray="11 11"/>'
    )
    b.box(0, 276, b.w, 30, b.p.near)
    b.line(f"M0 283h{b.w}M0 293h{b.w}", b.p.far, 1.6, 0.8)


def school_hill(b: Brush) -> None:
    sky(b, 0.8)
    cloud(b, b.cx + b.side() * 52, b.cy - 54, 90, b.p.light, 0.9)
    hills(b, 236, 40, b.p.far)
    x = b.cx
    b.fill(f"M{n(x - 70)} 240v-46h52v-22h36v22h52v46z", b.p.glow if not b.p.is_dark else b.p.mid)
    b.fill(f"M{n(x - 22)} 174l22-18 22 18zM{n(x - 72)} 190h50v6h-50zM{n(x + 22)} 190h50v6h-50z", b.p.spark)
    windows = "".join(f"M{n(x + dx)} {y}v7" for y in (205, 222) for dx in (-60, -48, -36, -24, 24, 36, 48, 60))
    b.line(windows, b.p.mid if not b.p.is_dark else b.p.light, 5, blunt=True)
    b.ring(x, 185, 6, b.p.near, 1.6)
    b.line(f"M{n(x)} 185v-4M{n(x)} 185h3M{n(x - 6)} 240v-14h12v14", b.p.near, 1.8)
    hills(b, 250, 14, b.p.mid)
    b.fill(f"M{n(x - 5)} 240h10q-26 24 24 64h-70q50-34 36-64z", b.p.light, 0.8)
    for dx, h in ((-78, 62), (74, 70), (-50, 44)):
        tree(b, x + dx, 286, h, b.p.spark, b.p.near)
    petals(b, 9, b.p.spark, size=3, opacity=0.8)


def street(b: Brush) -> None:
    """Poles, wires and a long evening."""
    sky(b, 0.9)
    sun(b, 30, y=b.cy + 30)
    cloud(b, b.cx + 40, b.cy - 30, 90, b.p.light, 0.75)
    skyline(b, 262, 46, b.p.far)
    wires(b, b.p.near, y=b.cy - 54, poles=(b.cx / b.w,) if b.w < 300 else (0.5, 0.82))
    b.fill(f"M-4 {b.h}v-52l28-22 30 22v16h26v-30l26-20 28 20v66z", b.p.mid)
    b.line("M18 266v8M34 266v8M100 262v8", b.p.light, 5, 0.9, blunt=True)
    b.box(0, 286, b.w, 20, b.p.near)


def cup(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy - 16, 92, b.p.light, 0.55)
    y = 236
    b.box(0, y, b.w, 70, b.p.far)
    b.box(0, y, b.w, 4, b.p.mid, 0.5)
    x = b.cx
    b.line(
        f"M{n(x - 14)} {y - 82}q-9-12 0-24t0-24M{n(x + 8)} {y - 84}q-9-12 0-26t0-24",
        b.p.glow if b.p.is_dark else b.p.mid,
        4,
        0.55,
    )
    b.ring(x + 40, y - 42, 17, b.p.spark, 7)
    b.fill(f"M{n(x - 44)} {y - 74}h82v46q0 30-26 30h-30q-26 0-26-30z", b.p.spark)
    b.fill(f"M{n(x - 44)} {y - 74}h16v44q0 22 10 30-26-2-26-28z", b.p.light, 0.4)
    b.oval(x - 3, y - 74, 41, 8, b.p.near)
    b.oval(x - 3, y + 4, 60, 7, b.p.near, 0.35)
    b.box(x - 92 if b.maybe() else x + 50, y - 16, 46, 9, b.p.mid, 1, 2)
    b.box(x - 88 if b.maybe() else x + 54, y - 8, 44, 10, b.p.near, 1, 2)


def cat_on_sill(b: Brush) -> None:
    flat(b)
    x, y = b.cx, 244
    b.box(x - 70, y - 150, 140, 150, b.shade(b.p.glow, b.p.light), 1, 70)
    crescent(b, 14, x=x + 32, y=y - 104) if b.p.is_dark else sun(b, 18, x=x + 34, y=y - 104)
    b.line(f"M{n(x)} {y - 150}v150M{n(x - 70)} {y - 66}h140", b.p.mid, 3.4)
    side = b.side()
    with b.group(f"translate({n(x - 8 * side)} {y}) scale({side} 1)"):
        b.fill("M-30 0c-8-40 4-62 22-68l-2-26 14 10h14l14-10v30c10 20 8 44 8 64z", b.p.near)
        b.line("M36-4q34 4 30-20-2-14-14-12", b.p.near, 9)
        b.fill("M4-72l4 3 4-3z", b.p.spark)
    b.box(0, y, b.w, 9, b.p.mid)
    b.box(0, y + 9, b.w, 60, b.p.far)
    b.fill(f"M{n(x + 44 * -side - 12)} {y}l3-22h18l3 22z", b.p.spark)
    for turn in (-40, -10, 24):
        b.oval(x - 44 * side, y - 36, 5, 17, b.p.mid, 1, turn)


def laundry(b: Brush) -> None:
    sky(b, 1)
    sun(b, 22, x=b.cx - 50, y=b.cy - 72)
    cloud(b, b.cx + 40, b.cy - 40, 90, b.p.light, 0.9)
    hills(b, 262, 36, b.p.far)
    y = b.cy
    b.line(f"M-10 {n(y - 8)}Q{n(b.w / 2)} {n(y + 14)} {b.w + 10} {n(y - 14)}", b.p.near, 1.6)
    x = 8.0
    while x < b.w:
        w, h = b.some(26, 40), b.some(40, 70)
        colour = b.rng.choice((b.p.spark, b.p.light, b.p.mid, b.p.glow))
        b.fill(
            f"M{n(x)} {n(y)}h{n(w)}q4 {n(h / 2)} -2 {n(h)}q{n(-w / 4)} 6 {n(-w / 2)} 0t{n(-w / 2 + 2)} 0"
            f"q3-{n(h / 2)} 0-{n(h)}z",
            colour,
        )
        b.line(f"M{n(x + 3)} {n(y - 3)}v7M{n(x + w - 4)} {n(y - 3)}v7", b.p.near, 2.4)
        x += w + b.some(6, 14)
    hills(b, 282, 18, b.p.mid)
    grass(b, 290, b.p.near, height=10)


ROMANCE = (blossom_branch, umbrella_pair, ferris_wheel, red_thread, letter, shore)
SCHOOL = (rooftop, classroom_window, crossing, school_hill, street)
EVERYDAY = (cup, cat_on_sill, laundry, street, shore)
