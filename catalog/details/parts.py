"""The rows that hang on one anime (genres, tags, aliases, links, relations, people, episodes), in one query."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from catalog.models import (
    Anime,
    AnimeCharacter,
    AnimeRelation,
    AnimeStaff,
    AnimeTag,
    AnimeTitle,
    Character,
    Episode,
    EpisodeKind,
    ExternalId,
    Genre,
    Person,
    RelationKind,
    StaffRole,
    Studio,
    WatchLink,
)

_STAFF_ORDER = {role.value: place for place, role in enumerate(StaffRole)}
_EPISODE_ORDER = {kind.value: place for place, kind in enumerate(EpisodeKind)}


class _Row(NamedTuple):
    """What the parts have in common: three numbers and five texts, of which each part says what they are."""

    part: str
    number: int
    votes: int
    spread: int
    first: str
    second: str
    third: str
    fourth: str
    fifth: str


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Models come with their names alone."""

    genres: tuple[Genre, ...]
    tags: tuple[tuple[int, str, int], ...]  # id, name, votes; the most voted first
    titles: tuple[tuple[str, str], ...]  # language, text; in the order of entry
    watch_links: tuple[tuple[str, str], ...]  # site, URL
    external_ids: tuple[tuple[str, str], ...]  # site, id
    relations: Mapping[int, RelationKind]  # what another anime is to this one, by the other's id
    studios: tuple[Studio, ...]  # in the order of entry
    producers: tuple[Studio, ...]
    staff: tuple[AnimeStaff, ...]  # in the roles' order, then in that of entry
    cast: tuple[AnimeCharacter, ...]  # by place
    episodes: tuple[Episode, ...]  # by number, specials last


def parts_of(anime_id: int) -> Parts:
    """Of tags with as many votes, those that stand on more anime say more: 热血 before the name of a guest singer."""
    rows: dict[str, list[_Row]] = {}
    for values in _query(anime_id):
        row = _Row(*values)
        rows.setdefault(row.part, []).append(row)

    def part(name: str, *, by: Callable[[_Row], Any]) -> list[_Row]:
        return sorted(rows.get(name, ()), key=by)

    return Parts(
        genres=tuple(map(_genre, part("genre", by=lambda row: row.first))),
        tags=tuple(
            (row.number, row.first, row.votes)
            for row in part("tag", by=lambda row: (-row.votes, -row.spread, row.number))
        ),
        titles=_pairs(part("title", by=lambda row: row.number)),
        watch_links=_pairs(part("watch", by=lambda row: (row.first, row.number))),
        external_ids=_pairs(part("id", by=lambda row: row.first)),
        relations=_relations(rows.get("relation", ()), rows.get("inverse", ())),
        studios=tuple(map(_studio, part("studio", by=lambda row: row.votes))),
        producers=tuple(map(_studio, part("producer", by=lambda row: row.votes))),
        staff=tuple(map(_staff, part("staff", by=lambda row: (_STAFF_ORDER[row.third], row.votes)))),
        cast=tuple(map(_character, part("cast", by=lambda row: (row.votes, row.number)))),
        episodes=tuple(sorted(map(_episode, rows.get("episode", ())), key=_episode_order)),
    )


def _genre(row: _Row) -> Genre:
    return Genre(pk=row.number, name=row.first, name_zh=row.second)


def _studio(row: _Row) -> Studio:
    return Studio(pk=row.number, name=row.first, name_zh=row.second)


def _staff(row: _Row) -> AnimeStaff:
    return AnimeStaff(person=Person(pk=row.number, name=row.first, name_zh=row.second), role=row.third)


def _character(row: _Row) -> AnimeCharacter:
    voice = Person(pk=row.spread, name=row.third, name_zh=row.fourth) if row.spread else None
    character = Character(pk=row.number, name=row.first, name_zh=row.second)
    return AnimeCharacter(character=character, voice=voice, role=row.fifth, place=row.votes)


def _episode(row: _Row) -> Episode:
    return Episode(
        pk=row.number,
        title=row.first,
        title_zh=row.second,
        number=float(row.third),
        air_date=date.fromisoformat(row.fourth[:10]) if row.fourth else None,
        kind=row.fifth,
    )


def _episode_order(episode: Episode) -> tuple[int, float]:
    return _EPISODE_ORDER[episode.kind], episode.number


def _relations(own: Iterable[_Row], others: Iterable[_Row]) -> dict[int, RelationKind]:
    """What its own page says counts before what the others' say."""
    inverse = {row.number: RelationKind(row.first).inverse for row in others}
    return inverse | {row.number: RelationKind(row.first) for row in own}


def _pairs(rows: Iterable[_Row]) -> tuple[tuple[str, str], ...]:
    return tuple((row.first, row.second) for row in rows)


def _query(anime_id: int) -> QuerySet[Any, tuple[Any, ...]]:
    parts = [*_named(anime_id), *_linked(anime_id), *_people(anime_id)]
    return parts[0].union(*parts[1:], all=True)


def _named(anime_id: int) -> list[QuerySet[Any, tuple[Any, ...]]]:
    carried = AnimeTag.objects.filter(tag_id=OuterRef("tag_id")).order_by().values("tag_id").annotate(n=Count("pk"))
    tags = AnimeTag.objects.filter(anime_id=anime_id)
    spread = Coalesce(Subquery(carried.values("n")), 0)
    genres = Anime.genres.through._default_manager.filter(anime_id=anime_id)
    return [
        _columns(genres, "genre", number=F("genre_id"), first=F("genre__name"), second=F("genre__name_zh")),
        _columns(tags, "tag", number=F("tag_id"), first=F("tag__name"), votes=F("count"), spread=spread),
        _columns(AnimeTitle.objects.filter(anime_id=anime_id), "title", first=F("language"), second=F("text")),
    ]


def _linked(anime_id: int) -> list[QuerySet[Any, tuple[Any, ...]]]:
    return [
        _columns(WatchLink.objects.filter(anime_id=anime_id), "watch", first=F("site"), second=F("url")),
        _columns(ExternalId.objects.filter(anime_id=anime_id), "id", first=F("site"), second=F("value")),
        _columns(AnimeRelation.objects.filter(anime_id=anime_id), "relation", number=F("other_id"), first=F("kind")),
        _columns(AnimeRelation.objects.filter(other_id=anime_id), "inverse", number=F("anime_id"), first=F("kind")),
    ]


def _people(anime_id: int) -> list[QuerySet[Any, tuple[Any, ...]]]:
    """And their studios, and the episodes."""
    studio = {"number": F("studio_id"), "first": F("studio__name"), "second": F("studio__name_zh")}
    person = {"number": F("person_id"), "first": F("person__name"), "second": F("person__name_zh")}
    voice = {"spread": F("voice_id"), "third": F("voice__name"), "fourth": F("voice__name_zh")}
    character = {"number": F("character_id"), "first": F("character__name"), "second": F("character__name_zh")}
    episode = {"first": F("title"), "second": F("title_zh"), "third": F("number"), "fourth": F("air_date")}
    studios = Anime.studios.through._default_manager.filter(anime_id=anime_id)
    producers = Anime.producers.through._default_manager.filter(anime_id=anime_id)
    cast = AnimeCharacter.objects.filter(anime_id=anime_id)
    return [
        _columns(studios, "studio", votes=F("pk"), **studio),
        _columns(producers, "producer", votes=F("pk"), **studio),
        _columns(AnimeStaff.objects.filter(anime_id=anime_id), "staff", votes=F("pk"), third=F("role"), **person),
        _columns(cast, "cast", votes=F("place"), fifth=F("role"), **character, **voice),
        _columns(Episode.objects.filter(anime_id=anime_id), "episode", number=F("pk"), fifth=F("kind"), **episode),
    ]


def _columns(rows: QuerySet[Any], part: str, **columns: Any) -> QuerySet[Any, tuple[Any, ...]]:
    """The columns of ``_Row``: 0 and "" where ``columns`` don't name them, the key as ``number``."""
    numbers = {"number": F("pk"), "votes": Value(0), "spread": Value(0)}
    texts = dict.fromkeys(("first", "second", "third", "fourth", "fifth"), Value(""))
    named = {name: Cast(columns.get(name, value), IntegerField()) for name, value in numbers.items()}
    named |= {name: Cast(columns.get(name, value), CharField(max_length=500)) for name, value in texts.items()}
    # Some names are those of a model's own columns.
    aliased = {f"part_{name}": value for name, value in named.items()}
    return (
        rows.order_by()
        .annotate(part_of=Value(part, output_field=CharField()), **aliased)
        .values_list("part_of", *aliased)
    )
