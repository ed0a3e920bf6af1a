"""What the sources say, one frozen row each, before anything is joined."""

from dataclasses import dataclass
from datetime import date

from catalog.models import AnimeType, StaffRole


@dataclass(frozen=True, kw_only=True)
class Name:
    """Of a studio: the original one, or the usual Latin one. ``name_zh``: "" where it is the same or unknown."""

    name: str
    name_zh: str = ""


@dataclass(frozen=True, kw_only=True)
class Credit(Name):
    """What somebody did for an anime."""

    role: StaffRole


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
    first_day: date | None = None  # where it was made, whenever Japan showed it
    show_id: str = ""  # TMDB's, and what it calls the show: found by a machine there, at times another work
    show_names: tuple[str, ...] = ()
    has_shows_summary: bool = False


@dataclass(frozen=True, kw_only=True)
class BangumiFigures:
    """What the members of Bangumi made of a subject, in numbers."""

    bangumi_id: str
    first_day: date | None = None
    episodes: int | None = None
    score: float | None = None  # mean, 1..10
    votes: int = 0
    rank: int | None = None
    histogram: tuple[int, ...] = ()  # votes for 1 to 10, or nothing
    wished: int = 0
    watching: int = 0
    completed: int = 0
    on_hold: int = 0
    dropped: int = 0
