"""Robots, planets, cities of tomorrow, and those who fight with machines."""

from catalog.covers.brush import Brush, around, n
from catalog.covers.city import skyline
from catalog.covers.nature import cloud, crescent, flat, hills, rays, ridge, sky, star_shape, stars, streak, sun


def robot_head(b: Brush) -> None:
    flat(b)
    rays(b, b.cx, b.cy - 10, b.p.mid, count=14, opacity=0.35, start=b.some(0, 20))
    b.disc(b.cx, b.cy - 4, 84, b.halo(b.p.light, 0.5))
    with b.group(f"translate({n(b.cx)} {n(b.cy)})"):
        b.fill("M-74 130c0-44 26-56 74-56s74 12 74 56z", b.p.near)
        b.fill("M-92 130v-32l24-22 20 10v44zM92 130v-32L68 76 48 86v44z", b.p.mid)
        b.fill("M-36 66l-12-40 4-52 20-22h48l20 22 4 52-12 40-20 12h-32z", b.p.far)
        b.fill("M0-48h24l20 22 4 52-12 40-20 12H0z", b.p.mid, 0.75)
        b.fill("M-52-16l12-6v40l-8 6zM52-16l-12-6v40l8 6zM-14 62L0 40l14 22-6 14H-8z", b.p.near)
        b.fill("M-38-2l30 10h16l30-10-6 20-20 8h-24l-20-8z", b.p.near)
        b.fill("M-32 4l22 7-3 7-15-3zM32 4l-22 7 3 7 15-3z", b.p.spark)
        kind = b.whole(0, 2)
        horns = (
            "M0-46l-58-44 48 28 10-6 10 6 48-28z",
            "M-6-46l6-58 6 58zM-30-36l-14-44 26 38zM30-36l14-44-26 38z",
            "M-10-46v-26l10-16 10 16v26z",
        )
        b.fill(horns[kind], b.p.light)
        b.fill("M0-54l7 10-7 12-7-12z", b.p.spark)


def robot_city(b: Brush) -> None:
    """A giant behind the roofs."""
    sky(b, 0.8)
    sun(b, 44, y=b.cy - 50)
    streak(b, b.cx - 50, b.cy - 20, 90, b.p.glow, 0.6)
    with b.group(f"translate({n(b.cx)} 190) scale(.92)"):
        b.fill(
            "M-14-92l-6-10 6-14h28l6 14-6 10z"
            "M-46-88h92l14 24-16 18v40l10 50v70H12l-4-60h-16l-4 60H-54V54l10-50v-40l-16-18z",
            b.p.mid,
        )
        b.fill(
            "M-48-90l-32 6-8 30 16 12 26-20zM48-90l32 6 8 30-16 12-26-20zM-86-44l18 6-4 62-14 20-14-20z"
            "M86-44l-18 6 4 62 14 20 14-20z",
            b.p.mid,
        )
        b.fill("M-26-82h20l-4 24h-10zM26-82H6l4 24h10zM-12-46h24v16h-24z", b.p.far)
        b.fill("M-12-110l10 3v3l-10-2zM12-110l-10 3v3l10-2z", b.p.spark)
        b.line("M-6-116l-14-16M6-116l14-16", b.p.mid, 3)
    skyline(b, 276, 62, b.p.near, lit=b.p.light)


def hangar(b: Brush) -> None:
    """Panels, stripes and rivets: a machine seen too near."""
    flat(b)
    with b.group(f"rotate({b.side() * 24} {n(b.cx)} {n(b.cy)})"):
        for index, (colour, w) in enumerate(((b.p.far, 150), (b.p.mid, 96), (b.p.near, 46))):
            b.box(b.cx - w / 2 + index * 12, -80, w, 480, colour)
        stripe = b.pattern(22, 22, f'<path d="M0 0h11v22H0z" fill="{b.p.spark}"/>', "rotate(45)")
        b.box(b.cx - 75, b.cy + 50, 150, 20, b.p.near)
        b.box(b.cx - 75, b.cy + 53, 150, 14, stripe)
        b.line("".join(f"M{n(b.cx - 66)} {y}h0M{n(b.cx + 78)} {y}h0" for y in range(-40, 380, 24)), b.p.light, 4, 0.8)
        b.line(
            f"M{n(b.cx - 75)} {n(b.cy - 60)}h150M{n(b.cx - 36)} {n(b.cy - 20)}h97M{n(b.cx - 75)} {n(b.cy + 100)}h150",
            b.p.sky,
            1.6,
            0.8,
        )
        b.ring(b.cx - 4, b.cy - 12, 36, b.p.light, 7)
        b.disc(b.cx - 4, b.cy - 12, 27, b.p.near)
        b.disc(b.cx - 4, b.cy - 12, 17, b.p.spark)
        b.disc(b.cx - 10, b.cy - 18, 6, b.p.light)


def planet(b: Brush) -> None:
    flat(b)
    stars(b, 70, 1)
    r, turn = b.some(46, 60), b.side() * b.whole(14, 26)
    b.disc(b.cx, b.cy, r * 2, b.halo(b.p.glow, 0.7))
    clip = b.define(f'<clipPath id="{{id}}"><circle cx="{n(b.cx)}" cy="{n(b.cy)}" r="{n(r)}"/></clipPath>')
    with b.group(f"rotate({turn} {n(b.cx)} {n(b.cy)})"):
        with b.group(extra=f' clip-path="url(#{clip})"'):
            b.disc(b.cx, b.cy, r, b.p.spark)
            for _ in range(5):
                b.box(
                    b.cx - r, b.cy + b.some(-r, r * 0.9), 2 * r, b.some(4, 13), b.rng.choice((b.p.light, b.p.mid)), 0.5
                )
            b.disc(b.cx + r * 0.55, b.cy + r * 0.2, r * 1.05, b.p.near, 0.5)
            b.disc(b.cx - r * 0.3, b.cy - r * 0.3, r * 1.06, b.p.light, 0.14)
        arc = f"M{n(b.cx - r * 0.98)} {n(b.cy - r * 0.1)}a{n(r * 1.75)} {n(r * 0.42)} 0 1 0 {n(r * 1.96)} 0"
        b.line(arc, b.p.light, 5, 0.9)
        b.line(arc, b.p.glow, 1.4, 0.9, f' transform="translate(0 {n(r * 0.1)})"')
    b.disc(b.cx + b.side() * 62, b.cy - 70, b.some(5, 11), b.p.light)


def horizon(b: Brush) -> None:
    """The edge of a world, and a sun behind it."""
    flat(b)
    stars(b, 80, 0.8)
    y = b.cy + 30
    b.disc(b.cx, y, 96, b.halo(b.p.light, 0.9))
    star_shape(b, b.cx, y, 74, b.p.light, waist=0.05, opacity=0.9)
    b.disc(b.cx, y, 15, b.p.light)
    r = 330 if b.w < 300 else 900
    b.disc(b.cx, y + r + 4, r + 5, b.p.glow, 0.6)
    b.disc(b.cx, y + r + 8, r, b.p.near)
    lights = "".join(f"M{n(b.cx + b.some(-90, 90))} {n(b.some(y + 34, 300))}h0" for _ in range(40))
    b.line(lights, b.p.spark, 1.8, 0.8)


def rocket(b: Brush) -> None:
    sky(b, 1)
    stars(b, 40, 0.8)
    crescent(b, 22, x=b.cx + 46, y=b.cy - 78)
    b.fill(
        f"M{n(b.cx - 5)} {n(b.cy)}q-8 60-26 140h62q-18-80-26-140z", b.shade(b.p.light, b.p.glow, opacity=(0.95, 0.1))
    )
    with b.group(f"translate({n(b.cx)} {n(b.cy - 20)})"):
        b.fill("M0-62c20 20 24 60 14 90h-28c-10-30-6-70 14-90z", b.p.light)
        b.fill("M0-62c20 20 24 60 14 90H0z", b.p.glow, 0.7)
        b.fill("M0-62c8 8 13 19 16 30h-32c3-11 8-22 16-30zM-17 0l-14 18v18l17-10zM17 0l14 18v18L14 26z", b.p.spark)
        b.disc(0, -12, 8, b.p.near)
        b.fill("M-9 28h18L5 52 0 40l-5 12z", b.p.spark)
    for dx, w in ((-60, 90), (10, 120), (70, 90)):
        cloud(b, b.cx + dx, 300, w, b.p.glow, 0.9)
    cloud(b, b.cx - 30, 312, 150, b.p.light, 0.9)


def orbits(b: Brush) -> None:
    flat(b)
    stars(b, 50, 1)
    b.disc(b.cx, b.cy, 60, b.halo(b.p.light, 0.9))
    with b.group(f"rotate({b.side() * 22} {n(b.cx)} {n(b.cy)})"):
        for index in range(5):
            rx = 36 + index * 22
            b.add(
                f'<ellipse cx="{n(b.cx)}" cy="{n(b.cy)}" rx="{rx}" ry="{n(rx * 0.44)}" fil'
                f'l="none" stroke="{b.p.light}" opacity=".5"/>'
            )
            x, y = around(0, 0, 1, b.some(0, 360))
            colour = b.rng.choice((b.p.spark, b.p.glow, b.p.light))
            b.disc(b.cx + x * rx, b.cy + y * rx * 0.44, b.some(4, 10), colour)
    b.disc(b.cx, b.cy, 20, b.p.light)


def neon_city(b: Brush) -> None:
    sky(b, 0.9)
    sun(b, 40, y=b.cy - 24)
    bars = "".join(f"M{n(b.cx - 44)} {n(b.cy - 24 + dy)}h88" for dy in (2, 12, 21, 29, 36))
    b.line(bars, b.p.glow, 3.6)
    skyline(b, 252, 120, b.p.far, opacity=0.7)
    skyline(b, 270, 96, b.p.mid, lit=b.p.spark)
    skyline(b, 296, 60, b.p.near, lit=b.p.light, width=34)


def grid_road(b: Brush) -> None:
    """A plain of lines that run to the horizon."""
    sky(b, 0.66)
    y = b.cy + 14
    sun(b, 46, y=y - 12)
    ridge(b, y + 1, 46, b.p.mid, peaks=5)
    b.box(0, y, b.w, b.h - y, b.p.near)
    lines = "".join(f"M{n(b.cx + k * 7)} {n(y)}L{n(b.cx + k * 60)} {b.h}" for k in range(-b.w // 18, b.w // 18))
    depth = "".join(f"M0 {n(y + 2.4 * k * k)}h{b.w}" for k in range(1, 8))
    b.line(lines + depth, b.p.spark, 1.3, 0.85)
    b.line(f"M0 {n(y)}h{b.w}", b.p.light, 1.6, 0.9)


def circuit(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 120, b.halo(b.p.glow, 0.8))
    d, ends = "", ""
    for _ in range(22):
        way, start = b.rng.choice(((1, 0), (-1, 0), (0, 1), (0, -1))), b.whole(-4, 4) * 8
        x, y = b.cx + (start if way[0] == 0 else way[0] * 36), b.cy + (start if way[1] == 0 else way[1] * 36)
        reach, bend = b.whole(2, 6) * 10, b.side() * b.whole(1, 4) * 10
        x2, y2 = x + way[0] * reach, y + way[1] * reach
        x3, y3 = (x2 + way[0] * abs(bend), y2 + bend) if way[0] else (x2 + bend, y2 + way[1] * abs(bend))
        d += f"M{n(x)} {n(y)}L{n(x2)} {n(y2)}L{n(x3)} {n(y3)}"
        ends += f"M{n(x3)} {n(y3)}h0"
    b.line(d, b.p.mid if not b.p.is_dark else b.p.light, 1.8, 0.75)
    b.line(ends, b.p.spark, 7)
    b.box(b.cx - 37, b.cy - 37, 74, 74, b.p.near, 1, 9)
    b.box(b.cx - 26, b.cy - 26, 52, 52, b.p.mid, 1, 5)
    star_shape(b, b.cx, b.cy, 22, b.p.spark, waist=0.28)


def helix(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 130, b.halo(b.p.glow, 0.8))
    rungs, ones, others = "", "", ""
    for index in range(-14, 15):
        x, y = around(0, 0, 34, index * 22)[0], b.cy + index * 13
        rungs += f"M{n(b.cx - x)} {n(y)}H{n(b.cx + x)}"
        ones += f"M{n(b.cx + x)} {n(y)}h0"
        others += f"M{n(b.cx - x)} {n(y)}h0"
    with b.group(f"rotate({b.side() * 18} {n(b.cx)} {n(b.cy)})"):
        b.line(rungs, b.p.mid if not b.p.is_dark else b.p.light, 2, 0.5)
        b.line(ones, b.p.spark, 11)
        b.line(others, b.p.light if b.p.is_dark else b.p.near, 11)


def jets(b: Brush) -> None:
    sky(b, 1)
    sun(b, 40, x=b.cx + 20, y=b.cy + 36)
    for dx, dy in ((-44, 30), (0, -14), (46, -58)):
        x, y = b.cx + dx, b.cy + dy
        b.fill(f"M{n(x - 2)} {n(y)}L{n(x - 130)} {n(y + 126)}l-14-10z", b.p.light, 0.5)
        with b.group(f"translate({n(x)} {n(y)}) rotate(45) scale(.86)"):
            b.fill("M0-34l5 14 3 14 26 20v7L8 15l-2 10 9 8v5L0 34l-15 4v-5l9-8-2-10-26 6v-7L-8-6l3-14z", b.p.near)
    ridge(b, 300, 46, b.p.far)
    hills(b, 298, 12, b.p.near)


def searchlights(b: Brush) -> None:
    flat(b)
    stars(b, 30, 0.6)
    for x, turn in ((b.cx - 70, 18), (b.cx, -6), (b.cx + 64, -24)):
        beam = b.shade(b.p.light, b.p.light, opacity=(0, 0.6))
        b.fill(
            f"M{n(x - 3)} 268L{n(x - 26)} 20h52L{n(x + 3)} 268z", beam, 0.7, f' transform="rotate({turn} {n(x)} 268)"'
        )
    skyline(b, 268, 34, b.p.mid)
    with b.group(f"translate({n(b.cx)} 286)"):
        b.fill("M-92 0l12-16h24v-8h20v-18h8v-20h8v-16h4v16h10v14h14v24h22v-6l40-8v5l-34 11v6h32l14 0-14 16z", b.p.near)
        b.line("M-56-22l-40-10M38-14l-12-2", b.p.near, 3.6)
    b.box(0, 285, b.w, 20, b.p.near)


def chevrons(b: Brush) -> None:
    """A badge of rank."""
    flat(b)
    y = b.cy - 20
    rays(b, b.cx, y, b.p.far, count=18, opacity=0.5)
    b.fill(f"M{n(b.cx - 54)} {n(y - 66)}h108v74q0 44-54 70-54-26-54-70z", b.p.near)
    b.fill(f"M{n(b.cx - 47)} {n(y - 59)}h94v66q0 40-47 63-47-23-47-63z", b.p.mid)
    star_shape(b, b.cx, y - 26, 24, b.p.light, tips=5, waist=0.42)
    for index in range(3):
        b.fill(f"M{n(b.cx - 34)} {n(y + 26 + index * 14)}l34-18 34 18v-9l-34-18-34 18z", b.p.spark)


MECHA = (robot_head, robot_city, hangar, robot_head)
SPACE = (planet, horizon, rocket, orbits)
FUTURE = (neon_city, grid_road, circuit, helix, horizon)
MILITARY = (jets, searchlights, chevrons)
