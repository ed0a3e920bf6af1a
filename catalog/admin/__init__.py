"""The catalogue in the back office."""

from catalog.admin import anime, catalogue_imports, people, ranks, relations, rows, set_aside, taxonomy

__all__ = ["anime", "catalogue_imports", "people", "ranks", "relations", "rows", "set_aside", "taxonomy"]
