"""What hangs on an anime: titles, ids, studios, genres, tags, figures, staff and cast."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models

from catalog.genres import CHINESE_NAMES
from catalog.importing.facts.names import Studios
from catalog.importing.facts.records import AnimeFacts, Figures
from catalog.importing.text import collation_key, without_repeats
from catalog.models import (
    Anime,
    AnimeCharacter,
    AnimeStaff,
    AnimeTag,
    AnimeTitle,
    ExternalId,
    Genre,
    SiteScore,
    Tag,
)
from catalog.titles import TITLE_FIELDS

BATCH = 1_000
Row = tuple[Any, ...]
_FIGURES = ("score", "votes", "rank", "histogram", "wished", "watching", "completed", "on_hold", "dropped")


class Labels:
    """Ids of genres or tags by name, as a collation compares names; new ones are made."""

    def __init__(self) -> None:
        self._ids: dict[type[models.Model], dict[str, int]] = {}

    def ids_of(self, model: Any, names: Iterable[str]) -> list[int]:
        """In the order of the names, each once."""
        if model not in self._ids:
            self._ids[model] = {collation_key(name): pk for pk, name in model.objects.values_list("pk", "name")}
        ids = self._ids[model]
        found = []
        for name in names:
            key = collation_key(name)
            if key and key not in ids:
                extra = {"name_zh": CHINESE_NAMES.get(name, "")} if model is Genre else {}
                ids[key] = model.objects.create(name=name, **extra).pk
            if key:
                found.append(ids[key])
        return found


@dataclass(frozen=True, kw_only=True)
class Write:
    """A batch: the anime as they are now, what is said of them, and ids of what rows point to."""

    anime: Mapping[int, Anime]
    facts: Mapping[int, AnimeFacts]
    titles: Mapping[int, list[str]]  # the aliases that are there
    studios: Studios
    labels: Labels
    people: Mapping[int | str, int]
    characters: Mapping[int, int]


class Mode(Enum):
    """What becomes of the rows that an anime has."""

    REPLACE = "replace"  # they become those that are wanted
    UPDATE = "update"  # those that are wanted are made or changed, others stay
    ADD = "add"  # those that are wanted are made where their key is free
    FILL = "fill"  # those that are wanted are made where the anime has none at all


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``key`` columns name a row of an anime, ``values`` may change; ``wanted`` gives both, in this order."""

    edited: str  # the name in Anime.edited_fields
    model: type[models.Model]
    mode: Mode
    key: tuple[str, ...]
    values: tuple[str, ...] = ()
    wanted: Callable[[Write, AnimeFacts], list[Row]]


def write_rows(write: Write, counts: dict[str, int]) -> set[int]:
    """The anime of which anything changed; adds to ``counts`` by the plan's name."""
    touched: set[int] = set()
    for plan in _plans():
        rows = {
            pk: found
            for pk, facts in write.facts.items()
            if plan.edited not in write.anime[pk].edited_fields and (found := plan.wanted(write, facts))
        }
        if rows:
            changed, number = _apply(plan, rows)
            touched |= changed
            counts[plan.edited] = counts.get(plan.edited, 0) + number
    return touched


def _apply(plan: Plan, wanted: Mapping[int, list[Row]]) -> tuple[set[int], int]:
    """The anime that changed, and the number of rows."""
    width = len(plan.key)
    columns = (*plan.key, *plan.values)
    present: dict[tuple[int, Row], tuple[int, Row]] = {}
    manager = plan.model._default_manager
    for pk, anime_id, *cells in manager.filter(anime_id__in=wanted).values_list("pk", "anime_id", *columns):
        present[anime_id, tuple(cells[:width])] = pk, tuple(cells[width:])
    having = {place[0] for place in present} if plan.mode is Mode.FILL else set()
    rows = {(pk, row[:width]): row[width:] for pk, rows in wanted.items() if pk not in having for row in rows}
    fresh = [place for place in rows if place not in present]
    changing = plan.mode in (Mode.REPLACE, Mode.UPDATE)
    changed = [place for place in rows if changing and place in present and present[place][1] != rows[place]]
    stale = [place for place in present if place not in rows] if plan.mode is Mode.REPLACE else []
    for start in range(0, len(stale), BATCH):
        manager.filter(pk__in=[present[place][0] for place in stale[start : start + BATCH]]).delete()
    if changed:
        manager.bulk_update([_made(plan, place, rows, pk=present[place][0]) for place in changed], plan.values, 100)
    manager.bulk_create([_made(plan, place, rows) for place in fresh], batch_size=BATCH)
    places = (*fresh, *changed, *stale)
    return {anime_id for anime_id, _ in places}, len(places)


def _made(plan: Plan, place: tuple[int, Row], rows: Mapping[tuple[int, Row], Row], **known: int) -> models.Model:
    cells = dict(zip((*plan.key, *plan.values), (*place[1], *rows[place]), strict=True))
    return plan.model(anime_id=place[0], **known, **cells)


def _plans() -> tuple[Plan, ...]:
    made_by: Any = Anime.studios.through
    produced_by: Any = Anime.producers.through
    genres: Any = Anime.genres.through
    studio, genre = ("studio_id",), ("genre_id",)
    add, fill, replace, update = Mode.ADD, Mode.FILL, Mode.REPLACE, Mode.UPDATE
    voiced = ("voice_id", "role", "place")
    return (
        Plan(edited="other_titles", model=AnimeTitle, mode=add, key=("language", "text"), wanted=_titles),
        Plan(edited="external_ids", model=ExternalId, mode=add, key=("site",), values=("value",), wanted=_ids),
        Plan(edited="studios", model=made_by, mode=add, key=studio, wanted=_studios(adding=True)),
        Plan(edited="studios", model=made_by, mode=fill, key=studio, wanted=_studios(adding=False)),
        Plan(edited="producers", model=produced_by, mode=fill, key=studio, wanted=_producers),
        Plan(edited="genres", model=genres, mode=fill, key=genre, wanted=_genres),
        Plan(edited="genres", model=genres, mode=add, key=genre, wanted=_added_genres),
        Plan(edited="anime_tags", model=AnimeTag, mode=replace, key=("tag_id",), values=("count",), wanted=_tags),
        Plan(edited="staff", model=AnimeStaff, mode=replace, key=("person_id", "role"), wanted=_staff),
        Plan(edited="cast", model=AnimeCharacter, mode=replace, key=("character_id",), values=voiced, wanted=_cast),
        Plan(edited="site_scores", model=SiteScore, mode=update, key=("site",), values=_FIGURES, wanted=_figures),
    )


def _titles(write: Write, facts: AnimeFacts) -> list[Row]:
    """Those that aren't yet there in any language, nor main titles."""
    anime = write.anime[facts.id]
    languages: dict[str, str] = {}
    for language, text in facts.titles:
        languages.setdefault(text, language)
    if not languages:
        return []
    there = (*(getattr(anime, name) for name in TITLE_FIELDS), *write.titles.get(facts.id, ()))
    return [(languages[text], text) for text in without_repeats(list(languages), already=there)]


def _ids(write: Write, facts: AnimeFacts) -> list[Row]:
    return [*facts.ids]


def _studios(*, adding: bool) -> Callable[[Write, AnimeFacts], list[Row]]:
    def wanted(write: Write, facts: AnimeFacts) -> list[Row]:
        return [(pk,) for pk in write.studios.ids_of(facts.studios)] if facts.add_studios == adding else []

    return wanted


def _producers(write: Write, facts: AnimeFacts) -> list[Row]:
    return [(pk,) for pk in write.studios.ids_of(facts.producers)]


def _genres(write: Write, facts: AnimeFacts) -> list[Row]:
    return [(pk,) for pk in write.labels.ids_of(Genre, facts.genres)]


def _added_genres(write: Write, facts: AnimeFacts) -> list[Row]:
    return [(pk,) for pk in write.labels.ids_of(Genre, facts.add_genres)]


def _tags(write: Write, facts: AnimeFacts) -> list[Row]:
    names = [name for name, _ in facts.tags]
    counts = [count for _, count in facts.tags]
    return list(zip(write.labels.ids_of(Tag, names), counts, strict=True))


def _staff(write: Write, facts: AnimeFacts) -> list[Row]:
    return [(write.people[person], role) for person, role in facts.staff if person in write.people]


def _cast(write: Write, facts: AnimeFacts) -> list[Row]:
    return [
        (write.characters[row.character], write.people.get(row.voice or 0), row.role, row.place)
        for row in facts.cast
        if row.character in write.characters
    ]


def _figures(write: Write, facts: AnimeFacts) -> list[Row]:
    found: Figures | None = facts.figures
    if found is None:
        return []
    cells = {name: getattr(found, name) for name in _FIGURES} | {"histogram": list(found.histogram)}
    return [(found.site, *cells.values())]
