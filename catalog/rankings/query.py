"""A ranking as both doors, page and API, ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from catalog.models import AnimeType, RankingKind, ScoreSite, Season

# Filters by kind of ranking: what has yet to come has no past years.
BY_TIME = frozenset({RankingKind.TOP, RankingKind.POPULAR, RankingKind.TRENDING})
_LAST_PAGE = 100_000


@dataclass(frozen=True, kw_only=True)
class RankingQuery:
    """Frozen and comparable: the same ranking has the same URL. ``season`` only with a year; ``genre`` is an id.

    ``source`` only for 高分: whose scores; "" for MyAnimeList's and, where it has none, Bangumi's.
    """

    kind: RankingKind = RankingKind.TOP
    source: ScoreSite | Literal[""] = ""
    type: str = ""
    year: int | None = None
    season: str = ""
    genre: int | None = None
    hide_mine: bool = False
    page: int = 1

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> "RankingQuery":
        """Whatever comes: unknown values are left out, a page that is no number is the first."""
        asked = params.get("kind", "")
        kind = RankingKind(asked) if asked in RankingKind.values else RankingKind.TOP
        year = _number(params.get("year", ""), most=9999) if kind in BY_TIME else None
        season = params.get("season", "")
        source = params.get("source", "")
        return cls(
            kind=kind,
            source=ScoreSite(source) if kind == RankingKind.TOP and source in ScoreSite.values else "",
            type=_one_of(params.get("type", ""), AnimeType.values),
            year=year,
            season=_one_of(season, Season.values) if year else "",
            genre=_number(params.get("genre", ""), most=2**31 - 1),
            hide_mine=params.get("mine") == "hide",
            page=min(_number(params.get("page", ""), most=10**9) or 1, _LAST_PAGE),
        )

    @property
    def is_filtered(self) -> bool:
        """Says whether type, year or genre narrow the ranking."""
        return bool(self.type or self.year or self.genre)

    def condition(self) -> Q:
        condition = Q()
        if self.type:
            condition &= Q(type=self.type)
        if self.year:
            condition &= Q(year=self.year)
        if self.season:
            condition &= Q(season=self.season)
        if self.genre:
            condition &= Q(genres=self.genre)
        return condition

    def with_kind(self, kind: RankingKind) -> "RankingQuery":
        """The same filters as far as the other kind has them."""
        source = self.source if kind == RankingKind.TOP else ""
        if kind not in BY_TIME:
            return replace(self, kind=kind, source=source, year=None, season="", page=1)
        return replace(self, kind=kind, source=source, page=1)

    def params(self) -> list[tuple[str, str]]:
        """As in the URL, in a fixed order, without what is the default."""
        pairs = [("kind", self.kind.value)] if self.kind != RankingKind.TOP else []
        for name in ("source", "type", "year", "season", "genre"):
            if value := getattr(self, name):
                pairs.append((name, str(value)))
        if self.hide_mine:
            pairs.append(("mine", "hide"))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def url(self) -> str:
        address = reverse("catalog:rankings")
        return f"{address}?{urlencode(self.params())}" if self.params() else address


def _one_of(value: str, values: list[str]) -> str:
    return value if value in values else ""


def _number(text: str, *, most: int) -> int | None:
    """None for what is no number between 1 and ``most``."""
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        return None
    return int(text) if 0 < int(text) <= most else None
