"""Is an index still the catalogue? One number for each anime, and a cheaper one for all of them."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from catalog.airing import status_of
from catalog.models import Anime, AnimeTag, AnimeTitle, Genre, Tag
from catalog.seasons import broadcast_today

_COLUMNS = ("pk", "updated_at", "start_date", "end_date", "year", "type")


def catalogue_stamp() -> tuple[Any, ...]:
    """Changes with every anime, title, tag or genre that comes or goes, with every edit, and with the day in Japan.

    One query, each part of which an index answers.
    """
    anime = Anime._meta.db_table
    tables = [anime, *(m._meta.db_table for m in (AnimeTitle, AnimeTag, Anime.genres.through, Genre, Tag))]
    parts = [f"(SELECT COUNT(*) FROM {one}), (SELECT MAX(id) FROM {one})" for one in tables]  # noqa: S608
    parts.append(f"(SELECT COUNT(*) FROM {anime} WHERE is_hidden = 1)")  # noqa: S608
    parts.append(f"(SELECT MAX(updated_at) FROM {anime})")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}")
        return (broadcast_today(), *cursor.fetchone())


def stamps(ids: Iterable[int] | None = None) -> dict[int, int]:
    """By id, of the visible anime, all or those of ``ids``: equal where the document would be equal."""
    chosen = None if ids is None else list(ids)
    anime = Anime.objects.visible()
    related = [
        _by_anime(AnimeTitle, chosen),
        _by_anime(AnimeTag, chosen),
        _by_anime(Anime.genres.through, chosen),
    ]
    if chosen is not None:
        anime = anime.filter(pk__in=chosen)
    today = broadcast_today()
    found = {}
    for pk, changed, start, end, year, kind in anime.values_list(*_COLUMNS):
        status = status_of(start=start, end=end, year=year, kind=kind, today=today)
        parts = (changed.timestamp(), status, *(table.get(pk, (0, 0)) for table in related))
        found[pk] = int.from_bytes(blake2b(repr(parts).encode(), digest_size=7).digest())
    return found


def _by_anime(model: Any, ids: list[int] | None) -> dict[int, tuple[int, int]]:
    rows = model._default_manager.order_by()
    if ids is not None:
        rows = rows.filter(anime_id__in=ids)
    grouped = rows.values_list("anime_id").annotate(count=Count("pk"), last=Max("pk"))
    return {anime_id: (count, last) for anime_id, count, last in grouped}
