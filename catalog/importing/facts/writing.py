"""Facts into the database, batch by batch, only what differs, never over an operator's edit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from catalog.importing.facts.names import Studios
from catalog.importing.facts.records import AnimeFacts
from catalog.importing.facts.rows import Labels, Write, write_rows
from catalog.importing.facts.spool import Spool
from catalog.importing.storing.derived import forget_derived
from catalog.importing.storing.store import Progress
from catalog.models import Anime, AnimeTitle
from catalog.titles import TITLE_FIELDS

BATCH = 500
# Whoever set the date by hand decided on year and season too.
FOLLOWS = {"year": "start_date", "season": "start_date"}
_BLANK = (None, "", "Unknown")
_DATES = ("start_date", "year", "season")


@dataclass(kw_only=True)
class Outcome:
    """Counts of anime, and of rows by what they are."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rows: dict[str, int] = field(default_factory=dict)  # rows made, changed or taken away


@dataclass(frozen=True, kw_only=True)
class Writers:
    """Holds the rows that all batches of an import share."""

    studios: Studios
    labels: Labels
    people: Mapping[int | str, int] = field(default_factory=dict)  # primary keys by Bangumi's id or name
    characters: Mapping[int, int] = field(default_factory=dict)


def write_facts(spool: Spool[AnimeFacts], writers: Writers, progress: Progress) -> Outcome:
    """Call inside a transaction."""
    outcome = Outcome()
    done = 0
    for batch in spool.batches(BATCH):
        _write_batch(_merged(batch), writers, outcome)
        done += len(batch)
        progress("anime", done, len(spool))
    return outcome


def _merged(batch: Iterable[AnimeFacts]) -> dict[int, AnimeFacts]:
    """The last entry of an anime counts, as it would from batch to batch."""
    return {facts.id: facts for facts in batch}


def _write_batch(batch: Mapping[int, AnimeFacts], writers: Writers, outcome: Outcome) -> None:
    present = Anime.objects.in_bulk(list(batch))
    fresh = [_created(facts) for pk, facts in batch.items() if facts.new and pk not in present]
    fresh = [anime for anime in fresh if any(getattr(anime, name) for name in TITLE_FIELDS)]
    Anime.objects.bulk_create(fresh)
    made = {anime.pk for anime in fresh}
    known = present | {anime.pk: anime for anime in fresh}
    changed = {pk for pk, facts in batch.items() if pk in present and _assign(present[pk], facts)}
    touched = write_rows(
        Write(
            anime=known,
            facts={pk: facts for pk, facts in batch.items() if pk in known},
            titles=_aliases(known),
            studios=writers.studios,
            labels=writers.labels,
            people=writers.people,
            characters=writers.characters,
        ),
        outcome.rows,
    )
    forget_derived({pk: names for pk, facts in batch.items() if (names := _spoken_of(facts))})
    _save([present[pk] for pk in changed], fields=_fields(batch.values()))
    # Search finds what changed by this.
    Anime.objects.filter(pk__in=(touched | changed) - made).update(updated_at=timezone.now())
    outcome.created += len(made)
    outcome.updated += len((touched | changed) - made)
    outcome.unchanged += len(known.keys() - touched - changed - made)


def _spoken_of(facts: AnimeFacts) -> set[str]:
    """The relations in which this source's word stands from now on."""
    said = {"studios": facts.add_studios and facts.studios, "staff": facts.staff}
    return {name for name, rows in said.items() if rows}


def _aliases(anime: Iterable[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for anime_id, text in AnimeTitle.objects.filter(anime_id__in=anime).values_list("anime_id", "text"):
        found[anime_id].append(text)
    return found


def _created(facts: AnimeFacts) -> Anime:
    return Anime(pk=facts.id, **(facts.fill | facts.over))


def _assign(anime: Anime, facts: AnimeFacts) -> bool:
    differs = False
    dated = bool(anime.start_date or anime.year)
    for name, value in (facts.fill | facts.over).items():
        if name in anime.edited_fields or FOLLOWS.get(name) in anime.edited_fields:
            continue
        now = getattr(anime, name)
        if now == value or (name not in facts.over and now not in _BLANK and not (name == "members" and now == 0)):
            continue
        # A date of one source beside a year of another would contradict it.
        if name in _DATES and dated and anime.year != facts.fill.get("year"):
            continue
        setattr(anime, name, value)
        differs = True
    return differs


def _fields(batch: Iterable[AnimeFacts]) -> list[str]:
    return sorted({name for facts in batch for name in (*facts.fill, *facts.over)})


def _save(anime: list[Anime], *, fields: list[str]) -> None:
    if anime and fields:
        Anime.objects.bulk_update(anime, fields, batch_size=100)
