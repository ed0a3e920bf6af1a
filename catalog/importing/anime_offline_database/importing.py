"""The import of an anime-offline-database: read and checked as a whole, then written in one transaction."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from catalog.importing.anime_offline_database.entries import Entry, title_field
from catalog.importing.anime_offline_database.reading import read_entries
from catalog.importing.archive_files.lines import Tolerance
from catalog.importing.facts.agreement import Known, disagreement, known_anime
from catalog.importing.facts.names import Studios
from catalog.importing.facts.records import PARTS, AnimeFacts
from catalog.importing.facts.refreshing import refresh_catalogue, touch
from catalog.importing.facts.relations import Pair, add_relation, write_relations
from catalog.importing.facts.rows import Labels
from catalog.importing.facts.set_aside import SetAside, write_set_aside
from catalog.importing.facts.spool import Spool
from catalog.importing.facts.writing import Writers, write_facts
from catalog.importing.storing.store import Progress, no_progress
from catalog.models import Anime, CatalogueSource, RelationKind

_KILOBYTE = 2**10


def import_anime_offline_database(path: Path, *, progress: Progress = no_progress) -> dict[str, Any]:
    """The report. Raises ImportFailed, with the catalogue as it was; so does whatever ``progress`` raises."""
    join = _Join(known_anime())
    tolerance = Tolerance(str(path))
    size = max(1, path.stat().st_size // _KILOBYTE) if path.is_file() else 1
    read = 0

    def heard(count: int) -> None:
        nonlocal read
        read += count
        progress("reading", min(size, read // _KILOBYTE), size)

    with Spool(AnimeFacts, *PARTS) as facts:
        for entry in read_entries(path, heard=heard, tolerance=tolerance):
            for one in join.facts_of(entry):
                facts.add(one)
        with transaction.atomic():
            outcome = write_facts(facts, Writers(studios=Studios(), labels=Labels()), progress)
            related = _write_relations(join.related)
            write_set_aside(CatalogueSource.ANIME_OFFLINE_DATABASE, join.aside.listed())
            refresh_catalogue(progress)
    return {
        "source": CatalogueSource.ANIME_OFFLINE_DATABASE.value,
        "lines": {path.name: tolerance.read},
        "skipped_lines": {path.name: tolerance.skipped} if tolerance.skipped else {},
        "joined": len(join.joined),
        "joined_by": {"mal_id": len(join.joined)},
        "shared_ids": join.shared,
        "set_aside": dict(join.aside.counts),
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rows": outcome.rows | {"relations": related},
    }


class _Join:
    def __init__(self, known: Mapping[int, Known]) -> None:
        self._known = known
        self.aside = SetAside()
        self.joined: set[int] = set()
        self.related: dict[Pair, RelationKind] = {}
        self.shared = 0  # entries that several ids of MyAnimeList stand on

    def facts_of(self, entry: Entry) -> list[AnimeFacts]:
        """One for each id of MyAnimeList that the entry can be; ids at other sites only where there is no doubt."""
        if not entry.mal_ids:
            site, value = entry.ids[0] if entry.ids else ("", "")
            self.aside.unknown(f"{site}:{value}", entry.title, people=len(entry.ids))
            return []
        self.shared += len(entry.mal_ids) > 1
        found = []
        for mal_id in entry.mal_ids:
            known = self._known.get(mal_id)
            problem = known and disagreement(known, kind=entry.type, year=entry.year)
            if problem:
                self.aside.add(str(mal_id), entry.title, mal_id, problem.reason, problem.details)
            elif mal_id not in self.joined:
                self.joined.add(mal_id)
                found.append(self._facts(entry, mal_id, new=known is None))
        return found

    def _facts(self, entry: Entry, mal_id: int, *, new: bool) -> AnimeFacts:
        for other in entry.related:
            add_relation(self.related, mal_id, RelationKind.OTHER, other)
        alone = len(entry.mal_ids) == 1
        return AnimeFacts(
            id=mal_id,
            fill=({title_field(entry.title): entry.title} if new else {}) | entry.fill,
            new=new,
            titles=entry.titles if alone else (),
            ids=entry.ids if alone else (),
            studios=entry.studios,
            producers=entry.producers,
            genres=entry.genres,
        )


def _write_relations(pairs: dict[Pair, RelationKind]) -> int:
    """The database knows no kinds: it only names pairs of which nothing is known."""
    there = set(Anime.objects.values_list("pk", flat=True))
    sound = {pair: kind for pair, kind in pairs.items() if pair[0] in there and pair[1] in there}
    touch(write_relations(sound, only_new=True))
    return len(sound)
