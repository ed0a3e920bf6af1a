"""Where a series is entered: who has seen none of it is shown its first main entry before any other.

This is no boost but a filter: what is closed to a member never stands in a final list, whatever the rules say.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from ml.data.anime import AnimeTable
from ml.data.interactions import Ints
from ml.data.profiles import Listed
from ml.data.series import SeriesOrder

Flags = npt.NDArray[np.bool_]
# Recaps and promos stand in for no work.
_FILLERS = ("recap", "promo")


class Entry(IntEnum):
    """What an anime is to somebody who knows nothing of its series."""

    OPEN = 0
    LATER = 1
    SIDE = 2
    FILLER = 3


@dataclass(frozen=True)
class SeriesEntries:
    """Arrays by position, of the whole table.

    ``series`` int32: its number; ``first`` int32: the position of the series' first main entry; ``place`` int16: where
    a main entry stands, from 1; ``kind`` int8: an :class:`Entry`.
    """

    series: Ints
    first: Ints
    place: Ints
    kind: Ints

    @classmethod
    def build(cls, table: AnimeTable) -> "SeriesEntries":
        """A series without a main entry is open at every one, its recaps and promos apart."""
        order = SeriesOrder.build(table)
        main = order.role_is_main
        has_main = (np.bincount(order.number, main) > 0)[order.number] if len(table) else main
        kind = np.full(len(table), Entry.OPEN, np.int8)
        kind[main & (order.first != np.arange(len(table)))] = Entry.LATER
        kind[~main & has_main] = Entry.SIDE
        kind[np.isin(np.asarray(table.series_role, dtype=object).astype(str), _FILLERS)] = Entry.FILLER
        return cls(order.number, order.first, np.maximum(order.place, 1).astype(np.int16), kind)

    def __len__(self) -> int:
        return len(self.series)

    def access(self, positions: Ints, listed: Listed) -> tuple[Flags, Flags]:
        """Of ``positions``, bool[positions] each: what is closed to the member, and what must wait for its first.

        One main entry that was taken in opens the series: its later entries and what accompanies it. Without it a later
        entry waits, and side entries are closed. Nothing opens what follows a main entry that was given up.
        """
        taken = self._furthest(listed.positions[listed.taken_in])
        refused = self._furthest(listed.positions[listed.refused])
        series, kind = self.series[positions], self.kind[positions]
        reached, stopped = taken[series], refused[series]
        later = kind == Entry.LATER
        closed = (kind == Entry.FILLER) | ((kind == Entry.SIDE) & (reached == 0))
        closed |= later & (stopped > reached) & (self.place[positions] > stopped)
        return closed, later & (reached == 0) & ~closed

    def _furthest(self, positions: Ints) -> Ints:
        """int16[series]: the furthest place among the main entries at ``positions``, 0 where there is none."""
        furthest = np.zeros(int(self.series.max(initial=-1)) + 1, np.int16)
        main = positions[self.kind[positions] <= Entry.LATER]
        np.maximum.at(furthest, self.series[main], self.place[main])
        return furthest

    def closed(self, listed: Listed) -> Flags:
        """bool[anime]: what may stand in no list of this member, unless it waits and its first comes before it."""
        closed, waits = self.access(np.arange(len(self), dtype=np.int32), listed)
        return closed | waits


def admit(ranked: Ints, entries: SeriesEntries, listed: Listed) -> tuple[Ints, Ints]:
    """The rows of ``ranked`` (positions, best first) that may stand in the list, and per kept row the kept row that
    must come before it, -1 where none must. A later entry whose first isn't in ``ranked`` falls out."""
    closed, waits = entries.access(ranked, listed)
    row_of = np.full(len(entries), -1, np.int32)
    open_rows = np.flatnonzero(~closed & ~waits)
    row_of[ranked[open_rows]] = open_rows
    first = np.where(waits, row_of[entries.first[ranked]], -1)
    kept = np.flatnonzero(~closed & (~waits | (first >= 0)))
    place = np.full(len(ranked) + 1, -1, np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    return kept, place[first[kept]]


def in_order(ranked: Ints, entries: SeriesEntries, listed: Listed, shown: Ints | None = None) -> Ints:
    """``ranked`` (positions, best first) without what may not stand there: a later entry only after its first, be it
    among ``shown`` before the list; the beginning of a longer list is the shorter one."""
    closed, waits = entries.access(ranked, listed)
    row_of = np.full(len(entries), len(ranked), np.int64)
    row_of[ranked[~closed & ~waits]] = np.flatnonzero(~closed & ~waits)
    if shown is not None:
        row_of[shown] = -1
    return ranked[~closed & (~waits | (row_of[entries.first[ranked]] < np.arange(len(ranked))))]
