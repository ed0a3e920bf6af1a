"""django-elasticsearch-dsl looks in this module for the documents of the app."""

from catalog.search.engines.anime_document import AnimeDocument

__all__ = ["AnimeDocument"]
