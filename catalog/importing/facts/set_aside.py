"""Entries of a source that could not be joined: counted all, listed for operators as far as anybody would read."""

import heapq
from collections import Counter
from collections.abc import Iterable

from catalog.importing.text import clean_line
from catalog.models import CatalogueSource, SetAsideEntry, SetAsideReason

MOST_LISTED, WELL_KNOWN = 5_000, 500
BATCH = 1_000
Unjoined = tuple[str, str, int | None, SetAsideReason, str]  # id in the source, title, anime, reason, details


class SetAside:
    """``unknown`` entries may be a hundred thousand: they compete for the list by how many people know them."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._listed: dict[str, Unjoined] = {}
        self._unknown: list[tuple[int, int, Unjoined]] = []

    def add(self, entry_id: str, title: str, anime: int | None, reason: SetAsideReason, details: str) -> None:
        self.counts[reason.value] += 1
        if len(self._listed) < MOST_LISTED:
            self._listed.setdefault(entry_id, (entry_id, title, anime, reason, details))

    def unknown(self, entry_id: str, title: str, *, people: int, details: str = "") -> None:
        """``people`` that know the entry at its site."""
        self.counts[SetAsideReason.UNKNOWN.value] += 1
        entry = (entry_id, title, None, SetAsideReason.UNKNOWN, details)
        item = (people, self.counts[SetAsideReason.UNKNOWN.value], entry)
        if len(self._unknown) <= MOST_LISTED:
            heapq.heappush(self._unknown, item)
        else:
            heapq.heappushpop(self._unknown, item)

    def listed(self) -> list[Unjoined]:
        few = self.counts[SetAsideReason.UNKNOWN.value] <= MOST_LISTED
        best = heapq.nlargest(MOST_LISTED if few else WELL_KNOWN, self._unknown)
        named = dict(self._listed)
        for _, _, entry in best:
            named.setdefault(entry[0], entry)
        return list(named.values())


def write_set_aside(source: CatalogueSource, entries: Iterable[Unjoined]) -> None:
    """Call inside a transaction: what the import of ``source`` before this one listed is gone."""
    SetAsideEntry.objects.filter(source=source).delete()
    SetAsideEntry.objects.bulk_create(
        [
            SetAsideEntry(
                source=source,
                entry_id=entry_id[:100],
                title=clean_line(title, length=300),
                anime_id=anime,
                reason=reason,
                details=details[:300],
            )
            for entry_id, title, anime, reason, details in entries
        ],
        batch_size=BATCH,
    )
