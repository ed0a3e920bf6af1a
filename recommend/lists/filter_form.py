"""The filters of 推荐 as a page offers them: what there is to choose, and what is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.genres import ADULT
from catalog.models import AnimeSource, AnimeType, Genre, Studio
from recommend.lists.filters import LENGTHS, RecommendationFilter

# Genres with fewer anime make filters that leave nothing.
FEWEST_OF_A_GENRE = 20
# Of hundreds of studios, those that most people have heard of.
MOST_STUDIOS = 60
_CACHE_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class FilterForm:
    genres: tuple[Choice, ...]
    without: tuple[Choice, ...]
    types: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    studios: tuple[Choice, ...]
    lengths: tuple[Choice, ...]
    statuses: tuple[Choice, ...]


def filter_form(wanted: RecommendationFilter) -> FilterForm:
    genres = _genres({*wanted.genres, *wanted.without})
    return FilterForm(
        genres=_choices(genres, wanted.genres),
        without=_choices(genres, wanted.without),
        types=_choices([(kind.value, str(kind.label)) for kind in _TYPES], wanted.types),
        sources=_choices([(source.value, str(source.label)) for source in AnimeSource], wanted.sources),
        studios=_choices(_studios(set(wanted.studios)), wanted.studios),
        lengths=_choices(((name, str(_LENGTH_LABELS[name]())) for name in LENGTHS), (wanted.length,)),
        statuses=_choices((("airing", _("连载中")), ("finished", _("已完结"))), (wanted.status,)),
    )


_TYPES = (AnimeType.TV, AnimeType.MOVIE, AnimeType.OVA, AnimeType.ONA, AnimeType.SPECIAL)
_LENGTH_LABELS = {
    "single": lambda: _("1 集"),
    "short": lambda: _("2–13 集"),
    "medium": lambda: _("14–26 集"),
    "long": lambda: _("27 集以上"),
}


def _choices(options: Iterable[tuple[object, str]], chosen: Iterable[object]) -> tuple[Choice, ...]:
    chosen = set(chosen)
    return tuple(Choice(value=str(value), label=label, is_chosen=value in chosen) for value, label in options)


def _genres(kept: set[int]) -> list[tuple[int, str]]:
    """Those of many anime, the commonest first; those for adults are offered to nobody, and kept where asked for."""
    key = "recommend:genres"
    known: list[tuple[int, str, str, int]] | None = cache.get(key)
    if known is None:
        counted = Genre.objects.annotate(count=Count("anime")).order_by("-count", "pk")
        known = list(counted.values_list("pk", "name", "name_zh", "count"))
        cache.set(key, known, _CACHE_SECONDS)
    chinese = (get_language() or "").startswith("zh")
    offered = [row for row in known if row[0] in kept or (row[3] >= FEWEST_OF_A_GENRE and row[1] not in ADULT)]
    return [(pk, (name_zh if chinese and name_zh else name)) for pk, name, name_zh, _count in offered]


def _studios(kept: set[int]) -> list[tuple[int, str]]:
    """Those of most anime, the busiest first, and those that are asked for."""
    key = "recommend:studios"
    known: list[tuple[int, str, str]] | None = cache.get(key)
    if known is None:
        counted = Studio.objects.annotate(count=Count("anime")).order_by("-count", "pk")
        known = list(counted.values_list("pk", "name", "name_zh")[:MOST_STUDIOS])
        cache.set(key, known, _CACHE_SECONDS)
    others = kept.difference(row[0] for row in known)
    asked = list(Studio.objects.filter(pk__in=others).values_list("pk", "name", "name_zh")) if others else []
    chinese = (get_language() or "").startswith("zh")
    return [(pk, name_zh if chinese and name_zh else name) for pk, name, name_zh in [*asked, *known]]
