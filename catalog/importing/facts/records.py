"""What one source says of one anime."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """A SiteScore; counts of votes and of people, ``histogram`` for 1 to 10 or empty."""

    site: str  # ScoreSite
    score: float | None
    votes: int = 0
    rank: int | None = None
    histogram: tuple[int, ...] = ()
    wished: int = 0
    watching: int = 0
    completed: int = 0
    on_hold: int = 0
    dropped: int = 0

    @property
    def collected(self) -> int:
        return self.wished + self.watching + self.completed + self.on_hold + self.dropped


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A studio by its spellings, the preferred one first."""

    spellings: tuple[str, ...]
    name_zh: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CastRow:
    character: int  # Bangumi's id, as in ``voice``
    voice: int | None
    role: str
    place: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AnimeFacts:
    """Nothing in here is not the same as "none": None and empty say that the source is silent.

    ``fill`` is written where a field is blank, ``over`` in any case. Titles and ids are added to what is there; tags,
    staff and cast become what the source says; studios are added with ``add_studios``, else written where there are
    none, as producers and genres are.
    """

    id: int
    fill: dict[str, Any] = field(default_factory=dict)
    over: dict[str, Any] = field(default_factory=dict)
    new: bool = False  # may come in as a new anime
    titles: tuple[tuple[str, str], ...] = ()  # language, text
    ids: tuple[tuple[str, str], ...] = ()  # site, id
    studios: tuple[Named, ...] = ()
    add_studios: bool = False
    producers: tuple[Named, ...] = ()
    genres: tuple[str, ...] = ()
    add_genres: tuple[str, ...] = ()
    tags: tuple[tuple[str, int], ...] = ()  # name, votes
    figures: Figures | None = None
    staff: tuple[tuple[int | str, str], ...] = ()  # person's Bangumi id, or only the name; StaffRole
    cast: tuple[CastRow, ...] = ()


# The records within the facts of an anime.
PARTS = (Figures, Named, CastRow)


@dataclass(frozen=True, kw_only=True, slots=True)
class Somebody:
    """A person or a character."""

    bangumi_id: int
    name: str
    name_zh: str
