"""What the site knows of anime. A public anime id is MyAnimeList's, everywhere."""

from catalog.models.anime import Anime, AnimeType, Season
from catalog.models.links import ExternalId, WatchLink
from catalog.models.ranks import RankingKind, RankRecord, Trend
from catalog.models.relations import AnimeRelation, RelationKind
from catalog.models.taxonomy import AnimeTag, Genre, Tag
from catalog.models.titles import AnimeTitle, TitleLanguage

__all__ = [
    "Anime",
    "AnimeRelation",
    "AnimeTag",
    "AnimeTitle",
    "AnimeType",
    "ExternalId",
    "Genre",
    "RankRecord",
    "RankingKind",
    "RelationKind",
    "Season",
    "Tag",
    "TitleLanguage",
    "Trend",
    "WatchLink",
]
