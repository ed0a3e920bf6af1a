"""Series by what sources say of two anime, within bounds: chains of relations lead from any work of a house to all.

A prequel and a sequel are one series, unless titles say that a publisher sells them as two (titles.py has the brands).
What stands beside a story follows it, unless it has seasons of its own or stands beside several stories.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from catalog.series.entries import Related
from catalog.series.evidence import Keys
from catalog.series.groups import Groups
from catalog.series.titles import BRAND, TitleKey

_SEASONS = ("TV", "ONA")


def join_related(groups: Groups, free: Sequence[Keys], related: Iterable[Related]) -> None:
    """``free``: the entries that no operator placed; relations of others count for nothing."""
    known = {one.entry.id for one in free}
    pairs = [pair for pair in related if {pair.one, pair.other} <= known]
    members = _Members(groups, free)
    for pair in pairs:
        if not pair.is_beside:
            members.join(pair.one, pair.other)
    stories: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        if pair.is_beside and not groups.are_one(pair.one, pair.other):
            stories[pair.one].add(groups.root(pair.other))
    for one, theirs in stories.items():
        if len(theirs) == 1 and members.count_seasons(one) < 2:
            members.join(one, min(theirs))


class _Members:
    """Who is in each group, as far as that tells which groups may be one."""

    def __init__(self, groups: Groups, free: Sequence[Keys]) -> None:
        self._groups = groups
        self._of: dict[int, list[Keys]] = defaultdict(list)
        for one in free:
            self._of[groups.root(one.entry.id)].append(one)

    def count_seasons(self, anime_id: int) -> int:
        return sum(one.entry.type in _SEASONS for one in self._of[self._groups.root(anime_id)])

    def join(self, one: int, other: int) -> None:
        a, b = self._groups.root(one), self._groups.root(other)
        if a == b or any(_are_apart(first, second) for first in self._of[a] for second in self._of[b]):
            return
        self._groups.join(a, b)
        self._of[self._groups.root(a)] = self._of.pop(a) + self._of.pop(b)


def _are_apart(one: Keys, other: Keys) -> bool:
    """Two names under one brand, neither of which goes on with the other."""
    pairs = ((one.romaji, other.romaji), (one.chinese, other.chinese), (one.japanese, other.japanese))
    return any(_are_two_names(first, second) for first, second in pairs)


def _are_two_names(one: TitleKey, other: TitleKey) -> bool:
    if not (one.full.startswith(BRAND) and other.full.startswith(BRAND)):
        return False
    return not one.full.startswith(other.head) and not other.full.startswith(one.head)
