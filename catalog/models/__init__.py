"""What the site knows of anime. A public anime id is MyAnimeList's, everywhere."""

from catalog.models.anime import Anime, AnimeType, Season
from catalog.models.links import ExternalId, WatchLink
from catalog.models.taxonomy import AnimeTag, Genre, Tag
from catalog.models.titles import AnimeTitle, TitleLanguage

__all__ = [
    "Anime",
    "AnimeTag",
    "AnimeTitle",
    "AnimeType",
    "ExternalId",
    "Genre",
    "Season",
    "Tag",
    "TitleLanguage",
    "WatchLink",
]
