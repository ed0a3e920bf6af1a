"""Where an anime stands in the two rankings of everything."""

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery

from catalog.models import Anime
from catalog.models.anime import AnimeQuerySet


def with_ranks(rows: AnimeQuerySet) -> AnimeQuerySet:
    """Each with what ``ranks_of`` reads."""
    return rows.annotate(above_in_score=_above("weighted_score"), above_in_popularity=_above("popularity"))


def ranks_of(anime: Any) -> tuple[int | None, int | None]:
    """In 高分 and 热门, as catalog.rankings.orders has them; None where it has no place."""
    return (
        (anime.above_in_score or 0) + 1 if anime.weighted_score is not None else None,
        (anime.above_in_popularity or 0) + 1 if anime.popularity else None,
    )


def _above(field: str) -> Subquery:
    """How many stand above: written so that the index of the ranking answers it alone."""
    value = OuterRef(field)
    above = Q(**{f"{field}__gt": value}) | Q(pk__lt=OuterRef("pk"))
    rows = Anime.objects.visible().filter(above, **{f"{field}__gte": value}).order_by()
    counted = rows.values("is_hidden").annotate(above=Count(F("pk"))).values("above")
    return Subquery(counted, output_field=IntegerField())
