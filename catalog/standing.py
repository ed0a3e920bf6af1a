"""Where an anime stands in the two rankings of everything."""

from typing import Any

from django.db.models import Count, IntegerField, Q, Subquery, Value

from catalog.models import Anime


def ranks_of(anime: Anime) -> tuple[int | None, int | None]:
    """In 高分 and 热门, as catalog.rankings.orders has them; None where it has no place. One query."""
    before = Anime.objects.filter(pk=anime.pk).values_list(
        _better("weighted_score", anime.weighted_score, anime.pk), _better("members", anime.members, anime.pk)
    )
    above_in_score, above_in_members = before.first() or (None, None)
    return (
        (above_in_score or 0) + 1 if anime.weighted_score is not None else None,
        (above_in_members or 0) + 1 if anime.members else None,
    )


def _better(field: str, value: float | None, anime_id: int) -> Any:
    """How many stand above: written so that the index of the ranking answers it alone."""
    if not value:
        return Value(0)
    above = Q(**{f"{field}__gt": value}) | Q(pk__lt=anime_id)
    rows = Anime.objects.visible().filter(above, **{f"{field}__gte": value}).order_by()
    counted = rows.values("is_hidden").annotate(above=Count("pk")).values("above")
    return Subquery(counted, output_field=IntegerField())
