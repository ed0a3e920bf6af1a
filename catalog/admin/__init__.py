"""The catalogue in the back office."""

from catalog.admin import anime, catalogue_imports, ranks, relations, set_aside, taxonomy

__all__ = ["anime", "catalogue_imports", "ranks", "relations", "set_aside", "taxonomy"]
