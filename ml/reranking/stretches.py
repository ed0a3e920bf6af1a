"""A page is filled a stretch of places at a time; within it the rules look at each other's work."""

from dataclasses import dataclass

import numpy as np

from ml.data.interactions import Floats, Ints
from ml.reranking.entries import Flags

CLOSED = -np.inf


@dataclass(frozen=True)
class Ranked:
    """The candidates of a member, best first, in arrays of one length.

    ``values``: what they are worth alone; ``vectors`` float32[c, size]; ``awaited``: the row of the
    candidate that must come before, -1 where none must.
    """

    values: Floats
    vectors: Floats
    franchise: Ints
    tail: Flags
    awaited: Ints


@dataclass(frozen=True)
class StretchRules:
    """See ``RerankConfig``; 0 switches a rule off."""

    places: int
    diversity: float
    tail_share: int
    per_franchise: int


def fill_stretch(ranked: Ranked, left: Flags, rules: StretchRules) -> list[int]:
    """The rows for the next ``places`` places, taken out of ``left`` as they are placed; fewer where no more are left.

    The greedy form of maximal marginal relevance: each place goes to what is worth most after what stands before it.
    A rule that nothing left could satisfy gives way, so that the list is full.
    """
    chosen: list[int] = []
    closest = np.zeros(len(left), np.float32)
    base = np.where(left, ranked.values, CLOSED)
    tails = 0
    count: dict[int, int] = {}
    places = min(rules.places, int(left.sum()))
    while len(chosen) < places:
        worth = base - rules.diversity * closest if rules.diversity and chosen else base
        if rules.places - len(chosen) <= rules.tail_share - tails:
            worth = _tail_only(worth, ranked, left)
        row = int(worth.argmax())
        if worth[row] == CLOSED:
            # Only franchises are left that have all they may: the limit can't be kept.
            row = int(np.where(left, ranked.values, CLOSED).argmax())
        row = _first_awaited(row, ranked.awaited, left)
        chosen.append(row)
        left[row], base[row] = False, CLOSED
        tails += int(ranked.tail[row])
        franchise = int(ranked.franchise[row])
        count[franchise] = count.get(franchise, 0) + 1
        if rules.per_franchise and count[franchise] >= rules.per_franchise:
            base[ranked.franchise == franchise] = CLOSED
        if rules.diversity:
            np.maximum(closest, ranked.vectors @ ranked.vectors[row], out=closest)
    return chosen


def _tail_only(worth: Floats, ranked: Ranked, left: Flags) -> Floats:
    """Only what is outside the head and awaits nothing; everything where there is no such."""
    allowed = ranked.tail & ~((ranked.awaited >= 0) & left[ranked.awaited])
    narrowed = np.where(allowed, worth, CLOSED)
    return narrowed if narrowed.max() > CLOSED else worth


def _first_awaited(row: int, awaited: Ints, left: Flags) -> int:
    while awaited[row] >= 0 and left[awaited[row]]:
        row = int(awaited[row])
    return row
