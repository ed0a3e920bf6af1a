"""What the site knows of anime. A public anime id is MyAnimeList's, everywhere."""

from catalog.models.anime import Anime, AnimeSource, AnimeType, PopularityOrigin, Season, SeriesRole
from catalog.models.derived import DerivedFacts
from catalog.models.episodes import Episode, EpisodeKind
from catalog.models.imports import (
    CatalogueImport,
    CatalogueSource,
    ImportRunState,
    SetAsideEntry,
    SetAsideReason,
)
from catalog.models.links import ExternalId, WatchLink
from catalog.models.people import (
    AnimeCharacter,
    AnimeStaff,
    Character,
    CharacterRole,
    Person,
    StaffRole,
    Studio,
)
from catalog.models.ranks import RankingKind, RankRecord, Trend
from catalog.models.relations import AnimeRelation, RelationKind
from catalog.models.series import SeriesTags
from catalog.models.site_scores import ScoreSite, SiteScore
from catalog.models.taxonomy import AnimeTag, Genre, Tag
from catalog.models.titles import AnimeTitle, TitleLanguage

__all__ = [
    "Anime",
    "AnimeCharacter",
    "AnimeRelation",
    "AnimeSource",
    "AnimeStaff",
    "AnimeTag",
    "AnimeTitle",
    "AnimeType",
    "CatalogueImport",
    "CatalogueSource",
    "Character",
    "CharacterRole",
    "DerivedFacts",
    "Episode",
    "EpisodeKind",
    "ExternalId",
    "Genre",
    "ImportRunState",
    "Person",
    "PopularityOrigin",
    "RankRecord",
    "RankingKind",
    "RelationKind",
    "ScoreSite",
    "Season",
    "SeriesRole",
    "SeriesTags",
    "SetAsideEntry",
    "SetAsideReason",
    "SiteScore",
    "StaffRole",
    "Studio",
    "Tag",
    "TitleLanguage",
    "Trend",
    "WatchLink",
]
