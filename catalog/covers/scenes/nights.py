"""Fear, spirits, riddles, and blows."""

from catalog.covers.brush import Brush, around, n
from catalog.covers.city import lamp, skyline, torii
from catalog.covers.nature import (
    crescent,
    flat,
    grass,
    hills,
    petals,
    rays,
    ridge,
    sky,
    star_shape,
    stars,
    sun,
)


def mansion(b: Brush) -> None:
    flat(b)
    sun(b, 58, y=b.cy - 20)
    with b.group(f"translate({n(b.cx)} 266)"):
        b.fill("M-60 0v-64l-8-2 30-34 10 12v-40l-7-1 21-40 21 40-7 1v30l14-14 30 36-6 2V0z", b.p.near)
        b.line("M-36-50v9M-36-26v9M-14-104v9M34-52v9M34-28v9M4-60v12", b.p.spark, 7, blunt=True)
    for _ in range(5):
        x, y, s = b.cx + b.some(-76, 76), b.cy - b.some(10, 90), b.some(0.5, 1.1)
        b.fill(
            "M0 0q-4-7-14-6 5 3 4 8 5-3 8 1l2 5 2-5q3-4 8-1-1-5 4-8-10-1-14 6z",
            b.p.near,
            1,
            f' transform="translate({n(x)} {n(y)})scale({n(s)})"',
        )
    hills(b, 270, 16, b.p.near)
    x = b.cx - b.side() * 72
    b.line(
        f"M{n(x)} 284q4-50-2-84M{n(x)} 236q-16-10-20-30M{n(x)} 222q14-12 18-34M{n(x - 12)} 222l-14-2"
        f"M{n(x + 12)} 206l12 0",
        b.p.near,
        4,
    )


def many_eyes(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 150, b.halo(b.p.near, 0.9))
    placed: list[tuple[float, float, float]] = [(b.cx, b.cy, 46)]
    for _ in range(90):
        x, y, w = b.cx + b.some(-100, 100), b.some(60, 300), b.some(9, 24)
        if all((x - px) ** 2 + ((y - py) * 1.5) ** 2 > (w + pw + 5) ** 2 for px, py, pw in placed) and len(placed) < 15:
            placed.append((x, y, w))
    eye = b.mark(
        f'<path d="M-20 0Q0-20 20 0 0 20-20 0z" fill="{b.p.light}"/><circle r="9" fill="{b.p.spark}"/>'
        f'<ellipse rx="2" ry="8" fill="{b.p.near}"/>'
    )
    for x, y, w in placed:
        b.use(eye, x, y, scale=w / 20)


def spider_lilies(b: Brush) -> None:
    flat(b)
    crescent(b, 26, x=b.cx + b.side() * 26, y=b.cy - 70)
    ridge(b, 270, 40, b.p.mid, opacity=0.8)
    curls = "".join(
        f"M0 0q{side * a} -6 {side * c} -{h}q{side * 4} -6 {side * 9} 2"
        for side in (-1, 1)
        for a, c, h in ((10, 20, 34), (20, 36, 22), (26, 40, 2))
    )
    lily = b.mark(
        f'<path d="M0 0q5 60 0 200" stroke="{b.p.near}" stroke-width="3"/>'
        f'<path d="{curls}M0 0q-6-24-3-44M0 0q6-24 4-44" stroke="{b.p.spark}" stroke-width="5"/>'
        f'<path d="M0 0q-30-14-44-50M0 0q30-14 44-50M0 0q-12-30-14-60M0 0q12-30 14-60" stroke="{b.p.light}"/>'
    )
    with b.group(extra=' fill="none"'):
        for dx, dy, s in ((0, 0, 1.0), (-50, 34, 0.74), (48, 44, 0.66), (-20, 80, 0.6), (76, 86, 0.5), (-82, 84, 0.5)):
            b.use(lily, b.cx + dx, b.cy + dy, scale=s, turn=b.whole(-8, 8))
    grass(b, 296, b.p.near, height=18)


def candle(b: Brush) -> None:
    flat(b)
    x, y = b.cx, b.cy
    b.disc(x, y - 38, 104, b.halo(b.p.light, 0.7))
    b.disc(x, y - 38, 44, b.halo(b.p.spark, 0.6))
    b.fill(f"M{n(x)} {n(y - 72)}c16 24 18 44 0 50-18-6-14-28 0-50z", b.p.light)
    b.fill(f"M{n(x)} {n(y - 48)}c8 12 8 22 0 26-8-4-6-14 0-26z", b.p.spark)
    b.line(f"M{n(x)} {n(y - 24)}v12", b.p.near, 2.4)
    b.fill(f"M{n(x - 17)} {n(y - 12)}q17 6 34 0v26q4 8 0 14v{n(250 - y)}h-34v-{n(262 - y)}q-5-8 0-14z", b.p.glow)
    b.fill(f"M{n(x - 17)} {n(y - 12)}q8 3 12 3l-2 {n(286 - y)}h-10z", b.p.mid)
    b.oval(x, 280, 46, 11, b.p.near)
    b.box(0, 282, b.w, 20, b.p.near)


def fox_mask(b: Brush) -> None:
    flat(b)
    sun(b, 74, y=b.cy - 6)
    with b.group(f"translate({n(b.cx)} {n(b.cy)}) rotate({b.side() * 7})"):
        b.fill(
            "M-44-14l-8-54q22 6 34 28h36q12-22 34-28l-8 54q4 30-20 56-12 16-24 16t-24-16q-24-26-20-56z",
            b.p.light if not b.p.is_dark else "#fbf4ea",
        )
        b.fill("M-45-56l4 34 16-16zM45-56l-4 34-16-16z", b.p.spark)
        b.fill("M-36-8q14-8 28 10-18 2-28-10zM36-8Q22-16 8 2q18 2 28-10z", b.p.near)
        b.fill("M-7 40h14l-7 8z", b.p.near)
        b.line("M-18 46q-10-4-16-12M18 46q10-4 16-12M0 48v7M-4-34v-14M4-34v-14", b.p.spark, 2.6)
        b.fill("M-5-30h10l-5 16z", b.p.spark)
    petals(b, 12, b.p.spark, size=4)
    ridge(b, 306, 44, b.p.near)


def spirit_lights(b: Brush) -> None:
    sky(b, 1)
    stars(b, 30, 0.6)
    ridge(b, 240, 70, b.p.far, opacity=0.7)
    torii(b, b.cx, 276, 96, b.p.near)
    for index in range(3):
        step, wide = 276 + index * 9, 60 + index * 16
        b.box(b.cx - wide / 2, step, wide, 9, b.p.mid if index % 2 else b.p.near)
    b.box(0, 298, b.w, 8, b.p.near)
    flame_ = b.mark('<path d="M0 10Q-16-4 0-26 17-4 0 10z"/>')
    glow = b.halo(b.p.spark, 0.7)
    for _ in range(9 * max(1, b.w // 400)):
        x, y, r = b.cx + b.some(-88, 88), b.some(90, 280), b.some(3, 6.5)
        if r > 5:
            b.disc(x, y, r * 4, glow)
        b.use(flame_, x, y, scale=r / 10, colour=b.p.light)


def rift(b: Brush) -> None:
    """The sky splits."""
    flat(b)
    stars(b, 40, 1)
    points, back, y = [], [], -8.0
    while y < b.h + 10:
        bulge = 26 * max(0.0, 1 - abs(y - b.cy) / 150)
        x = b.cx + b.some(-9, 9) + (y - b.cy) * 0.12
        points.append((x - bulge - 2, y))
        back.append((x + bulge + b.some(-5, 5) + 2, y + 7))
        y += b.some(14, 26)
    shape = [*points, *reversed(back)]
    b.disc(b.cx, b.cy, 130, b.halo(b.p.spark, 0.6))
    b.polygon([(b.cx + (x - b.cx) * 1.7, y) for x, y in shape], b.p.spark, 0.35)
    b.polygon(shape, b.p.light)
    for _ in range(16):
        x, y, s = b.cx + b.some(-70, 70), b.cy + b.some(-110, 110), b.some(3, 10)
        b.polygon(
            [(x, y - s), (x + s * 0.7, y + s * 0.3), (x - s * 0.5, y + s * 0.8)],
            b.rng.choice((b.p.light, b.p.spark, b.p.far)),
            0.9,
        )
    ridge(b, 306, 50, b.p.near)


def talismans(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 90, b.halo(b.p.spark, 0.6))
    for index in range(7):
        turn = -78 + index * 26
        with b.group(f"translate({n(b.cx)} {n(b.cy + 70)}) rotate({turn}) translate(0 {n(-104 - (index % 2) * 12)})"):
            b.box(-11, -26, 22, 56, "#f8efd9")
            b.line(
                "M-5-18h10M0-20v18M-6-8h12M-4 2h8l-8 12h8M0 14v8",
                b.p.spark if b.p.spark != b.p.light else "#b3352a",
                2.2,
            )
    star_shape(b, b.cx, b.cy + 40, 30, b.p.light, tips=5, waist=0.4)
    b.ring(b.cx, b.cy + 40, 40, b.p.light, 1.8, 0.9)
    ridge(b, 308, 50, b.p.near)


def rain_street(b: Brush) -> None:
    b.box(0, 0, b.w, b.h, b.shade(b.p.sky, b.p.glow, [(0.8, b.p.far)]))
    skyline(b, 262, 150, b.p.far, opacity=0.6, width=40)
    skyline(b, 272, 84, b.p.mid, lit=b.p.light, width=36)
    lamp(b, b.cx + 34, 282, 130, b.p.near, b.p.light)
    beam = b.shade(b.p.light, b.p.light, opacity=(0.4, 0))
    b.fill(f"M{n(b.cx + 28)} 158h12l40 126h-92z", beam)
    b.box(0, 280, b.w, 22, b.p.near)
    x = b.cx - 22
    b.fill(
        f"M{n(x - 15)} 206h30l-5-4v-10q-10-5-20 0v10zM{n(x - 8)} 208h16v9h-16zM{n(x - 17)} 284l3-58q14-12 28 0l3 58z",
        b.p.near,
    )
    b.line(
        "".join(f"M{n(b.some(0, b.w))} {n(b.some(0, 280))}l-4 {n(b.some(10, 22))}" for _ in range(50 * b.w // 200)),
        b.p.light,
        0.9,
        0.5,
    )


def keyhole(b: Brush) -> None:
    b.box(0, 0, b.w, b.h, b.shade(b.p.sky, b.p.near))
    grain = f'<path d="M0 0v300" stroke="{b.p.mid}" stroke-width="1"/>'
    b.box(0, 0, b.w, b.h, b.pattern(17, 300, grain), 0.6)
    x, y = b.cx, b.cy
    b.box(x - 50, y - 88, 100, 176, b.p.mid, 1, 50)
    b.add(
        f'<rect x="{n(x - 44)}" y="{n(y - 82)}" width="88" height="164" rx="44" fil'
        f'l="none" stroke="{b.p.light}" opacity=".6"/>'
    )
    b.disc(x, y, 110, b.halo(b.p.light, 0.5))
    hole = f"M{n(x)} {n(y - 56)}a27 27 0 0 1 14 50l12 62h-52l12-62a27 27 0 0 1 14-50z"
    b.fill(hole, b.p.light)
    clip = b.define(f'<clipPath id="{{id}}"><path d="{hole}"/></clipPath>')
    with b.group(extra=f' clip-path="url(#{clip})"'):
        b.fill(f"M{n(x - 8)} {n(y + 60)}q-8-40 2-52a10 10 0 1 1 12 0q10 14 4 52z", b.p.near)
        b.fill(f"M{n(x)} {n(y + 60)}h40v-90z", b.p.spark, 0.5)


def fingerprint(b: Brush) -> None:
    flat(b)
    with b.group(f"translate({n(b.cx)} {n(b.cy)}) rotate({b.side() * b.whole(8, 20)})"):
        d = ""
        for index in range(1, 9):
            rx, ry, gap = index * 8.4, index * 11, b.some(0, 10)
            d += f"M{n(-rx)} {n(ry * 0.6 + gap)}A{n(rx)} {n(ry)} 0 0 1 {n(rx)} {n(ry * 0.5)}"
            d += f"M{n(rx)} {n(ry * 0.5 + 8)}q{n(-rx * 0.2)} {n(ry * 0.5)} {n(-rx * 0.7)} {n(ry * 0.55)}"
        b.line(d, b.p.mid if not b.p.is_dark else b.p.light, 3.4, 0.85)
    side = b.side()
    x, y = b.cx + side * 18, b.cy + 20
    b.disc(x, y, 42, b.p.glow, 0.35)
    b.ring(x, y, 42, b.p.near, 8)
    b.line(f"M{n(x + side * 32)} {n(y + 32)}l{side * 40} 42", b.p.spark, 13)
    b.line(f"M{n(x - 26)} {n(y - 12)}q8-16 24-18", "#fff", 3, 0.7)


def stairs(b: Brush) -> None:
    """A spiral seen from above."""
    flat(b)
    step = b.mark('<path d="M0-100A100 100 0 1 1-70-72L-62-50z"/>')
    for index in range(24):
        colour = (b.p.near, b.p.mid, b.p.far)[index % 3]
        b.use(step, b.cx, b.cy, scale=1.5 * 0.89**index, turn=index * 21, colour=colour)
    b.disc(b.cx, b.cy, 12, b.p.light)
    b.disc(b.cx, b.cy, 34, b.halo(b.p.light, 0.8))


def slash(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 150, b.halo(b.p.glow, 0.8))
    rays(b, b.cx, b.cy, b.p.far, count=22, opacity=0.5, start=b.some(0, 16))
    turn = b.side() * b.whole(24, 46)
    for shift, width, colour in ((-34, 5, b.p.spark), (0, 16, b.p.light), (30, 8, b.p.spark)):
        with b.group(f"translate({n(b.cx)} {n(b.cy + shift)}) rotate({-turn})"):
            b.fill(f"M-150 {width // 2}Q0 {-width * 2} 150-4 0 {width} -150 {width // 2}z", colour)
    for _ in range(14):
        x, y = around(b.cx, b.cy, b.some(30, 120), b.some(0, 360))
        b.polygon([(x, y), (x + b.some(3, 12), y + b.some(-6, 6)), (x + b.some(-4, 4), y + b.some(4, 12))], b.p.near)
    ridge(b, 306, 46, b.p.near)


def impact(b: Brush) -> None:
    flat(b)
    rays(b, b.cx, b.cy, b.p.light, count=30, opacity=0.22, start=3)
    for r, colour, tips in ((98, b.p.near, 13), (80, b.p.spark, 12), (54, b.p.light, 11)):
        turns = [index * 180 / tips for index in range(tips * 2)]
        b.polygon(
            [
                around(b.cx, b.cy, r * (b.some(0.85, 1.15) if i % 2 == 0 else 0.58), turn)
                for i, turn in enumerate(turns)
            ],
            colour,
        )
    b.disc(b.cx, b.cy, 20, "#fff", 0.9)


def flame(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 130, b.halo(b.p.spark, 0.7))
    for scale, colour in ((1.5, b.p.mid), (1.2, b.p.spark), (0.8, b.p.light)):
        with b.group(f"translate({n(b.cx)} 296) scale({b.side() * scale} {scale})"):
            b.fill(
                "M0 0c-44-4-58-44-36-78 2 14 8 18 14 18-8-36 6-62 30-84-4 28 14 34 22 54 4-8 4-14 2-22"
                " 24 30 24 104-32 112z",
                colour,
            )
    b.line("".join(f"M{n(b.cx + b.some(-80, 80))} {n(b.some(70, 220))}h0" for _ in range(20)), b.p.light, 3, 0.9)


def duel(b: Brush) -> None:
    """Two blades cross before the sun."""
    sky(b, 0.9)
    sun(b, 66, y=b.cy - 8)
    ridge(b, 284, 50, b.p.far, opacity=0.8)
    for turn in (-38, 38):
        with b.group(f"translate({n(b.cx)} {n(b.cy + 14)}) rotate({turn})"):
            b.fill("M-4 60V-88q2-14 8-22V60z", b.p.glow if b.p.is_dark else b.p.mid)
            b.fill("M0 60V-96l4-14V60z", b.p.near, 0.6)
            b.fill("M-14 60h30v6h-30zM-4 66h10v44H-4z", b.p.near)
            b.line("M-2 74l6 5M-2 84l6 5M-2 94l6 5", b.p.spark, 2)
    star_shape(b, b.cx, b.cy + 12, 26, "#fff", waist=0.1)
    ridge(b, 308, 36, b.p.near)


HORROR = (mansion, many_eyes, spider_lilies, candle)
SUPERNATURAL = (fox_mask, spirit_lights, rift, talismans)
MYSTERY = (rain_street, keyhole, fingerprint, stairs)
ACTION = (slash, impact, flame, duel)
