"""Good things to eat."""

from catalog.covers.brush import Brush, n
from catalog.covers.nature import flat, petals, rays


def ramen(b: Brush) -> None:
    flat(b)
    b.disc(b.cx, b.cy, 96, b.p.light, 0.6 if b.p.is_dark else 0.3)
    x, y = b.cx, b.cy + 26
    b.line(
        f"M{n(x - 30)} {n(y - 70)}q-10-14 0-28t0-28M{n(x)} {n(y - 76)}q-10-14 0-28t0-28"
        f"M{n(x + 30)} {n(y - 70)}q-10-14 0-28t0-28",
        b.p.far,
        5,
        0.8,
    )
    b.line(
        f"M{n(x + 4)} {n(y - 30)}L{n(x + 74)} {n(y - 112)}M{n(x + 20)} {n(y - 26)}L{n(x + 90)} {n(y - 100)}",
        b.p.near,
        5,
    )
    b.oval(x, y - 16, 78, 22, b.p.near)
    b.oval(x, y - 16, 71, 18, b.p.far)
    b.line(
        f"M{n(x - 58)} {n(y - 14)}q14-12 28 0t28 0 28 0 28 0M{n(x - 50)} {n(y - 6)}q14-12 28 0t28 0 28 0", b.p.glow, 4
    )
    b.oval(x - 32, y - 22, 16, 11, "#fff")
    b.disc(x - 32, y - 22, 6.5, b.p.spark)
    b.oval(x + 6, y - 24, 14, 9, "#fff")
    b.line(f"M{n(x + 6)} {n(y - 24)}q6-4 5 2t-10 2-4-8 10-3", b.p.spark, 1.8)
    b.box(x + 30, y - 42, 22, 26, b.p.mid, 1, 2)
    b.fill(f"M{n(x - 78)} {n(y - 16)}q2 74 50 84h56q48-10 50-84-78 36-156 0z", b.p.spark)
    pattern = b.pattern(20, 14, f'<path d="M2 2h16v10H8V6h4" fill="none" stroke="{b.p.light}" stroke-width="2"/>')
    b.fill(f"M{n(x - 76)} {n(y + 2)}q76 34 152 0l-3 14q-73 30-146 0z", pattern)
    b.box(0, y + 68, b.w, 240, b.p.near)


def skewers(b: Brush) -> None:
    """Dango, in a row."""
    flat(b)
    with b.group(f"rotate({b.side() * b.whole(8, 16)} {n(b.cx)} {n(b.cy)})"):
        for index, dx in enumerate((-48, 0, 48)):
            x, top = b.cx + dx, b.cy - 74 + (index % 2) * 14
            b.line(f"M{n(x)} {n(top)}v186", b.p.mid, 5)
            for step, colour in enumerate((b.p.spark, "#fffaf0", b.p.far)):
                b.disc(x, top + 14 + step * 37, 20, colour)
                b.oval(x - 7, top + 6 + step * 37, 5, 3.5, "#fff", 0.7, -30)
    b.box(0, 284, b.w, 20, b.p.near)
    petals(b, 8, b.p.spark, size=4, opacity=0.8)


def rice_ball(b: Brush) -> None:
    flat(b)
    rays(b, b.cx, b.cy, b.p.light, count=20, opacity=0.3)
    b.oval(b.cx, b.cy + 64, 84, 14, b.p.near, 0.35)
    b.oval(b.cx, b.cy + 58, 88, 15, b.p.far)
    with b.group(f"translate({n(b.cx)} {n(b.cy)})"):
        b.fill("M0-70q16 0 28 20l38 74q10 28-20 30h-92q-30-2-20-30l38-74q12-20 28-20z", "#fffaf0")
        b.fill("M-30 54V14q0-6 6-6h48q6 0 6 6v40z", b.p.near)
        b.line("M-20-6q5-7 10 0M10-6q5-7 10 0M-5 0q5 6 10 0", b.p.near, 3)
        b.oval(-26, 2, 6, 4, b.p.spark, 0.6)
        b.oval(26, 2, 6, 4, b.p.spark, 0.6)
        b.line("M-28-24h0M14-44h0M34-2h0M-10-50h0M-46 30h0M48 34h0", b.p.far, 3.5, 0.7)


FOOD = (ramen, skewers, rice_ball)
