"""Which anime belong together, and in which order they are watched: as the catalogue says."""

from dataclasses import dataclass

import numpy as np

from ml.data.anime import AnimeTable
from ml.data.interactions import Ints

MAIN = "main"


@dataclass(frozen=True)
class Franchises:
    """Per anime: the franchise's number, the main entries before and after it (-1 without), its size; int32 each.

    ``place`` int16: among the main entries, from 1, and from 1 again where a remake begins anew; ``is_main`` bool:
    it tells the story, and is something to begin with or to go on with. What accompanies a series has neither before
    nor after.
    """

    number: Ints
    before: Ints
    after: Ints
    size: Ints
    place: Ints
    is_main: np.ndarray

    @classmethod
    def build(cls, table: AnimeTable) -> "Franchises":
        """Main entries by year, where places begin anew, and by place within."""
        _, number = np.unique(table.series, return_inverse=True)
        number = number.astype(np.int32)
        place = np.asarray(table.series_place, np.int16)
        is_main = np.asarray(table.series_role, dtype=object).astype(str) == MAIN
        before = np.full(len(table), -1, np.int32)
        after = before.copy()
        years = np.where(table.years > 0, table.years, 9999)
        main = np.flatnonzero(is_main)
        order = main[np.lexsort((table.ids[main], years[main], place[main], number[main]))]
        same = (number[order[1:]] == number[order[:-1]]) & (place[order[1:]] > 1)
        before[order[1:][same]] = order[:-1][same]
        after[order[:-1][same]] = order[1:][same]
        return cls(number, before, after, np.bincount(number)[number].astype(np.int32), place, is_main)
