"""Is an index still the catalogue? One number for each anime, and a cheaper one for all of them."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any
from zlib import crc32

from django.db import connection
from django.db.models import Count, Max

from catalog.airing import status_of
from catalog.models import Anime, AnimeStaff, AnimeTag, AnimeTitle, Genre, Person, Studio, Tag
from catalog.search.index.makers import NAMED_ROLES
from catalog.seasons import broadcast_today

# Popularity is written for all anime at once, without moving ``updated_at``.
_COLUMNS = ("pk", "updated_at", "popularity", "start_date", "end_date", "year", "type")


def catalogue_stamp() -> tuple[Any, ...]:
    """Changes with every anime, title, tag, genre, studio or credit that comes or goes, with every edit, and with the
    day in Japan.

    One query, each part of which an index answers.
    """
    anime = Anime._meta.db_table
    parts_of_it = (AnimeTitle, AnimeTag, Anime.genres.through, Anime.studios.through, AnimeStaff)
    tables = [anime, *(model._meta.db_table for model in (*parts_of_it, Genre, Tag, Studio, Person))]
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
        _names(Anime.studios.through.objects.order_by(), "studio", chosen),
        _names(AnimeStaff.objects.filter(role__in=NAMED_ROLES).order_by(), "person", chosen),
    ]
    if chosen is not None:
        anime = anime.filter(pk__in=chosen)
    today = broadcast_today()
    found = {}
    for pk, changed, popularity, start, end, year, kind in anime.values_list(*_COLUMNS):
        status = status_of(start=start, end=end, year=year, kind=kind, today=today)
        parts = (changed.timestamp(), round(popularity), status, *(table.get(pk, (0, 0)) for table in related))
        found[pk] = int.from_bytes(blake2b(repr(parts).encode(), digest_size=7).digest())
    return found


def _by_anime(model: Any, ids: list[int] | None) -> dict[int, tuple[int, int]]:
    rows = model._default_manager.order_by()
    if ids is not None:
        rows = rows.filter(anime_id__in=ids)
    grouped = rows.values_list("anime_id").annotate(count=Count("pk"), last=Max("pk"))
    return {anime_id: (count, last) for anime_id, count, last in grouped}


def _names(rows: Any, field: str, ids: list[int] | None) -> dict[int, tuple[int, int]]:
    """How many studios or people an anime has, and a sum of their names: another spelling is another document."""
    if ids is not None:
        rows = rows.filter(anime_id__in=ids)
    found: dict[int, tuple[int, int]] = {}
    for anime_id, *named in rows.values_list("anime_id", f"{field}_id", f"{field}__name", f"{field}__name_zh"):
        count, total = found.get(anime_id, (0, 0))
        found[anime_id] = (count + 1, total + crc32(repr(named).encode()))
    return found
