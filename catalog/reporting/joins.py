"""How the packages in the cache join, and whether the database agrees with what it was joined from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.importing.catalogue import PackageContents, Sources, join_contents, read_packages
from catalog.importing.joining.agreement import disagreement
from catalog.importing.joining.matching import Match
from catalog.importing.rows import AnimeRow
from catalog.importing.storing.store import no_progress
from catalog.models import Anime, ExternalId, SetAsideEntry, SetAsideReason

# A year's end lies between a preview and a première.
_MOST_YEARS = 1


@dataclass(frozen=True, kw_only=True)
class Joins:
    joined: int
    by_title: int
    exchanged: int
    outdated: int
    set_aside: dict[str, int]  # reason → entries
    disagreeing: list[str]  # one line each

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {"disagreeing": len(self.disagreeing), "examples": self.disagreeing[:20]}


def joins(folder: Path, *, sources: Sources | None = None) -> Joins:
    """Reads the packages anew, from ``folder`` alone. Raises ImportFailed where they aren't there."""
    read = read_packages(folder, offline=True, sources=sources or Sources(), progress=no_progress)
    matches = join_contents(read).matches
    reasons: dict[str, int] = {}
    for aside in matches.set_aside:
        reasons[aside.reason.value] = reasons.get(aside.reason.value, 0) + 1
    return Joins(
        joined=len(matches.by_id),
        by_title=matches.by_title,
        exchanged=matches.exchanged,
        outdated=len(matches.outdated),
        set_aside=dict(sorted(reasons.items())),
        disagreeing=list(_disagreeing(matches.by_id, read)),
    )


def listed_for_operators() -> int:
    return SetAsideEntry.objects.count()


def _disagreeing(by_id: dict[int, Match], read: PackageContents) -> Iterator[str]:
    """Of the anime that have Bangumi's id: type and first year beside those of the entry of that id."""
    entries = {match.main.bangumi_id: match.main for match in by_id.values() if match.main.bangumi_id}
    named = dict(ExternalId.objects.filter(site="bangumi").values_list("anime_id", "value"))
    rows = Anime.objects.filter(pk__in=named).values_list("pk", "type", "episodes", "start_date")
    for pk, kind, episodes, start in rows.iterator():
        entry = entries.get(named[pk])
        if entry is None:
            continue
        counted = read.figures.get(entry.bangumi_id)
        row = AnimeRow(id=pk, title="", type=kind, episodes=episodes)
        found = disagreement(entry, row, episodes=counted.episodes if counted else None)
        if found and found.reason is SetAsideReason.TYPE:
            yield f"{pk}: {entry.title}: {found.details}"
        if entry.begin and start and abs(entry.begin.year - start.year) > _MOST_YEARS:
            yield f"{pk}: {entry.title}: {entry.begin} / {start}"
