"""Fields, stages, boards and screens."""

from catalog.covers.brush import Brush, around, n
from catalog.covers.nature import cloud, flat, hills, rays, sky, star_shape, stars, sun


def ball(b: Brush) -> None:
    flat(b)
    rays(b, b.cx, b.cy, b.p.far, count=16, opacity=0.55, start=b.some(0, 20))
    x, y, r = b.cx, b.cy, 54
    trail = b.shade(b.p.light, b.p.light, opacity=(0.75, 0))
    with b.group(f"rotate({b.side() * b.whole(24, 42)} {n(x)} {n(y)})"):
        b.fill(f"M{n(x - r)} {n(y)}L{n(x - 10)} {n(y + 250)}h20L{n(x + r)} {n(y)}z", trail)
        kind = b.whole(0, 3)
        b.disc(x, y, r, b.p.spark if kind in (1, 3) else "#fdfaf3")
        clip = b.define(f'<clipPath id="{{id}}"><circle cx="{n(x)}" cy="{n(y)}" r="{r}"/></clipPath>')
        with b.group(f"translate({n(x)} {n(y)})"):
            _seams(b, kind, r)
        b.disc(x + 16, y + 18, r * 0.9, b.p.near, 0.14, f' clip-path="url(#{clip})"')
    hills(b, 296, 10, b.p.near)


def _seams(b: Brush, kind: int, r: int) -> None:
    dark = b.p.near
    if kind == 0:
        b.polygon([around(0, 0, 19, index * 72) for index in range(5)], dark)
        lines = ""
        for index in range(5):
            (x1, y1), (x2, y2) = around(0, 0, 19, index * 72), around(0, 0, 36, index * 72)
            lines += f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}"
            b.polygon(
                [
                    around(0, 0, r - 1, index * 72 - 16),
                    around(0, 0, r - 17, index * 72 - 10),
                    around(0, 0, r - 17, index * 72 + 10),
                    around(0, 0, r - 1, index * 72 + 16),
                ],
                dark,
            )
        b.line(lines, dark, 2)
    elif kind == 1:
        b.line(f"M0-{r}V{r}M-{r} 0H{r}M-38-38q30 38 0 76M38-38q-30 38 0 76", dark, 2.6)
    elif kind == 2:
        b.line("M-34-42q26 42 0 84M34-42q-26 42 0 84", b.p.spark, 3)
        b.line(
            "".join(f"M{side * (23 - abs(k) * 2)} {k * 12}l{side * 6}-3" for k in range(-3, 4) for side in (-1, 1)),
            b.p.spark,
            2,
        )
    else:
        b.line("M-50 20C-20-30 30-40 52-16M-20-50C-24 0 0 40 34 42", "#fff", 3)


def track(b: Brush) -> None:
    b.box(0, 0, b.w, b.h, b.shade(b.p.sky, b.p.glow))
    x, y = b.cx + b.side() * 10, b.cy - 44
    sun(b, 30, x=x, y=y - 14)
    hills(b, y + 8, 12, b.p.far, waves=3)
    b.box(0, y + 4, b.w, b.h - y, b.p.far)
    b.fill(f"M{n(x - 14)} {n(y + 4)}h28L{n(x + 190)} {b.h}H{n(x - 190)}z", b.p.mid)
    lanes = "".join(f"M{n(x + k * 5)} {n(y + 4)}L{n(x + k * 66)} {b.h}" for k in range(-3, 4))
    b.line(lanes, "#fff", 2.2, 0.9)
    with b.group(f"translate({n(x + b.side() * 16)} 246) scale({b.side()} 1)"):
        b.disc(10, -92, 10, b.p.near)
        b.line("M4-78L-6-40M4-76l18 16 14-8M2-74l-20 10-6 18", b.p.near, 10)
        b.line("M-6-40l22 16-6 30M-8-40l-14 26-26 4", b.p.near, 11)
    b.oval(x, 252, 34, 4, b.p.near, 0.4)


def court(b: Brush) -> None:
    """From above, with one ball."""
    b.box(0, 0, b.w, b.h, b.p.sky)
    with b.group(f"rotate({b.side() * b.whole(14, 30)} {n(b.cx)} {n(b.cy)})"):
        b.box(b.cx - 84, b.cy - 150, 168, 300, b.p.far)
        x, y = b.cx, b.cy
        b.line(
            f"M{n(x - 84)} {n(y - 150)}h168v300h-168zM{n(x - 62)} {n(y - 150)}v300M{n(x + 62)} {n(y - 150)}v300"
            f"M{n(x - 62)} {n(y - 74)}h124M{n(x - 62)} {n(y + 74)}h124M{n(x)} {n(y - 74)}v148",
            "#fff",
            2.6,
            0.9,
        )
        b.line(f"M{n(x - 96)} {n(y)}h192", b.p.near, 4)
    x, y = b.cx + b.some(-24, 24), b.cy + b.some(16, 56)
    b.oval(x + 15, y + 24, 17, 12, b.p.near, 0.35)
    b.disc(x, y, 22, b.p.light)
    b.line(f"M{n(x - 20)} {n(y - 8)}q18 4 20 30M{n(x + 20)} {n(y + 6)}q-16-4-16-28", b.p.spark, 2.6)


def hoop(b: Brush) -> None:
    sky(b, 1)
    x, y = b.cx, b.cy - 20
    sun(b, 40, x=x, y=y + 96)
    b.box(x - 62, y - 58, 124, 80, "#fdfaf3", 0.95, 3)
    b.line(f"M{n(x - 62)} {n(y - 58)}h124v80h-124zM{n(x - 24)} {n(y - 26)}h48v36h-48z", b.p.near, 3)
    b.fill(f"M{n(x - 32)} {n(y + 18)}q32 12 64 0l-14 52h-36z", "#fff", 0.35)
    net = "".join(
        f"M{n(x - 32 + k * 12)} {n(y + 20)}l{n(6 + k * 0.4)} 50M{n(x + 32 - k * 12)} {n(y + 20)}l{n(-6 - k * 0.4)} 50"
        for k in range(6)
    )
    b.line(net, "#fff", 1.4, 0.9)
    b.oval(x, y + 18, 35, 8, b.p.spark)
    b.oval(x, y + 18, 29, 4.5, b.p.near)
    bx, by = x + b.side() * 34, y - 62
    b.disc(bx, by, 23, b.p.spark)
    b.line(
        f"M{n(bx - 23)} {n(by)}h46M{n(bx)} {n(by - 23)}v46M{n(bx - 16)} {n(by - 16)}q14 16 0 32"
        f"M{n(bx + 16)} {n(by - 16)}q-14 16 0 32",
        b.p.near,
        2,
    )
    hills(b, 292, 16, b.p.mid)
    hills(b, 300, 10, b.p.near)


def stage(b: Brush) -> None:
    flat(b)
    for x, turn, colour in (
        (b.cx - 76, -18, b.p.spark),
        (b.cx - 26, -6, b.p.light),
        (b.cx + 26, 6, b.p.light),
        (b.cx + 76, 18, b.p.spark),
    ):
        beam = b.shade(colour, colour, opacity=(0.75, 0))
        b.fill(f"M{n(x - 4)}-6L{n(x - 32)} 270h64L{n(x + 4)}-6z", beam, 0.8, f' transform="rotate({-turn} {n(x)} 0)"')
    b.oval(b.cx, 262, 84, 15, b.p.mid)
    b.oval(b.cx, 259, 84, 14, b.p.light, 0.85)
    with b.group(f"translate({n(b.cx)} 258)"):
        b.line("M26 0V-66", b.p.near, 2.4)
        b.oval(26, -70, 5, 7, b.p.near)
        b.disc(0, -84, 11, b.p.near)
        b.fill("M-8-74h16l6 22 10 24q-24 8-48 0l10-24zM-8-30h6l-1 30h-5zM3-30h6L8 0H3z", b.p.near)
        b.line("M8-68l15-2M-8-68l-20-26", b.p.near, 5)
    crowd = "".join(f"M{x} 306v-{b.whole(14, 30)}" for x in range(4, b.w, 15))
    b.line(crowd, b.p.near, 14)
    b.line("".join(f"M{x + 4} 286l{b.whole(-5, 5)}-{b.whole(9, 20)}" for x in range(10, b.w, 26)), b.p.spark, 2.8)


def record(b: Brush) -> None:
    flat(b)
    x, y = b.cx, b.cy
    b.box(x - 84, y - 80, 148, 148, b.p.far, 1, 4)
    b.disc(x + 20, y + 6, 74, b.p.near)
    for r in (66, 58, 50, 42, 34):
        b.ring(x + 20, y + 6, r, b.p.mid, 1.2)
    b.fill(f"M{n(x + 20)} {n(y + 6)}L{n(x + 70)} {n(y - 48)}A74 74 0 0 1 {n(x + 88)} {n(y - 22)}z", "#fff", 0.16)
    b.disc(x + 20, y + 6, 25, b.p.spark)
    b.disc(x + 20, y + 6, 4, b.p.light)
    for dx, dy, size in ((-44, -96, 1), (64, -92, 0.7), (70, 98, 0.8)):
        _note(b, x + dx, y + dy, size)


def _note(b: Brush, x: float, y: float, size: float) -> None:
    colour = b.p.light if b.p.is_dark else b.p.spark
    with b.group(f"translate({n(x)} {n(y)}) rotate({b.whole(-14, 14)}) scale({n(size)})"):
        b.fill("M-3 16V-22l26-7v38h-4v-28l-18 5v30z", colour)
        b.oval(-9, 17, 8.5, 6.5, colour, 1, -18)
        b.oval(16, 10, 8.5, 6.5, colour, 1, -18)


def keys(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy - 30, 100, b.halo(b.p.light, 0.7))
    for dx, dy, size in ((-46, -36, 1.2), (16, -74, 0.8), (50, -14, 1)):
        _note(b, b.cx + dx, b.cy + dy, size)
    with b.group(f"translate({n(b.cx)} 262) rotate({b.side() * 11})"):
        reach = b.w
        white = f'<path d="M0 0h24v130H0z" fill="#fdf9f0"/><path d="M0 0v130" stroke="{b.p.near}"/>'
        b.fill(f"M{-reach}-12h{2 * reach}v12H{-reach}z", b.p.spark)
        b.fill(f"M{-reach} 0h{2 * reach}v130H{-reach}z", b.pattern(24, 130, white))
        black = "".join(
            f'<rect x="{x}" width="13" height="46" rx="1.500" fill="{b.p.near}"/>'
            for x in (17.5, 41.5, 89.5, 113.5, 137.5)
        )
        b.fill(f"M{-reach} 0h{2 * reach}v46H{-reach}z", b.pattern(168, 130, black))


def equalizer(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 110, b.halo(b.p.glow, 0.9))
    count = b.w // 14
    for row, (colour, opacity) in enumerate(((b.p.far, 0.8), (b.p.spark, 1))):
        d = ""
        for index in range(count):
            swell = max(0.12, 1 - abs(index * 14 - b.cx) / 130)
            h = 84 * swell * b.some(0.25, 1) * (1.25 if row == 0 else 0.85)
            d += f"M{index * 14 + 9} {n(b.cy - h)}V{n(b.cy + h)}"
        b.line(d, colour, 7, opacity)
    b.line(f"M0 {n(b.cy)}h{b.w}", b.p.light, 1.4, 0.8)
    _note(b, b.cx, b.cy - 6, 1.5)


def cards(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 110, b.halo(b.p.light, 0.5))
    suits = (
        ("M0-16c12 10 18 16 14 23-4 6-10 4-13 0l5 11H-6l5-11c-3 4-9 6-13 0-4-7 2-13 14-23z", b.p.near),
        ("M0 18c-28-20-20-36-10-36 6 0 9 5 10 8 1-3 4-8 10-8 10 0 18 16-10 36z", b.p.spark),
        ("M0-20l14 20L0 20-14 0z", b.p.spark),
    )
    for turn, (shape, colour) in zip((-24, 2, 28), suits, strict=True):
        with b.group(f"translate({n(b.cx)} {n(b.cy + 80)}) rotate({turn}) translate(0-96)"):
            b.box(-37, -52, 74, 108, b.p.near, 0.3, 7, ' transform="translate(2 3)"')
            b.box(-37, -52, 74, 108, "#fdf9f0", 1, 7)
            b.fill(shape, colour, 1, ' transform="scale(1.250)"')
            for spin in (0, 180):
                b.fill(shape, colour, 1, f' transform="rotate({spin})translate(-25-38)scale(.4)"')
    hills(b, 300, 10, b.p.near)


def pixels(b: Brush) -> None:
    """A landscape of squares."""
    size = 10
    rows = b.h // size
    for row in range(0, rows, 3):
        b.box(0, row * size, b.w, 30, (b.p.sky, b.p.sky, b.p.glow)[min(2, row // 9)], 1)
    horizon, block, marks = 20, b.cy // size * size, {b.p.far: "", b.p.mid: "", b.p.near: ""}
    heights = {b.p.far: 15.0, b.p.mid: 20.0, b.p.near: 25.0}
    for colour in marks:
        level = heights[colour]
        for column in range(b.w // size):
            level = min(max(level + b.rng.choice((-1, 0, 0, 1)), heights[colour] - 3), heights[colour] + 2)
            marks[colour] += f"M{column * size} {n(level * size)}h{size}V{b.h}h-{size}z"
    x = b.cx // size * size
    b.fill(f"M{n(x - 10)} {n(block - 70)}h30v10h10v30h-10v10h-30v-10h-10v-30h10z", b.p.light)
    b.fill(
        "".join(
            f"M{n(b.whole(0, b.w // size) * size)} {b.whole(4, 12) * size}h{size * 4}v{size}h-{size * 4}z"
            for _ in range(3)
        ),
        b.p.light,
        0.6,
    )
    for colour, d in marks.items():
        b.fill(d, colour)
    y = horizon * size + 10
    b.fill(f"M{n(x)} {y - 40}h10v10h10v10h-10v10h-10v-10h-10v-10h10z", b.p.spark)


def chessboard(b: Brush) -> None:
    sky(b, 0.7)
    sun(b, 44, y=b.cy - 20)
    y = 218
    square = f'<path d="M0 0h20v20H0zM20 20h20v20H20z" fill="{b.p.near}"/>'
    b.box(0, y, b.w, 90, b.p.glow)
    b.box(0, y, b.w, 90, b.pattern(40, 40, square, f"translate({n(b.cx)} {y}) scale(1 .5)"))
    with b.group(f"translate({n(b.cx)} 268) scale(1.150)"):
        b.fill(
            "M-30 0v-9q8-4 10-12l5-42q-12-4-9-14h14l-10-26 12 8 8-14 8 14 12-8-10 26h14q3 10-9 14l5 42q2 8 10 12v9z",
            b.p.near,
        )
        b.fill("M0-122v-18M-7-132H7", b.p.near)
        b.line("M0-116v-20M-8-128H8", b.p.near, 5)
        b.fill("M4 0h26v-9q-8-4-10-12l-5-42q12-4 9-14H4z", b.p.mid, 0.7)
    with b.group(f"translate({n(b.cx + b.side() * 62)} 250) scale(.72)"):
        b.fill("M-22 0v-8q8-4 9-30-8-4-4-10a14 14 0 1 1 34 0q4 6-4 10 1 26 9 30v8z", b.p.spark)


def starburst(b: Brush) -> None:
    """Idols: stars, ribbons and confetti."""
    flat(b)
    rays(b, b.cx, b.cy, b.p.light, count=18, opacity=0.25)
    for r, colour in ((82, b.p.light), (70, b.p.spark), (44, b.p.light)):
        star_shape(b, b.cx, b.cy, r, colour, tips=5, waist=0.5)
    paper = b.mark('<path d="M-4-2h8v4h-8z"/>')
    for _ in range(20 * max(1, b.w // 300)):
        colour = b.rng.choice((b.p.spark, b.p.light, b.p.mid))
        b.use(paper, b.whole(0, b.w), b.whole(0, b.h), turn=b.whole(0, 180), colour=colour)
    stars(b, 10, 1)
    cloud(b, b.cx - 50, 304, 120, b.p.glow, 0.8)
    cloud(b, b.cx + 60, 304, 130, b.p.light, 0.8)


SPORTS = (ball, track, court, hoop, ball)
MUSIC = (stage, record, keys, equalizer, starburst)
GAME = (cards, pixels, chessboard)
