"""anime-offline-database (manami-project; ODbL): ids at ten sites, studios, synonyms, joined by MyAnimeList's id."""

from catalog.importing.anime_offline_database.importing import import_anime_offline_database

__all__ = ["import_anime_offline_database"]
