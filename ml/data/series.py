"""The order of a series, as arrays by position; what belongs together comes from the anime table."""

from dataclasses import dataclass

import numpy as np

from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints


@dataclass(frozen=True)
class SeriesOrder:
    """``number`` int32: the series, from 0 on; ``size`` int32: its entries; ``place`` int16: among main entries.

    ``role_is_main`` bool; ``before`` int32: the main entry that comes before this one, -1 where there is none;
    ``first`` int32: the series' first main entry, the anime itself where it has none.
    """

    number: Ints
    size: Ints
    place: Ints
    role_is_main: np.ndarray
    before: Ints
    first: Ints

    @classmethod
    def build(cls, table: AnimeTable) -> "SeriesOrder":
        _, number = np.unique(table.series, return_inverse=True)
        number = number.astype(np.int32)
        main = np.asarray(table.series_role, dtype=object).astype(str) == "main"
        years = np.where(table.years > 0, table.years, 9999)
        order = np.lexsort((table.ids, years, table.series_place, ~main, number))
        before = np.full(len(table), -1, np.int32)
        first = np.arange(len(table), dtype=np.int32)
        leader, last, of = -1, -1, -1
        for position in order.tolist():
            if number[position] != of:
                of, leader, last = number[position], -1, -1
            if main[position]:
                leader = position if leader < 0 else leader
                # A remake begins anew.
                before[position], last = (last if table.series_place[position] > 1 else -1), position
            else:
                before[position] = leader
            first[position] = leader if leader >= 0 and before[position] >= 0 else position
        return cls(number, np.bincount(number)[number].astype(np.int32), table.series_place, main, before, first)

    def mean_of_others(self, values: Floats, known: np.ndarray) -> tuple[Floats, Floats]:
        """Per anime the mean of ``values`` over the other ``known`` entries of its series, else 0; and how many."""
        sums = np.bincount(self.number, np.where(known, values, 0))[self.number] - np.where(known, values, 0)
        many = np.bincount(self.number, known)[self.number] - known
        return (sums / np.maximum(many, 1)).astype(np.float32), many.astype(np.float32)
