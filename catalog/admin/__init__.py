"""The catalogue in the back office."""

from catalog.admin import anime, ranks, relations, taxonomy

__all__ = ["anime", "ranks", "relations", "taxonomy"]
