"""What the sources say, one frozen row each, before anything is joined."""

from dataclasses import dataclass
from datetime import date

from catalog.models import AnimeType


@dataclass(frozen=True, kw_only=True)
class AnimeRow:
    """An anime as MyAnimeList lists it: a line of processed_anime.csv, or of a rating dataset's anime.csv.

    ``type`` is an AnimeType's value; any other text counts as Unknown. Genres are MyAnimeList's English names.
    """

    id: int  # MyAnimeList's
    title: str  # romaji, as MyAnimeList shows it
    type: str = AnimeType.UNKNOWN.value
    episodes: int | None = None
    score: float | None = None  # mean, 1..10
    members: int = 0
    genres: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BangumiEntry:
    """An item of bangumi-data."""

    mal_id: int | None
    bangumi_id: str  # "" when unknown
    type: AnimeType
    begin: date | None  # the day in Japan
    end: date | None
    title: str  # the original one
    zh_hans: tuple[str, ...]
    zh_hant: tuple[str, ...]
    ja: tuple[str, ...]
    en: tuple[str, ...]
    official_site: str
    ids: tuple[tuple[str, str], ...]  # site, id
    watch: tuple[tuple[str, str], ...]  # site's name, URL

    @property
    def titles(self) -> tuple[str, ...]:
        return (self.title, *self.zh_hans, *self.zh_hant, *self.ja, *self.en)


@dataclass(frozen=True, kw_only=True)
class BgmdEntry:
    """A bangumi of bgmd."""

    bangumi_id: str
    name: str
    name_zh: str
    aliases: tuple[str, ...]
    summary: str
    tags: tuple[str, ...]
    cover_url: str
