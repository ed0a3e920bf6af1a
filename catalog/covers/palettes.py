"""Colours of a cover: five times of day, and for each family of motifs the hues that suit it."""

from dataclasses import dataclass
from enum import Enum

from catalog.covers.colour import mix, oklch
from catalog.covers.families import Family


@dataclass(frozen=True)
class Palette:
    """From the back to the front; ``ink`` is readable on ``sky``, ``foot_ink`` on ``near``."""

    sky: str
    glow: str  # the sky at the horizon
    far: str
    mid: str
    near: str
    light: str  # sun, moon, lamps
    spark: str  # the one loud colour
    ink: str
    foot_ink: str
    is_dark: bool


class Time(Enum):
    """(lightness, chroma) of each colour, in the order of Palette's fields up to foot_ink."""

    NIGHT = ((0.25, 0.065), (0.43, 0.1), (0.37, 0.08), (0.3, 0.07), (0.19, 0.045), (0.92, 0.07), (0.74, 0.15))
    DUSK = ((0.4, 0.1), (0.8, 0.115), (0.55, 0.1), (0.41, 0.085), (0.25, 0.06), (0.95, 0.06), (0.72, 0.17))
    DAY = ((0.84, 0.07), (0.955, 0.035), (0.77, 0.075), (0.6, 0.095), (0.38, 0.075), (0.985, 0.02), (0.67, 0.18))
    PAPER = ((0.93, 0.03), (0.965, 0.018), (0.83, 0.05), (0.63, 0.085), (0.34, 0.06), (0.66, 0.17), (0.6, 0.19))
    POSTER = ((0.5, 0.15), (0.59, 0.155), (0.45, 0.135), (0.37, 0.11), (0.24, 0.07), (0.94, 0.05), (0.84, 0.13))

    @property
    def is_dark(self) -> bool:
        return self in (Time.NIGHT, Time.DUSK, Time.POSTER)


@dataclass(frozen=True)
class Scheme:
    time: Time
    sky: int  # hues, in degrees
    glow: int
    land: int
    light: int
    spark: int
    chroma: float = 1.0


_N, _D, _L, _P, _F = Time.NIGHT, Time.DUSK, Time.DAY, Time.PAPER, Time.POSTER
SCHEMES: dict[Family, tuple[Scheme, ...]] = {
    Family.MECHA: (
        Scheme(_N, 250, 220, 250, 90, 30),
        Scheme(_D, 265, 55, 265, 85, 200, 0.8),
        Scheme(_P, 240, 230, 250, 25, 255, 0.9),
        Scheme(_F, 28, 45, 20, 85, 90),
    ),
    Family.ROMANCE: (
        Scheme(_L, 5, 60, 0, 90, 12),
        Scheme(_D, 320, 40, 340, 70, 10),
        Scheme(_P, 20, 50, 5, 12, 355),
        Scheme(_L, 300, 20, 310, 90, 350, 0.9),
        Scheme(_N, 300, 345, 310, 60, 5),
    ),
    Family.SCHOOL: (
        Scheme(_L, 230, 95, 235, 95, 30),
        Scheme(_D, 260, 55, 280, 80, 45),
        Scheme(_L, 200, 85, 190, 95, 20, 0.9),
        Scheme(_P, 90, 80, 235, 60, 250),
    ),
    Family.EVERYDAY: (
        Scheme(_L, 150, 100, 150, 95, 45, 0.8),
        Scheme(_P, 75, 85, 60, 60, 150),
        Scheme(_L, 85, 95, 60, 95, 30, 0.8),
        Scheme(_D, 285, 65, 300, 80, 55, 0.75),
    ),
    Family.SPORTS: (
        Scheme(_F, 255, 240, 260, 95, 90),
        Scheme(_F, 30, 50, 25, 90, 95),
        Scheme(_L, 220, 100, 145, 95, 35),
        Scheme(_F, 155, 140, 160, 100, 90, 0.9),
    ),
    Family.HORROR: (
        Scheme(_N, 25, 20, 15, 60, 27, 0.7),
        Scheme(_N, 160, 150, 170, 110, 20, 0.5),
        Scheme(_F, 24, 28, 20, 60, 60, 0.85),
        Scheme(_N, 290, 310, 290, 90, 20, 0.6),
    ),
    Family.SUPERNATURAL: (
        Scheme(_N, 285, 310, 285, 80, 195),
        Scheme(_N, 215, 190, 225, 100, 40),
        Scheme(_D, 290, 350, 295, 70, 190, 0.9),
        Scheme(_D, 250, 190, 250, 95, 330, 0.8),
    ),
    Family.FANTASY: (
        Scheme(_D, 200, 95, 190, 95, 60, 0.8),
        Scheme(_L, 180, 95, 165, 95, 45),
        Scheme(_N, 265, 285, 260, 85, 170),
        Scheme(_D, 270, 60, 280, 80, 30),
        Scheme(_P, 85, 80, 145, 70, 30),
    ),
    Family.SPACE: (
        Scheme(_N, 275, 300, 270, 85, 40),
        Scheme(_N, 235, 205, 240, 95, 20),
        Scheme(_N, 310, 350, 300, 70, 190, 0.9),
        Scheme(_D, 275, 30, 280, 75, 60),
    ),
    Family.FUTURE: (
        Scheme(_N, 245, 195, 250, 190, 340),
        Scheme(_D, 290, 345, 290, 80, 190),
        Scheme(_P, 210, 200, 225, 195, 30, 0.8),
        Scheme(_N, 185, 165, 200, 120, 55, 0.8),
    ),
    Family.HISTORY: (
        Scheme(_P, 85, 80, 255, 28, 28, 0.9),
        Scheme(_P, 70, 75, 60, 30, 30),
        Scheme(_N, 260, 245, 260, 85, 28, 0.8),
        Scheme(_F, 28, 35, 25, 80, 85),
        Scheme(_L, 190, 90, 210, 95, 28, 0.6),
    ),
    Family.MUSIC: (
        Scheme(_N, 300, 340, 290, 80, 350),
        Scheme(_F, 350, 20, 340, 80, 95, 0.9),
        Scheme(_L, 200, 330, 320, 90, 350, 0.8),
        Scheme(_D, 275, 350, 285, 80, 200),
    ),
    Family.MYSTERY: (
        Scheme(_N, 230, 210, 235, 85, 60, 0.5),
        Scheme(_N, 60, 70, 55, 80, 30, 0.55),
        Scheme(_P, 80, 80, 60, 50, 25, 0.6),
        Scheme(_D, 215, 75, 230, 90, 45, 0.5),
    ),
    Family.COMEDY: (
        Scheme(_F, 55, 75, 40, 95, 100, 0.9),
        Scheme(_L, 95, 95, 60, 95, 30),
        Scheme(_L, 190, 95, 200, 95, 350),
        Scheme(_F, 200, 185, 210, 95, 95, 0.85),
        Scheme(_P, 90, 90, 20, 60, 30),
    ),
    Family.KIDS: (
        Scheme(_L, 215, 95, 150, 95, 40),
        Scheme(_L, 95, 90, 145, 95, 25),
        Scheme(_L, 165, 95, 150, 95, 350, 0.9),
        Scheme(_L, 340, 80, 320, 95, 220, 0.85),
        Scheme(_D, 265, 70, 160, 85, 45, 0.8),
    ),
    Family.FOOD: (
        Scheme(_P, 70, 80, 45, 55, 28),
        Scheme(_L, 90, 80, 50, 95, 30, 0.9),
        Scheme(_F, 35, 50, 30, 90, 95, 0.85),
    ),
    Family.MILITARY: (
        Scheme(_P, 110, 100, 120, 40, 35, 0.8),
        Scheme(_D, 130, 75, 130, 85, 35, 0.55),
        Scheme(_N, 150, 130, 150, 95, 40, 0.5),
        Scheme(_D, 240, 60, 245, 80, 35, 0.7),
    ),
    Family.GAME: (
        Scheme(_N, 280, 250, 275, 150, 340),
        Scheme(_L, 210, 160, 150, 95, 30),
        Scheme(_F, 290, 300, 285, 90, 160, 0.85),
        Scheme(_P, 85, 85, 270, 20, 20, 0.8),
    ),
    Family.ACTION: (
        Scheme(_F, 27, 48, 20, 85, 85),
        Scheme(_N, 265, 30, 265, 60, 45),
        Scheme(_D, 255, 50, 260, 75, 30),
        Scheme(_P, 60, 60, 20, 28, 255, 0.9),
    ),
    Family.ADVENTURE: (
        Scheme(_L, 215, 90, 200, 95, 40),
        Scheme(_D, 230, 65, 240, 85, 40, 0.9),
        Scheme(_P, 85, 80, 170, 60, 30),
        Scheme(_L, 170, 95, 160, 95, 50, 0.8),
    ),
    Family.DRAMA: (
        Scheme(_D, 250, 45, 260, 70, 30, 0.7),
        Scheme(_P, 60, 60, 250, 40, 30, 0.6),
        Scheme(_L, 250, 60, 260, 90, 40, 0.6),
        Scheme(_N, 245, 225, 250, 80, 50, 0.7),
    ),
    Family.SILK: (
        Scheme(_F, 0, 15, 350, 60, 70, 0.75),
        Scheme(_N, 350, 5, 345, 60, 20, 0.9),
        Scheme(_D, 320, 20, 330, 70, 10, 0.9),
        Scheme(_P, 15, 30, 5, 20, 0),
    ),
    Family.DREAM: (
        Scheme(_P, 90, 80, 260, 30, 28, 0.9),
        Scheme(_F, 260, 280, 255, 80, 60, 0.8),
        Scheme(_L, 170, 50, 250, 90, 25, 0.7),
        Scheme(_N, 20, 40, 260, 85, 190, 0.7),
    ),
    Family.PLAIN: (
        Scheme(_P, 80, 80, 200, 40, 30, 0.8),
        Scheme(_L, 220, 80, 220, 90, 30, 0.7),
        Scheme(_D, 265, 40, 270, 75, 30, 0.75),
        Scheme(_L, 150, 90, 165, 95, 40, 0.7),
        Scheme(_N, 220, 200, 225, 85, 40, 0.7),
    ),
}


def mix_palette(scheme: Scheme, *, turn: float, fade: float) -> Palette:
    """``turn``: degrees by which the hues move; ``fade``: how far old ink has lost its colour, 0..1."""
    hues = (scheme.sky, scheme.glow, scheme.land, scheme.land, scheme.land, scheme.light, scheme.spark)
    strength = scheme.chroma * (1 - fade)
    sky, glow, far, mid, near, light, spark = (
        oklch(lightness, chroma * strength, hue + turn)
        for (lightness, chroma), hue in zip(scheme.time.value, hues, strict=True)
    )
    is_dark = scheme.time.is_dark
    white = oklch(0.985, 0.012, scheme.light)
    ink = white if is_dark else oklch(0.25, 0.05 * strength, scheme.land + turn)
    return Palette(sky, glow, far, mid, near, mix(light, white, fade / 2), spark, ink, white, is_dark)
