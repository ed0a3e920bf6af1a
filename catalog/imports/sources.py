"""What can be imported, and by what."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from catalog.importing.storing.store import Progress
from catalog.models import CatalogueSource

Importer = Callable[[str, Progress], dict[str, Any]]
# What staff read while it runs; a search index is brought up to date by whoever searches next.
STAGES = {
    "packages": _("下载软件包"),
    "reading": _("读取文件"),
    "people": _("人物与角色"),
    "anime": _("动漫"),
    "relations": _("关联"),
    "episodes": _("分集"),
    "refreshing": _("系列、热度与评分"),
}
NEEDS_NO_FILE = (CatalogueSource.PACKAGES,)


def import_source(source: CatalogueSource, path: str, progress: Progress) -> dict[str, Any]:
    """The report. Raises ImportFailed, with the catalogue as it was; so does whatever ``progress`` raises."""
    return _IMPORTERS[source](path, progress)


def _packages(path: str, progress: Progress) -> dict[str, Any]:
    from catalog.importing.catalogue import import_catalogue

    return import_catalogue(folder=settings.HOME / "catalogue", progress=progress).as_json()


def _bangumi_archive(path: str, progress: Progress) -> dict[str, Any]:
    from catalog.importing.bangumi_archive import import_bangumi_archive

    return import_bangumi_archive(Path(path), progress=progress)


def _anime_offline_database(path: str, progress: Progress) -> dict[str, Any]:
    from catalog.importing.anime_offline_database import import_anime_offline_database

    return import_anime_offline_database(Path(path), progress=progress)


def _mal_2023(path: str, progress: Progress) -> dict[str, Any]:
    from catalog.importing.mal_dataset import import_mal_dataset

    return import_mal_dataset(Path(path), progress=progress)


_IMPORTERS: dict[CatalogueSource, Importer] = {
    CatalogueSource.PACKAGES: _packages,
    CatalogueSource.BANGUMI_ARCHIVE: _bangumi_archive,
    CatalogueSource.ANIME_OFFLINE_DATABASE: _anime_offline_database,
    CatalogueSource.MAL_2023: _mal_2023,
}
