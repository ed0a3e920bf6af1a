"""The filters of 推荐, which the page and the API share and the page's address holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Q
from django.http import QueryDict

from catalog.airing import is_airing, is_finished
from catalog.models import Anime, AnimeSource, AnimeType, SeriesRole
from catalog.models.anime import AnimeQuerySet
from catalog.seasons import broadcast_today

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Episodes, from and to.
LENGTHS: dict[str, tuple[int, int | None]] = {
    "single": (1, 1),
    "short": (2, 13),
    "medium": (14, 26),
    "long": (27, None),
}
STATUSES = ("airing", "finished")
MOST_GENRES = 20
SEQUELS_CACHE_SECONDS = 3600
_SEQUELS_KEY = "recommend:sequels:2"


@dataclass(frozen=True, kw_only=True)
class RecommendationFilter:
    """Frozen and comparable. ``genres``: ids, all of which an anime has; ``without``: none of them.

    ``types``, ``sources`` and ``studios`` (ids): any of them.
    """

    genres: tuple[int, ...] = ()
    without: tuple[int, ...] = ()
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    studios: tuple[int, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    length: str = ""  # one of LENGTHS
    status: str = ""  # one of STATUSES
    no_sequels: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> "RecommendationFilter":
        """Whatever comes: what can't be meant is left out; of two years the wrong way round each is the other."""
        first, last = _year(params.get("year_from")), _year(params.get("year_to"))
        if first and last and first > last:
            first, last = last, first
        genres = _ids(params.getlist("genre"))
        return cls(
            genres=genres,
            without=tuple(one for one in _ids(params.getlist("without")) if one not in genres),
            types=tuple(kind for kind in AnimeType.values if kind in params.getlist("type")),
            sources=tuple(one for one in AnimeSource.values if one in params.getlist("source")),
            studios=_ids(params.getlist("studio")),
            year_from=first,
            year_to=last,
            length=_one_of(params.get("length"), LENGTHS),
            status=_one_of(params.get("status"), STATUSES),
            no_sequels=params.get("sequels") == "hide",
        )

    def __bool__(self) -> bool:
        return self != EVERYTHING

    def params(self) -> list[tuple[str, str]]:
        """As in the address, in a fixed order, without what is not asked."""
        pairs = [("genre", str(one)) for one in self.genres]
        pairs += [("without", str(one)) for one in self.without]
        pairs += [("type", kind) for kind in self.types]
        pairs += [("source", one) for one in self.sources]
        pairs += [("studio", str(one)) for one in self.studios]
        pairs += [(name, str(value)) for name, value in self._single().items() if value]
        return [*pairs, ("sequels", "hide")] if self.no_sequels else pairs

    def query(self, **more: object) -> str:
        """``?…`` with what is asked and ``more``; "" for nothing."""
        pairs = [*self.params(), *((name, str(value)) for name, value in more.items())]
        return f"?{urlencode(pairs)}" if pairs else ""

    def anime(self) -> AnimeQuerySet:
        """All that it lets through, in no order."""
        found = Anime.objects.visible().filter(self._condition(broadcast_today())).order_by()
        if self.studios:
            found = found.filter(pk__in=_made_by(self.studios))
        for genre in self.genres:
            found = found.filter(pk__in=_having(genre))
        for genre in self.without:
            found = found.exclude(pk__in=_having(genre))
        return found

    def allowed_ids(self) -> frozenset[int] | None:
        """None where everything is."""
        if not self:
            return None
        ids = frozenset(self.anime().values_list("pk", flat=True))
        return ids - sequel_ids() if self.no_sequels else ids

    def _condition(self, today: date) -> Q:
        condition = Q()
        if self.types:
            condition &= Q(type__in=self.types)
        if self.sources:
            condition &= Q(source__in=self.sources)
        if self.year_from:
            condition &= Q(year__gte=self.year_from)
        if self.year_to:
            condition &= Q(year__lte=self.year_to)
        if self.length:
            least, most = LENGTHS[self.length]
            condition &= Q(episodes__gte=least) if most is None else Q(episodes__range=(least, most))
        if self.status:
            condition &= is_airing(today) if self.status == "airing" else is_finished(today)
        return condition

    def _single(self) -> Mapping[str, Any]:
        names = ("year_from", "year_to", "length", "status")
        return {name: getattr(self, name) for name in names}


EVERYTHING = RecommendationFilter()


def _having(genre: int) -> Any:
    return Anime.genres.through.objects.filter(genre_id=genre).values("anime_id")


def _made_by(studios: Iterable[int]) -> Any:
    return Anime.studios.through.objects.filter(studio_id__in=studios).values("anime_id")


def _ids(texts: Iterable[str]) -> tuple[int, ...]:
    known = (int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10)
    return tuple(dict.fromkeys(known))[:MOST_GENRES]


def _year(text: str | None) -> int | None:
    if not text or not (text.isascii() and text.isdigit() and len(text) == 4):
        return None
    return int(text) if FIRST_YEAR <= int(text) <= LAST_YEAR else None


def _one_of(value: str | None, values: Iterable[str]) -> str:
    return value if value in set(values) else ""


def sequel_ids() -> frozenset[int]:
    """The ids of anime that go on with something: in a series, every main entry after a first one and its companions.

    They are shown to someone who wants to begin something new only when that is wished.
    """
    known: frozenset[int] | None = cache.get(_SEQUELS_KEY)
    if known is None:
        known = find_sequels()
        cache.set(_SEQUELS_KEY, known, SEQUELS_CACHE_SECONDS)
    return known


def find_sequels() -> frozenset[int]:
    going_on = Q(series_place__gt=1) | ~Q(series_role=SeriesRole.MAIN)
    return frozenset(Anime.objects.exclude(series="").filter(going_on).values_list("pk", flat=True))
