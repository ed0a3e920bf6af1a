"""Rows that staff look at: the catalogue's."""

from catalog.admin.read_only import ReadOnlyAdmin

__all__ = ["ReadOnlyAdmin"]
