"""How anime come in: from the packages named in packages.py, and from a rating dataset's own list."""

from catalog.importing.missing import add_missing_anime
from catalog.importing.rows import AnimeRow

__all__ = ["AnimeRow", "add_missing_anime"]
