"""More for the families that most anime belong to: comets and clocks, graves and strings, gears and dice."""

from catalog.covers.brush import Brush, around, n
from catalog.covers.nature import cloud, crescent, flat, grass, hills, ridge, sea, sky, star_shape, stars, sun


def comet(b: Brush) -> None:
    """Over a lake in the mountains."""
    sky(b, 0.9)
    stars(b, 50, 0.7)
    x, y = b.cx - 20, b.cy - 40
    tail = b.shade(b.p.light, b.p.spark, opacity=(0, 0.9))
    for turn, reach in ((38, 210), (46, 170), (31, 150)):
        b.fill(f"M0 0l-9-{reach}h18z", tail, 0.6, f' transform="translate({n(x)} {n(y)}) rotate({turn})"')
    b.disc(x, y, 22, b.halo(b.p.light, 0.9))
    b.disc(x, y, 6, "#fff")
    ridge(b, 236, 60, b.p.far, opacity=0.8)
    ridge(b, 246, 34, b.p.mid)
    sea(b, 244, b.p.mid)
    grass(b, 292, b.p.near, height=16)


def butterflies(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 120, b.halo(b.p.glow, 0.9))
    crescent(b, 34, x=b.cx, y=b.cy - 46)
    wings = "M0 0C-4-20-30-34-38-20c-6 12 12 22 34 22-20 4-28 16-20 24 10 8 22-8 24-24 2 16 14 32 24 24 8-8 0-20-20-24"
    mark = b.mark(f'<path d="{wings}C26 2 44-8 38-20 30-34 4-20 0 0z"/><path d="M-1-8h2l1 30h-4z" fill="{b.p.near}"/>')
    for index in range(9 * max(1, b.w // 400)):
        x, y = b.cx + b.some(-86, 86), b.cy + b.some(-70, 110)
        colour = (b.p.spark, b.p.light, b.p.spark, b.p.far)[index % 4]
        b.use(mark, x, y, scale=b.some(0.24, 0.66), turn=b.whole(-50, 50), colour=colour)
    b.use(mark, b.cx + 6, b.cy + 30, scale=1.2, turn=24, colour=b.p.spark)
    grass(b, 294, b.p.near, height=34, count=30)


def clock_moon(b: Brush) -> None:
    """The moon is a clock."""
    sky(b, 1)
    stars(b, 40, 0.9)
    x, y, r = b.cx, b.cy - 6, 64
    sun(b, r, x=x, y=y)
    b.ring(x, y, r - 6, b.p.mid, 1.6)
    ticks = ""
    for index in range(12):
        (x1, y1), (x2, y2) = (
            around(x, y, r - 11, index * 30),
            around(x, y, r - (20 if index % 3 == 0 else 15), index * 30),
        )
        ticks += f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}"
    b.line(ticks, b.p.near, 3)
    hour, minute = around(x, y, 30, b.whole(0, 11) * 30), around(x, y, 44, b.whole(0, 59) * 6)
    b.line(f"M{n(hour[0])} {n(hour[1])}L{n(x)} {n(y)}L{n(minute[0])} {n(minute[1])}", b.p.near, 4)
    b.disc(x, y, 5, b.p.spark)
    for dx, dy, w in ((-60, 70, 120), (50, 88, 140)):
        cloud(b, x + dx, y + dy, w, b.p.far, 0.9)
    cloud(b, x, 304, 190, b.p.mid, 1)


def feathers(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy - 30, 110, b.halo(b.p.light, 0.6))
    vane = "M0-60C22-40 20 10 0 44-20 10-22-40 0-60z"
    feather = b.mark(
        f'<path d="{vane}"/><path d="M0-50V66M0-20l10-10M0 0l12-10M0 20l9-9M0-10l-10-9'
        f'M0 12l-11-9" fill="none" stroke="{b.p.near}" opacity=".45"/>'
    )
    for index in range(8 * max(1, b.w // 400)):
        x, y = b.cx + b.some(-90, 90), b.some(80, 290)
        b.use(
            feather,
            x,
            y,
            scale=b.some(0.25, 0.6),
            turn=b.whole(-90, 90),
            colour=(b.p.glow, b.p.light, b.p.spark)[index % 3],
        )
    b.use(feather, b.cx, b.cy + 10, scale=1.15, turn=b.side() * 28, colour="#fff")
    ridge(b, 308, 36, b.p.near)


def case_board(b: Brush) -> None:
    """Notes on a wall, and red strings between them."""
    b.box(0, 0, b.w, b.h, b.shade(b.p.far, b.p.mid))
    places = [(b.cx + dx, b.cy + dy) for dx, dy in ((-52, -74), (38, -92), (-14, -12), (56, 14), (-60, 52), (16, 84))]
    for index, (x, y) in enumerate(places):
        with b.group(f"translate({n(x)} {n(y)}) rotate({b.whole(-11, 11)})"):
            b.box(-23, -25, 50, 56, b.p.near, 0.3)
            b.box(-25, -28, 50, 56, "#f6efe0")
            if index % 2:
                b.line("M-16-14h30M-16-4h32M-16 6h24M-16 16h28", b.p.mid, 2.6)
            else:
                b.box(-19, -22, 38, 34, b.p.sky)
                b.fill("M-13 12q0-16 13-16t13 16z", b.p.near)
                b.disc(0, -9, 8, b.p.near)
    string = "M" + "L".join(f"{n(places[k][0])} {n(places[k][1] - 22)}" for k in (0, 2, 1, 3, 2, 4, 5, 3))
    b.line(string, "#c8372c", 1.8)
    b.line("".join(f"M{n(x)} {n(y - 22)}h0" for x, y in places), "#c8372c", 7)


def blinds(b: Brush) -> None:
    """Light falls through a blind on somebody."""
    b.box(0, 0, b.w, b.h, b.shade(b.p.sky, b.p.near))
    stripes = b.pattern(40, 18, f'<path d="M0 0h40v9H0z" fill="{b.p.light}"/>')
    with b.group(f"translate({n(b.cx)} {n(b.cy)}) skewY({b.side() * 9})"):
        b.disc(0, 0, 150, b.halo(b.p.light, 0.4))
        b.box(-70, -90, 140, 190, stripes, 0.75)
    x = b.cx
    b.fill(f"M{n(x - 64)} {b.h}q2-56 44-62v-14q-18-12-16-40 0-34 36-34t36 34q2 28-16 40v14q42 6 44 62z", b.p.near)
    b.fill(f"M{n(x - 58)} {n(172)}q58 12 116 0-6-8-28-10 0-22-30-22t-30 22q-22 2-28 10z", b.p.near)


def graves(b: Brush) -> None:
    flat(b)
    sun(b, 46, x=b.cx + 10, y=b.cy - 44)
    hills(b, 236, 30, b.p.far, opacity=0.8)
    cross = b.mark('<path d="M-5 0v-42h-15v-10h15v-18H5v18h15v10H5V0z"/>')
    stone = b.mark('<path d="M-17 0v-34a17 17 0 0 1 34 0V0z"/>')
    for x, y, kind, size, colour in (
        (-58, 246, cross, 0.7, b.p.mid),
        (52, 248, stone, 0.7, b.p.mid),
        (-6, 252, cross, 1.0, b.p.mid),
        (-36, 272, stone, 1.0, b.p.near),
        (40, 282, cross, 1.4, b.p.near),
    ):
        b.use(kind, b.cx + x, y, scale=size, turn=b.whole(-9, 9), colour=colour)
    b.box(0, 216, b.w, 60, b.shade(b.p.glow, b.p.glow, opacity=(0, 0.5)))
    hills(b, 278, 12, b.p.near)
    grass(b, 288, b.p.near, height=16)


def red_lake(b: Brush) -> None:
    """A moon and its image."""
    flat(b)
    y = b.cy + 16
    b.disc(b.cx, y - 40, 130, b.halo(b.p.spark, 0.5))
    b.disc(b.cx, y - 40, 50, b.p.spark)
    ridge(b, y, 40, b.p.mid, peaks=5)
    b.box(0, y, b.w, b.h - y, b.p.near)
    for index in range(9):
        half = 50 * (1 - index / 13) * b.some(0.7, 1.05)
        b.box(b.cx - half, y + 6 + index * 12, 2 * half, 5, b.p.spark, 0.9 - index * 0.07, 2.5)
    x = b.cx - b.side() * 66
    b.line(
        f"M{n(x)} 306q6-70-4-150M{n(x)} 240q-20-12-26-40M{n(x)} 220q18-14 24-44M{n(x - 2)} 196q-14-8-18-26", b.p.near, 5
    )


def parachutes(b: Brush) -> None:
    sky(b, 1)
    sun(b, 34, x=b.cx + 30, y=b.cy + 30)
    canopy = b.mark(
        f'<path d="M-30-22Q-30-56 0-56T30-22q-10-7-20 0-10-7-20 0-10-7-20 0z"/>'
        f'<path d="M-30-22L0 16l30-38M-10-22L0 16l10-38" fill="none" stroke="{b.p.near}"/>'
        f'<path d="M-4 14h8l2 16h-4v12h-4V30h-4z" fill="{b.p.near}"/>'
    )
    for dx, dy, size in ((0, 0, 1.2), (-58, 44, 0.8), (56, -54, 0.7), (-44, -84, 0.45), (66, 66, 0.5)):
        b.use(
            canopy, b.cx + dx, b.cy + dy, scale=size, turn=b.whole(-8, 8), colour=b.p.spark if size > 1 else b.p.light
        )
    cloud(b, b.cx - 50, b.cy + 100, 100, b.p.light, 0.5)
    ridge(b, 304, 40, b.p.far)
    hills(b, 298, 10, b.p.near)


def flag(b: Brush) -> None:
    sky(b, 0.9)
    sun(b, 50, y=b.cy - 20)
    hills(b, 262, 40, b.p.far)
    x = b.cx - 26
    b.line(f"M{n(x)} 292V{n(b.cy - 84)}", b.p.near, 5)
    b.fill(f"M{n(x)} {n(b.cy - 82)}q24-14 46 0t46-2l-12 30 14 28q-24 12-46 0t-48 4z", b.p.spark)
    star_shape(b, x + 42, b.cy - 50, 15, b.p.light, tips=5, waist=0.42)
    for dx, lean in ((-30, -4), (-8, 3), (18, -2), (44, 5)):
        b.line(f"M{n(b.cx + dx)} 290l{lean}-42", b.p.near, 2)
        b.disc(b.cx + dx + 3, 262, 6, b.p.near)
        b.fill(f"M{n(b.cx + dx - 5)} 270h16l3 26h-22z", b.p.near)
    hills(b, 286, 12, b.p.near)


def gears(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 120, b.halo(b.p.light, 0.35))
    for dx, dy, r, teeth, colour in (
        (0, 6, 58, 14, b.p.mid),
        (-66, -70, 34, 9, b.p.far),
        (68, 82, 42, 11, b.p.near),
        (60, -66, 20, 8, b.p.spark),
    ):
        x, y = b.cx + dx, b.cy + dy
        points = []
        for tooth in range(teeth):
            for share, at in ((0.0, r), (0.12, r * 1.16), (0.38, r * 1.16), (0.5, r)):
                points.append(around(x, y, at, (tooth + share) * 360 / teeth))
        b.polygon(points, colour)
        b.disc(x, y, r * 0.62, b.p.sky)
        b.disc(x, y, r * 0.42, colour)
        b.disc(x, y, r * 0.16, b.p.light)
    b.line(
        f"M{n(b.cx)} {n(b.cy - 44)}v24M{n(b.cx)} {n(b.cy + 32)}v24M{n(b.cx - 50)} {n(b.cy + 6)}h24"
        f"M{n(b.cx + 26)} {n(b.cy + 6)}h24",
        b.p.mid,
        8,
    )


def lightning(b: Brush) -> None:
    flat(b)
    for dx, w, y in ((-50, 150, 92), (50, 170, 104), (0, 190, 120)):
        cloud(b, b.cx + dx, y + 14, w, b.p.far if y < 110 else b.p.mid, 1)
    x, y = b.cx, 124
    bolt = f"M{n(x - 10)} {y}h34l-18 50h26l-62 96 16-64h-24z"
    b.disc(x, y + 70, 110, b.halo(b.p.light, 0.7))
    b.fill(bolt, b.p.light)
    b.line(f"M{n(x + 30)} {y + 20}l26 30-10 6 22 30M{n(x - 30)} {y + 16}l-20 34 10 4-26 40", b.p.light, 2.4, 0.8)
    ridge(b, 304, 70, b.p.near, peaks=3)


def dice(b: Brush) -> None:
    flat(b)
    b.oval(b.cx, b.cy + 86, 86, 14, b.p.near, 0.35)
    for dx, dy, turn, size, pips in ((-24, -44, -16, 1.0, 5), (34, 36, 14, 1.15, 3)):
        with b.group(f"translate({n(b.cx + dx)} {n(b.cy + dy)}) rotate({turn}) scale({size})"):
            b.box(-36, -36, 76, 76, b.p.near, 0.3, 13)
            b.box(-38, -38, 76, 76, b.p.light if pips == 5 else b.p.spark, 1, 13)
            spots = "M-20-20h0M0 0h0M20 20h0" + ("M-20 20h0M20-20h0" if pips == 5 else "")
            b.line(spots, b.p.spark if pips == 5 else "#fff", 13)
    for _ in range(6):
        star_shape(b, b.cx + b.some(-84, 84), b.cy + b.some(-110, 90), b.some(4, 9), b.p.light, waist=0.2)


def falling_blocks(b: Brush) -> None:
    b.box(0, 0, b.w, b.h, b.shade(b.p.sky, b.p.near))
    cell, left = 18, b.cx - 72
    colours = (b.p.spark, b.p.light, b.p.far, b.p.mid, b.p.glow)
    block = b.mark('<path d="M1 1h16v16H1z"/><path d="M1 1h16l-3 3H4v10l-3 3z" fill="#fff" opacity=".3"/>')
    for column in range(8):
        for row in range(b.whole(1, 5)):
            b.use(block, left + column * cell, 282 - row * cell, colour=colours[(column // 2 + row // 2) % 5])
    for x, y in ((3, 0), (4, 0), (5, 0), (4, 1)):
        b.use(block, left + x * cell, b.cy - 30 + y * cell, colour=b.p.spark)
    b.line(
        "".join(f"M{n(left + x * cell + 9)} {n(b.cy - 44)}v-{b.whole(20, 60)}" for x in (3, 4, 5)), b.p.light, 2, 0.5
    )


SUPERNATURAL = (comet, butterflies, clock_moon, feathers)
MYSTERY = (case_board, blinds, clock_moon)
HORROR = (graves, red_lake, butterflies)
MILITARY = (parachutes, flag)
MECHA = (gears,)
ACTION = (lightning,)
GAME = (dice, falling_blocks)
