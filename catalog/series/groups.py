"""Entries that are joined one by one into groups."""

from collections.abc import Sequence


class Groups:
    def __init__(self, ids: Sequence[int]) -> None:
        self._above = {one: one for one in ids}

    def root(self, one: int) -> int:
        while (above := self._above[one]) != one:
            self._above[one] = self._above[above]
            one = above
        return one

    def join(self, one: int, other: int) -> None:
        if one in self._above and other in self._above:
            low, high = sorted((self.root(one), self.root(other)))
            self._above[high] = low

    def are_one(self, one: int, other: int) -> bool:
        return self.root(one) == self.root(other)
