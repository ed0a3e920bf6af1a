"""The import of a Bangumi Archive: read and checked as a whole, then written in one transaction."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median_low
from typing import Any

from django.db import transaction

from catalog.importing.archive_files.values import MOST
from catalog.importing.bangumi_archive.episodes import EpisodeRow, write_episodes
from catalog.importing.bangumi_archive.joining import Joining
from catalog.importing.bangumi_archive.reading import Archive, Reader, cast_role, open_archive
from catalog.importing.bangumi_archive.subjects import Subject
from catalog.importing.facts.agreement import Known, known_anime
from catalog.importing.facts.names import Studios, write_named_people, write_somebody
from catalog.importing.facts.records import PARTS, AnimeFacts, CastRow, Named
from catalog.importing.facts.refreshing import refresh_catalogue, touch
from catalog.importing.facts.relations import Pair, add_relation, write_relations
from catalog.importing.facts.rows import Labels
from catalog.importing.facts.set_aside import SetAside, write_set_aside
from catalog.importing.facts.spool import Spool
from catalog.importing.facts.writing import Writers, write_facts
from catalog.importing.storing.store import Progress, no_progress
from catalog.importing.tags import TagFacts, read_tags
from catalog.models import CatalogueSource, Character, Person, RelationKind

# MyAnimeList's genre for works that are offered to nobody who doesn't look for them.
_ADULT_GENRE = "Erotica"


def import_bangumi_archive(path: Path, *, progress: Progress = no_progress) -> dict[str, Any]:
    """The report. Raises ImportFailed, with the catalogue as it was; so does whatever ``progress`` raises."""
    known, aside = known_anime(), SetAside()
    joining = Joining(known, aside)
    with Spool(EpisodeRow) as episodes, Spool(AnimeFacts, *PARTS) as facts:
        with open_archive(path) as members:
            archive = Reader(members, progress).read_all(joining, episodes)
        for one in _facts(archive, joining.anime_of, known):
            facts.add(one)
        with transaction.atomic():
            written = _write(archive, joining.anime_of, facts, episodes, progress)
            write_set_aside(CatalogueSource.BANGUMI_ARCHIVE, aside.listed())
            refresh_catalogue(progress)
    return {
        "source": CatalogueSource.BANGUMI_ARCHIVE.value,
        "lines": archive.lines,
        "skipped_lines": archive.skipped,
        "joined": len(archive.subjects),
        "joined_by": {"bangumi_id": len(archive.subjects)},
        "shared_ids": joining.shared,
        "set_aside": dict(aside.counts),
        **written,
    }


def _write(
    archive: Archive,
    anime_of: dict[int, int],
    facts: Spool[AnimeFacts],
    episodes: Spool[EpisodeRow],
    progress: Progress,
) -> dict[str, Any]:
    progress("people", 0, 2)
    companies = {person for people in archive.studios.values() for person in people}
    credited = {person for people in archive.staff.values() for person, _ in people}
    credited |= {person for _, person in archive.voices.values()}
    wanted = {number: one for number, one in archive.persons.items() if number in credited or number not in companies}
    people: dict[int | str, int] = {}
    people.update(write_somebody(Person, wanted, adopted=True).items())
    named = {name for number in archive.subjects for name, _ in _named_staff(archive, number)}
    people.update(write_named_people(named).items())
    progress("people", 1, 2)
    characters = write_somebody(Character, archive.characters)
    progress("people", 2, 2)
    writers = Writers(studios=Studios(), labels=Labels(), people=people, characters=characters)
    outcome = write_facts(facts, writers, progress)
    touched, count = write_episodes(episodes, anime_of, progress)
    pairs: dict[Pair, RelationKind] = {}
    for one, kind, other in archive.relations:
        add_relation(pairs, anime_of[one], kind, anime_of[other])
    related = write_relations(pairs)
    touch(touched | related)
    return {
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rows": outcome.rows | {"episode_list": count, "relations": len(pairs)},
    }


def _facts(archive: Archive, anime_of: dict[int, int], known: dict[int, Known]) -> Iterator[AnimeFacts]:
    for number, subject in archive.subjects.items():
        anime = anime_of[number]
        # What MyAnimeList has judged itself keeps its own genres.
        adult = subject.adult and not known[anime].rated
        said = read_tags((name for name, _ in subject.tags), titles=(title for _, title in subject.titles))
        yield AnimeFacts(
            id=anime,
            fill=_told(said) | _fill(subject, archive),
            over={"summary": subject.summary} if subject.summary else {},
            titles=subject.titles,
            studios=tuple(_studios(archive, number)),
            add_studios=True,
            add_genres=(_ADULT_GENRE,) if adult else (),
            genres=said.genres,
            tags=_counted(subject, said),
            figures=subject.figures,
            staff=(*archive.staff.get(number, {}), *_named_staff(archive, number)),
            cast=tuple(_cast(archive, number)),
        )


def _fill(subject: Subject, archive: Archive) -> dict[str, Any]:
    lengths = archive.lengths.get(subject.id)
    if lengths and "duration" not in subject.fill:
        return subject.fill | {"duration": median_low(lengths.elements())}
    return subject.fill


def _told(said: TagFacts) -> dict[str, Any]:
    """What tags know where nothing better does."""
    values = {"source": said.source.value if said.source else "", "country": said.country}
    return {name: value for name, value in values.items() if value}


def _counted(subject: Subject, said: TagFacts) -> tuple[tuple[str, int], ...]:
    """Tags of one spelling with the votes of all spellings; what became a field is no tag."""
    titles = [title for _, title in subject.titles]
    votes: Counter[str] = Counter()
    for name, count in subject.tags:
        for shown in (name,) if name in said.rest else read_tags((name,), titles=titles).rest:
            votes[shown] += count
    return tuple((name, min(votes[name], MOST)) for name in said.rest if votes[name])


def _studios(archive: Archive, number: int) -> Iterator[Named]:
    companies = [person for person in archive.studios.get(number, ()) if person in archive.persons]
    for person in companies:
        yield Named(spellings=archive.spellings[person], name_zh=archive.persons[person].name_zh)
    if not companies:
        yield from (Named(spellings=(name,)) for name in archive.subjects[number].studio_names)


def _named_staff(archive: Archive, number: int) -> Iterator[tuple[str, str]]:
    """Of the infobox, in roles for which the archive links nobody."""
    linked = {role for _, role in archive.staff.get(number, {})}
    return ((name, role) for name, role in archive.subjects[number].staff_names if role not in linked)


def _cast(archive: Archive, number: int) -> Iterator[CastRow]:
    cast = archive.cast.get(number, {})
    for place, character in enumerate(sorted(cast, key=lambda one: (*cast[one], one))):
        voice = archive.voices.get((number, character))
        yield CastRow(
            character=character,
            voice=voice[1] if voice else None,
            role=cast_role(cast[character][0]).value,
            place=min(place, 32_000),
        )
