"""The public Bangumi Archive (bangumi/Archive): a zip or folder of JSON lines, joined by known Bangumi ids."""

from catalog.importing.bangumi_archive.importing import import_bangumi_archive

__all__ = ["import_bangumi_archive"]
