"""Where the title stands, and so where the picture has room."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from random import Random

from catalog.covers.families import Family
from catalog.covers.lettering.setting import Place
from catalog.covers.lettering.units import Unit


class Ground(Enum):
    """What keeps the title readable."""

    SKY = "sky"  # the sky itself, deepened
    FOOT = "foot"  # a shade at the foot
    SLIP = "slip"  # a slip of paper pasted on
    BAND = "band"  # a paper band around the book


@dataclass(frozen=True)
class Layout:
    place: Place
    centre: tuple[float, float]  # of the picture
    ground: Ground
    is_upright: bool
    lift: int = 0  # how far the picture moves up, so that its foreground isn't hidden


_RIGHT = Layout(Place(92, 17, 94, 214, "end"), (74, 186), Ground.SKY, True)
_LEFT = Layout(Place(14, 17, 94, 214, "start"), (126, 186), Ground.SKY, True)
_RIGHT_SLIP = Layout(Place(128, 20, 52, 190, "end", largest=27), (78, 178), Ground.SLIP, True)
_LEFT_SLIP = Layout(Place(20, 20, 52, 190, "start", largest=27), (122, 178), Ground.SLIP, True)
_HEAD = Layout(Place(15, 17, 170, 104), (100, 192), Ground.SKY, False)
_FOOT = Layout(Place(15, 188, 170, 96, "start", "bottom"), (100, 176), Ground.FOOT, False, 46)
_CENTRE_FOOT = Layout(Place(15, 188, 170, 96, "middle", "bottom"), (100, 176), Ground.FOOT, False, 46)
_BAND = Layout(Place(14, 226, 172, 56, "middle", "middle", largest=25), (100, 184), Ground.BAND, False, 62)

_TALL, _SLIPS, _WIDE = (_RIGHT, _RIGHT, _LEFT), (_RIGHT_SLIP, _LEFT_SLIP), (_HEAD, _FOOT, _CENTRE_FOOT, _BAND)
_LIKES_SLIPS = {Family.HISTORY, Family.MYSTERY, Family.FOOD, Family.DRAMA, Family.PLAIN, Family.EVERYDAY}


def choose_layout(units: Sequence[Unit], family: Family, rng: Random) -> Layout:
    upright = sum(unit.is_wide and unit.text.isalnum() for unit in units)
    lying = sum(len(unit.text) for unit in units if not unit.is_wide)
    length = sum(unit.width for unit in units)
    lines = [layout for layout in _WIDE if layout.ground != Ground.BAND or length <= 17]
    if upright < 2 or lying > max(4, upright * 0.6) or length > 26:
        return rng.choice(lines)
    roomy = [*_TALL, *_TALL, *lines]
    if not lying and len(units) <= 12:
        roomy += _SLIPS * (3 if family in _LIKES_SLIPS else 1)
    return rng.choice(roomy)
