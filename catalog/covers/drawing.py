"""A cover and a banner from their subject: palette, scene, print, title."""

import hashlib
from random import Random

from catalog.covers.brush import Brush, n
from catalog.covers.families import Family, family_of
from catalog.covers.fonts import face_of
from catalog.covers.layouts import Ground, Layout, choose_layout
from catalog.covers.lettering.setting import SetTitle, set_columns, set_lines
from catalog.covers.lettering.units import Unit, clean, units_of
from catalog.covers.palettes import SCHEMES, Palette, mix_palette
from catalog.covers.scenes import SCENES, Scene
from catalog.covers.subject import Subject
from catalog.covers.treatments import fade_of, print_over

WIDTH, HEIGHT = 200, 300
SCENES_OF_A_SERIES = 3
BANNER = (0, 46, 780, 260)  # what of a sheet of the same height is shown


def draw_cover(subject: Subject) -> str:
    family = _family(subject)
    rng = _chance("composition", subject.id)
    units = units_of(clean(subject.title))
    layout = choose_layout(units, family, rng)
    palette = _palette(subject, family)
    b = Brush(width=WIDTH, height=HEIGHT, centre=layout.centre, palette=palette, rng=rng)
    if layout.lift:
        b.box(0, 0, WIDTH, HEIGHT, palette.near)
    with b.group(f"translate(0 {-layout.lift})" if layout.lift else ""):
        _scene(subject, family)(b)
    print_over(b, subject.year)
    if units:
        _letter(b, units, layout, face_of(family, subject.title))
    return f"{_opening(WIDTH, HEIGHT, (0, 0, WIDTH, HEIGHT))}>{b.markup()}</svg>"


def draw_banner(subject: Subject) -> str:
    """Without words: they stand beside it on the page, left. The picture keeps to the right."""
    family = _family(subject)
    b = Brush(
        width=BANNER[2],
        height=HEIGHT,
        centre=(575, 176),
        palette=_palette(subject, family, dark=True),
        rng=_chance("composition", subject.id),
    )
    _scene(subject, family)(b)
    return f"{_opening(1200, 400, BANNER)}>{b.markup()}</svg>"


def _opening(width: int, height: int, shown: tuple[int, int, int, int]) -> str:
    box = " ".join(map(str, shown))
    ends = 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{box}" {ends}'


def _chance(purpose: str, seed: object) -> Random:
    """Another purpose, another chance: what changes one doesn't change the others."""
    return Random(hashlib.blake2b(f"{purpose}:{seed}".encode(errors="replace"), digest_size=8).digest())  # noqa: S311


def _family(subject: Subject) -> Family:
    return family_of(subject.genres, _chance("family", subject.series or subject.id))


def _palette(subject: Subject, family: Family, *, dark: bool = False) -> Palette:
    """A series keeps its colours; each of its seasons turns them a little. White words stand on the dark ones."""
    chance = _chance("scheme", subject.series or subject.id)
    scheme = chance.choice(SCHEMES[family])
    if dark and not scheme.time.is_dark:
        scheme = chance.choice([scheme for scheme in SCHEMES[family] if scheme.time.is_dark])
    turn = _chance("series", subject.series or subject.id).uniform(-11, 11) + _chance("turn", subject.id).uniform(-7, 7)
    return mix_palette(scheme, turn=turn, fade=fade_of(subject.year))


def _scene(subject: Subject, family: Family) -> Scene:
    """A series has a few of its family's, so that its many seasons don't look all the same."""
    few = list(dict.fromkeys(SCENES[family]))
    _chance("scene", subject.series or subject.id).shuffle(few)
    return _chance("season", subject.id).choice(few[:SCENES_OF_A_SERIES])


def _letter(b: Brush, units: list[Unit], layout: Layout, face: str) -> None:
    title = (set_columns if layout.is_upright else set_lines)(units, layout.place)
    ink, halo = _GROUNDS[layout.ground](b, title, layout)
    edge = f' stroke="{halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    b.add(f'<g fill="{ink}"{edge} {face}>{title.markup}</g>')


def _on_sky(b: Brush, title: SetTitle, layout: Layout) -> tuple[str, str]:
    """The sky deepens behind the letters."""
    if layout.is_upright:
        b.disc(0, 0, 1, b.halo(b.p.sky, 0.9), 1, f' transform="{_stretch(title, 1.5, 0.85)}"')
    else:
        b.box(0, 0, b.w, title.y + title.h * 1.7, b.shade(b.p.sky, b.p.sky, opacity=(0.85, 0)))
    return b.p.ink, b.p.sky


def _on_foot(b: Brush, title: SetTitle, layout: Layout) -> tuple[str, str]:
    top = title.y - 56
    b.box(0, top, b.w, b.h - top, b.shade(b.p.near, b.p.near, [(0.55, b.p.near)], opacity=(0, 1)), 0.92)
    return b.p.foot_ink, b.p.near


def _on_slip(b: Brush, title: SetTitle, layout: Layout) -> tuple[str, str]:
    x, y, w, h = title.x - 8, title.y - 10, title.w + 16, title.h + 20
    paper, ink = "#fbf6ea", "#2b2522"
    b.box(x + 1.5, y + 2, w, h, b.p.near, 0.35)
    b.box(x, y, w, h, paper)
    b.add(
        f'<rect x="{n(x + 2.5)}" y="{n(y + 2.5)}" width="{n(w - 5)}" height="{n(h - 5)}" fill="none" '
        f'stroke="{b.p.mid}" stroke-width=".8"/>'
    )
    return ink, ""


def _on_band(b: Brush, title: SetTitle, layout: Layout) -> tuple[str, str]:
    place = layout.place
    top = place.y - 10
    b.box(0, top, b.w, b.h - top, b.p.near)
    b.box(0, top, b.w, 3, b.p.spark)
    return b.p.foot_ink, ""


def _stretch(title: SetTitle, wide: float, tall: float) -> str:
    x, y = title.x + title.w / 2, title.y + title.h / 2
    return f"translate({n(x)} {n(y)}) scale({n(title.w * wide)} {n(title.h * tall)})"


_GROUNDS = {Ground.SKY: _on_sky, Ground.FOOT: _on_foot, Ground.SLIP: _on_slip, Ground.BAND: _on_band}
