"""The rows that hang on one anime (genres, tags, aliases, links, relations), in one query instead of seven."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from catalog.models import Anime, AnimeRelation, AnimeTag, AnimeTitle, ExternalId, Genre, RelationKind, WatchLink

_PARTS = ("genre", "tag", "title", "watch", "id", "relation", "inverse")
_COLUMNS = ("part", "number", "votes", "spread", "first", "second")


@dataclass(frozen=True, kw_only=True)
class Parts:
    genres: tuple[Genre, ...]  # with their names alone
    tags: tuple[tuple[int, str, int], ...]  # id, name, votes; the most voted first
    titles: tuple[tuple[str, str], ...]  # language, text; in the order of entry
    watch_links: tuple[tuple[str, str], ...]  # site, URL
    external_ids: tuple[tuple[str, str], ...]  # site, id
    relations: Mapping[int, RelationKind]  # what another anime is to this one, by the other's id


def parts_of(anime_id: int) -> Parts:
    """Of tags with as many votes, those that stand on more anime say more: 热血 before the name of a guest singer."""
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _PARTS}
    for part, *values in _query(anime_id):
        rows[part].append(tuple(values))
    tags = sorted(rows["tag"], key=lambda row: (-row[1], -row[2], row[0]))
    return Parts(
        genres=tuple(Genre(pk=pk, name=name, name_zh=chinese) for pk, _, _, name, chinese in _by_name(rows["genre"])),
        tags=tuple((pk, name, votes) for pk, votes, _, name, _ in tags),
        titles=_pairs(rows["title"], by=lambda row: row[0]),
        watch_links=_pairs(rows["watch"], by=lambda row: (row[3], row[0])),
        external_ids=_pairs(rows["id"], by=lambda row: row[3]),
        relations=_relations(rows["relation"], rows["inverse"]),
    )


def _relations(own: list[tuple[Any, ...]], others: list[tuple[Any, ...]]) -> dict[int, RelationKind]:
    """What its own page says counts before what the others' say."""
    inverse = {row[0]: RelationKind(row[3]).inverse for row in others}
    return inverse | {row[0]: RelationKind(row[3]) for row in own}


def _pairs(rows: list[tuple[Any, ...]], *, by: Callable[[tuple[Any, ...]], Any]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for _, _, _, first, second in sorted(rows, key=by))


def _by_name(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: row[3])


def _query(anime_id: int) -> QuerySet[Any, tuple[Any, ...]]:
    carried = AnimeTag.objects.filter(tag_id=OuterRef("tag_id")).order_by().values("tag_id").annotate(n=Count("pk"))
    tags = AnimeTag.objects.filter(anime_id=anime_id)
    spread = Coalesce(Subquery(carried.values("n")), 0)
    genres = Anime.genres.through._default_manager.filter(anime_id=anime_id)
    parts = [
        _columns(genres, "genre", number=F("genre_id"), first=F("genre__name"), second=F("genre__name_zh")),
        _columns(tags, "tag", number=F("tag_id"), first=F("tag__name"), votes=F("count"), spread=spread),
        _columns(AnimeTitle.objects.filter(anime_id=anime_id), "title", first=F("language"), second=F("text")),
        _columns(WatchLink.objects.filter(anime_id=anime_id), "watch", first=F("site"), second=F("url")),
        _columns(ExternalId.objects.filter(anime_id=anime_id), "id", first=F("site"), second=F("value")),
        _columns(AnimeRelation.objects.filter(anime_id=anime_id), "relation", number=F("other_id"), first=F("kind")),
        _columns(AnimeRelation.objects.filter(other_id=anime_id), "inverse", number=F("anime_id"), first=F("kind")),
    ]
    return parts[0].union(*parts[1:], all=True)


def _columns(rows: QuerySet[Any], part: str, **columns: Any) -> QuerySet[Any, tuple[Any, ...]]:
    numbers = {
        "number": columns.get("number", F("pk")),
        "votes": columns.get("votes", Value(0)),
        "spread": columns.get("spread", Value(0)),
    }
    texts = {"first": columns["first"], "second": columns.get("second", Value(""))}
    return (
        rows.order_by()
        .annotate(part=Value(part, output_field=CharField()))
        .annotate(**{name: Cast(value, IntegerField()) for name, value in numbers.items()})
        .annotate(**{name: Cast(value, CharField(max_length=500)) for name, value in texts.items()})
        .values_list(*_COLUMNS)
    )
