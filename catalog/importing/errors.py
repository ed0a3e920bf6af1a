"""Refusals of the catalogue's import; each says what to do."""


class ImportFailed(Exception):
    """The import stopped before it changed anything."""


class PackageUnavailable(ImportFailed):
    """A package is neither in the cache nor to be had from its registry."""


class BadPackage(ImportFailed):
    """A package is there, but isn't what it should be."""
