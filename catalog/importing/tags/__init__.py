"""What Bangumi's tags say of an anime: facts by reviewed tables, genres by learnt weights. No database."""

from catalog.importing.tags.reading import TagFacts, read_tags
from catalog.importing.tags.spelling import simplify_name

__all__ = ["TagFacts", "read_tags", "simplify_name"]
