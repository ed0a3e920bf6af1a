"""What stands beside an anime: the relations that operators entered, and its series in watching order."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from catalog.details.anime import RelatedAnime
from catalog.models import Anime, RelationKind, SeriesRole
from catalog.series import watching_order
from catalog.titles import TITLE_FIELDS, display_title

_ORDER = {kind: place for place, kind in enumerate(RelationKind)}
_FIELDS = ("id", "type", "year", "start_date", "series", "series_place", "series_role", *TITLE_FIELDS)
# The longest series has some seventy entries.
_MOST = 200
Related = tuple[tuple[RelatedAnime, ...], tuple[RelatedAnime, ...]]


def related_to(anime: Anime, kinds: Mapping[int, RelationKind], *, language: str) -> Related:
    """Relations (``kinds``: what others are to this one), then the series: one query, or none."""
    wanted = Q(pk__in=kinds)
    if anime.series:
        wanted |= Q(series=anime.series)
    others = Anime.objects.visible().filter(wanted).only(*_FIELDS)[:_MOST] if kinds or anime.series else ()
    relations = [_related(other, language, kind=kinds[other.pk]) for other in others if other.pk in kinds]
    relations.sort(key=lambda one: (_ORDER[RelationKind(one.kind)], one.year or 9999, one.id))
    return tuple(relations), _series(anime, others, language)


def _series(anime: Anime, others: Iterable[Anime], language: str) -> tuple[RelatedAnime, ...]:
    its = [other for other in others if anime.series and other.series == anime.series]
    if len(its) < 2:
        return ()
    runs = _runs(its)
    its.sort(key=lambda other: (runs[other.pk], *_series_order(other)))
    found, place = [], 0
    for other in its:
        place += other.series_role == SeriesRole.MAIN
        found.append(_related(other, language, place=max(1, place), is_current=other.pk == anime.pk))
    return tuple(found)


def _runs(series: Iterable[Anime]) -> dict[int, int]:
    """By id, how many times the series had begun anew when the anime was shown: a remake counts from 1 again.

    What nobody dated belongs to the first run that lacks an entry of its place.
    """
    runs: dict[int, int] = {}
    filled: set[tuple[int, int]] = set()
    run, has_begun = 0, False
    for other in sorted(series, key=lambda other: watching_order(other.start_date, other.year, other.pk)):
        is_main, is_dated = other.series_role == SeriesRole.MAIN, bool(other.start_date or other.year)
        if is_dated and is_main:
            run += other.series_place == 1 and has_begun
            has_begun = True
        its = run if is_dated else 0
        while is_main and not is_dated and (its, other.series_place) in filled and its < run:
            its += 1
        runs[other.pk] = its
        if is_main:
            filled.add((its, other.series_place))
    return runs


def _series_order(other: Anime) -> tuple[Any, ...]:
    """What is no main entry follows the one beside which it stands."""
    is_aside = other.series_role != SeriesRole.MAIN
    return other.series_place, is_aside, watching_order(other.start_date, other.year, other.pk)


def _related(
    other: Anime, language: str, *, kind: RelationKind | None = None, place: int = 0, is_current: bool = False
) -> RelatedAnime:
    return RelatedAnime(
        id=other.pk,
        title=display_title(other, language=language),
        url=other.get_absolute_url(),
        year=other.year,
        type=other.type,
        type_label=str(other.get_type_display()),
        kind=kind.value if kind else "",
        kind_label=str(kind.label) if kind else "",
        place=place,
        role=other.series_role,
        is_current=is_current,
    )
