"""Records into the database: only what differs is written, and never over an operator's edit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from catalog.bulk import insert_rows
from catalog.genres import CHINESE_NAMES
from catalog.importing.rows import Credit, Name
from catalog.importing.storing.derived import Derived
from catalog.importing.storing.merging import AnimeRecord
from catalog.importing.text import collation_key
from catalog.models import (
    Anime,
    AnimeStaff,
    AnimeTag,
    AnimeTitle,
    ExternalId,
    Genre,
    Person,
    SeriesTags,
    Studio,
    Tag,
    WatchLink,
)

BATCH = 500
_FIELDS = (
    *("type", "episodes", "start_date", "end_date", "year", "season", "score", "members"),
    *("title_zh_hans", "title_zh_hant", "title_ja", "title_romaji", "title_en"),
    *("summary", "official_site", "cover_url", "source", "country"),
)
# Whoever set the date by hand decided on year and season too.
_FOLLOWS = {"year": "start_date", "season": "start_date"}
Progress = Callable[[str, int, int], None]  # stage, done, of how many


@dataclass(frozen=True, kw_only=True)
class Written:
    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True)
class Plan:
    """``name``: as in ``edited_fields``. What is derived goes to anime that have no such rows of anybody's."""

    name: str
    model: type[models.Model]
    columns: tuple[str, ...]
    wanted_of: Callable[[AnimeRecord], Sequence[tuple[Any, ...]] | None]
    is_derived: bool = False


def no_progress(stage: str, done: int, total: int) -> None:
    """For callers that show none."""


def write_records(records: Sequence[AnimeRecord], *, progress: Progress = no_progress) -> Written:
    """Call inside a transaction: readers then see the old catalogue or the new one."""
    known = {anime.pk: anime for anime in Anime.objects.all()}
    derived = Derived()
    created, changed = _split(records, known, derived)
    Anime.objects.bulk_create(created, batch_size=BATCH)
    progress("anime", 1, 2)
    locked = {anime.pk: frozenset(anime.edited_fields) for anime in known.values()}
    touched = _write_relations(records, locked, derived, progress)
    derived.save()
    new = {anime.pk for anime in created}
    updated = {anime.pk for anime in changed} | (touched - new)
    _update([known[pk] for pk in sorted(updated)])
    progress("anime", 2, 2)
    return Written(created=len(new), updated=len(updated), unchanged=len(records) - len(new) - len(updated))


def _split(
    records: Iterable[AnimeRecord], known: Mapping[int, Anime], derived: Derived
) -> tuple[list[Anime], list[Anime]]:
    created, changed = [], []
    for record in records:
        anime = known.get(record.id)
        values = {**derived.fields(record, anime), **record.values}
        if anime is None:
            created.append(Anime(pk=record.id, **values))
        elif _assign(anime, values):
            changed.append(anime)
    return created, changed


def _assign(anime: Anime, values: Mapping[str, Any]) -> bool:
    differs = False
    for name, value in values.items():
        if name in anime.edited_fields or _FOLLOWS.get(name) in anime.edited_fields:
            continue
        if getattr(anime, name) != value:
            setattr(anime, name, value)
            differs = True
    return differs


def _update(anime: list[Anime]) -> None:
    """An upsert: one statement a batch, where bulk_update would write a CASE for every field and row."""
    by_target = connection.features.supports_update_conflicts_with_target
    Anime.objects.bulk_create(
        anime,
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=[*_FIELDS, "updated_at"],
        unique_fields=["id"] if by_target else None,
    )


def _write_relations(
    records: Sequence[AnimeRecord], locked: Mapping[int, frozenset[str]], derived: Derived, progress: Progress
) -> set[int]:
    genres = _genre_ids(
        {name for record in records for name in (*(record.genres or ()), *(record.guessed_genres or ()))}
    )
    tags = _tag_ids({name for record in records for name in record.tags or ()})
    studios = _studio_ids({studio for record in records for studio in record.studios or ()})
    people = _person_ids({credit for record in records for credit in record.staff or ()})
    # Another source counted how many chose each tag, and knows more of them.
    voted = set(AnimeTag.objects.filter(count__gt=1).values_list("anime_id", flat=True))
    plans = (
        Plan("genres", Anime.genres.through, ("genre_id",), lambda r: _ids(r.genres, genres)),
        Plan("genres", Anime.genres.through, ("genre_id",), lambda r: _ids(r.guessed_genres, genres), is_derived=True),
        Plan("studios", Anime.studios.through, ("studio_id",), lambda r: _studios(r, studios), is_derived=True),
        Plan("staff", AnimeStaff, ("person_id", "role"), lambda r: _staff(r, people), is_derived=True),
        Plan("anime_tags", AnimeTag, ("tag_id",), lambda r: None if r.id in voted else _ids(r.tags, tags)),
        Plan("other_titles", AnimeTitle, ("language", "text"), lambda r: r.aliases),
        Plan("external_ids", ExternalId, ("site", "value"), lambda r: r.external_ids),
        Plan("watch_links", WatchLink, ("site", "url"), lambda r: r.watch_links),
        Plan("series_tags", SeriesTags, ("tags",), lambda r: r.series_tags),
    )
    touched: set[int] = set()
    for number, plan in enumerate(plans, start=1):
        open_ones = [record for record in records if plan.name not in locked.get(record.id, ())]
        wanted = _derived_rows(plan, open_ones, derived) if plan.is_derived else _told_rows(plan, open_ones)
        touched |= _write_relation(plan.model, plan.columns, wanted)
        progress("relations", number, len(plans))
    return touched


def _told_rows(plan: Plan, records: Iterable[AnimeRecord]) -> dict[int, Sequence[tuple[Any, ...]]]:
    return {record.id: wanted for record in records if (wanted := plan.wanted_of(record)) is not None}


def _derived_rows(plan: Plan, records: Iterable[AnimeRecord], derived: Derived) -> dict[int, Sequence[tuple[Any, ...]]]:
    having: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for anime_id, *row in plan.model._default_manager.order_by("pk").values_list("anime_id", *plan.columns):
        having[anime_id].append(tuple(row))
    found: dict[int, Sequence[tuple[Any, ...]]] = {}
    for record in records:
        is_told = plan.name == "genres" and record.genres
        rows = None if is_told else derived.rows(plan.name, record, plan.wanted_of(record), having.get(record.id, ()))
        if rows is not None:
            found[record.id] = rows
    return found


def _write_relation(
    model: type[models.Model], columns: tuple[str, ...], wanted: Mapping[int, Sequence[tuple[Any, ...]]]
) -> set[int]:
    """Makes the rows of each anime in ``wanted`` exactly those; returns the anime for which that changed anything."""
    manager = model._default_manager
    keep = {anime_id: dict.fromkeys(keys) for anime_id, keys in wanted.items()}
    present, stale, touched = set(), [], set()
    for pk, anime_id, *key in manager.values_list("pk", "anime_id", *columns):
        if anime_id not in keep:
            continue
        if tuple(key) in keep[anime_id]:
            present.add((anime_id, tuple(key)))
        else:
            stale.append(pk)
            touched.add(anime_id)
    for start in range(0, len(stale), BATCH):
        manager.filter(pk__in=stale[start : start + BATCH]).delete()
    fresh = [(anime_id, key) for anime_id, keys in keep.items() for key in keys if (anime_id, key) not in present]
    touched |= {anime_id for anime_id, _ in fresh}
    insert_rows(model, ("anime_id", *columns), [(anime_id, *key) for anime_id, key in fresh])
    return touched


def _ids(names: tuple[str, ...] | None, ids: Mapping[str, int]) -> list[tuple[int]] | None:
    return None if names is None else [(ids[collation_key(name)],) for name in names]


def _studios(record: AnimeRecord, ids: Mapping[str, int]) -> list[tuple[int]] | None:
    return _ids(tuple(studio.name for studio in record.studios), ids) if record.studios else None


def _staff(record: AnimeRecord, ids: Mapping[str, int]) -> list[tuple[int, str]] | None:
    if not record.staff:
        return None
    return [(ids[collation_key(credit.name)], credit.role.value) for credit in record.staff]


def _studio_ids(studios: set[Name]) -> dict[str, int]:
    chinese = {studio.name: studio.name_zh for studio in studios}
    return _ids_by_key(Studio, set(chinese), lambda name: {"name_zh": chinese[name]})


def _person_ids(credits: set[Credit]) -> dict[str, int]:
    """Whoever is known by that name already, under either spelling, is the one that a tag names."""
    wanted = {collation_key(credit.name): credit for credit in sorted(credits, key=lambda credit: credit.name)}
    ids = _known_people(wanted.keys())
    Person.objects.bulk_create(
        [Person(name=credit.name, name_zh=credit.name_zh) for key, credit in wanted.items() if key not in ids],
        batch_size=BATCH * 4,
    )
    return _known_people(wanted.keys())


def _known_people(wanted: Set[str]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for pk, *names in Person.objects.order_by("pk").values_list("pk", "name", "name_zh"):
        for key in {collation_key(name) for name in names} & wanted:
            ids.setdefault(key, pk)
    return ids


def _genre_ids(names: set[str]) -> dict[str, int]:
    """Ids by collation key; new genres are made, with the Chinese name when there is one."""
    return _ids_by_key(Genre, names, lambda name: {"name_zh": CHINESE_NAMES.get(name, "")})


def _tag_ids(names: set[str]) -> dict[str, int]:
    return _ids_by_key(Tag, names, lambda name: {})


def _ids_by_key(model: Any, names: set[str], defaults: Callable[[str], dict[str, str]]) -> dict[str, int]:
    ids = {collation_key(name): pk for pk, name in model.objects.values_list("pk", "name")}
    new = {collation_key(name): name for name in sorted(names, reverse=True)}
    model.objects.bulk_create(
        [model(name=name, **defaults(name)) for key, name in sorted(new.items()) if key not in ids],
        batch_size=BATCH * 4,
    )
    return {collation_key(name): pk for pk, name in model.objects.values_list("pk", "name")}
