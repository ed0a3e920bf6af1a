"""The eight files, one after another: what they say of the anime that the catalogue can name, and of nothing else."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalog.importing.archive_files.containers import Members
from catalog.importing.archive_files.lines import Tolerance, read_json_lines
from catalog.importing.archive_files.values import text, whole
from catalog.importing.bangumi_archive import constants
from catalog.importing.bangumi_archive.episodes import EpisodeRow, parse_episode
from catalog.importing.bangumi_archive.infobox import parse_infobox, values_of
from catalog.importing.bangumi_archive.joining import Joining
from catalog.importing.bangumi_archive.subjects import Subject
from catalog.importing.facts.records import Somebody
from catalog.importing.facts.spool import Spool
from catalog.importing.storing.store import Progress
from catalog.importing.text import clean_line
from catalog.models import CharacterRole, RelationKind, StaffRole
from catalog.models.people import NAME_LENGTH

_MEGABYTE = 2**20
Lines = Iterator[tuple[dict[str, Any], Callable[[str], None]]]


@dataclass(kw_only=True)
class Archive:
    """What was read, by the number of the subject."""

    subjects: dict[int, Subject] = field(default_factory=dict)
    relations: list[tuple[int, RelationKind, int]] = field(default_factory=list)
    studios: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # persons
    staff: dict[int, dict[tuple[int, str], None]] = field(default_factory=lambda: defaultdict(dict))
    cast: dict[int, dict[int, tuple[int, int]]] = field(default_factory=lambda: defaultdict(dict))  # type, order
    voices: dict[tuple[int, int], tuple[bool, int]] = field(default_factory=dict)  # with a remark, person
    persons: dict[int, Somebody] = field(default_factory=dict)
    spellings: dict[int, tuple[str, ...]] = field(default_factory=dict)  # of companies
    characters: dict[int, Somebody] = field(default_factory=dict)
    lengths: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))  # minutes of episodes
    lines: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)


class Reader:
    """``open`` it, and the steps are to be run in order: what a later file is asked for, earlier ones say."""

    def __init__(self, members: Members, progress: Progress) -> None:
        self._members = members
        self._progress = progress
        self._read = 0
        self.archive = Archive()

    def read_all(self, joining: Joining, episodes: Spool[EpisodeRow]) -> Archive:
        """Reads every file of the archive. Raises BadPackage where one isn't what it should be."""
        self._subjects(joining)
        self.archive.subjects = joining.joined()
        self._relations()
        self._staff()
        self._cast()
        self._voices()
        self._persons()
        self._characters()
        self._episodes(episodes)
        return self.archive

    def _heard(self, count: int) -> None:
        self._read += count
        total = max(1, self._members.size // _MEGABYTE)
        self._progress("reading", min(total, self._read // _MEGABYTE), total)

    @contextmanager
    def _lines(self, name: str) -> Iterator[Lines]:
        """The objects of a file, each with what to call where it is no use."""
        tolerance = Tolerance(f"{self._members.path}/{name}")

        def lines() -> Lines:
            for number, line in read_json_lines(file, tolerance):
                yield line, lambda problem, place=f"line {number}": tolerance.spoilt(place, problem)  # type: ignore[misc]

        with self._members.open(name, self._heard) as file:
            yield lines()
        self.archive.lines[name] = tolerance.read
        if tolerance.skipped:
            self.archive.skipped[name] = tolerance.skipped

    def _numbers(self, name: str, *columns: str) -> Iterator[tuple[dict[str, Any], tuple[int, ...]]]:
        """Lines with these numbers of theirs; a line without them is no use."""
        with self._lines(name) as lines:
            for line, spoilt in lines:
                found = tuple(number for key in columns if (number := whole(line.get(key))) is not None)
                if len(found) == len(columns):
                    yield line, found
                else:
                    spoilt(f"{', '.join(columns)} must be whole numbers")

    def _subjects(self, joining: Joining) -> None:
        for line, (number, kind) in self._numbers(constants.SUBJECT, "id", "type"):
            joining.consider(number, kind, line)

    def _relations(self) -> None:
        columns = ("subject_id", "relation_type", "related_subject_id")
        joined = self.archive.subjects
        for _, (one, kind, other) in self._numbers(constants.RELATIONS, *columns):
            if one in joined and other in joined and kind in constants.RELATION_KINDS:
                self.archive.relations.append((one, constants.RELATION_KINDS[kind], other))

    def _staff(self) -> None:
        for _, (subject, person, position) in self._numbers(constants.STAFF, "subject_id", "person_id", "position"):
            if subject not in self.archive.subjects:
                continue
            if position == constants.ANIMATION_WORK:
                self.archive.studios[subject].append(person)
            else:
                role = constants.ROLES.get(position, StaffRole.OTHER)
                self.archive.staff[subject][person, role.value] = None

    def _cast(self) -> None:
        columns = ("subject_id", "character_id", "type")
        for line, (subject, character, kind) in self._numbers(constants.CAST, *columns):
            if subject in self.archive.subjects:
                self.archive.cast[subject].setdefault(character, (kind, whole(line.get("order")) or 0))

    def _voices(self) -> None:
        """Of several voices the first without a remark: "Chinese dub" is one."""
        voices = self.archive.voices
        columns = ("subject_id", "character_id", "person_id")
        for line, (subject, character, person) in self._numbers(constants.VOICES, *columns):
            if subject in self.archive.subjects:
                remark = bool(text(line.get("summary")).strip())
                place = subject, character
                if place not in voices or (voices[place][0] and not remark):
                    voices[place] = remark, person

    def _persons(self) -> None:
        wanted = {person for people in self.archive.staff.values() for person, _ in people}
        wanted |= {person for people in self.archive.studios.values() for person in people}
        wanted |= {person for _, person in self.archive.voices.values()}
        studios = {person for people in self.archive.studios.values() for person in people}
        for line, (number,) in self._numbers(constants.PERSON, "id"):
            if number in wanted and (found := _somebody(line, number)):
                self.archive.persons[number] = found
                if number in studios:
                    self.archive.spellings[number] = _spellings(line, found)

    def _characters(self) -> None:
        wanted = {character for cast in self.archive.cast.values() for character in cast}
        for line, (number,) in self._numbers(constants.CHARACTER, "id"):
            if number in wanted and (found := _somebody(line, number)):
                self.archive.characters[number] = found

    def _episodes(self, spool: Spool[EpisodeRow]) -> None:
        for line, (subject, kind) in self._numbers(constants.EPISODE, "subject_id", "type"):
            if subject in self.archive.subjects and (found := parse_episode(line, subject, kind)):
                spool.add(found)
                if found.minutes:
                    self.archive.lengths[subject][found.minutes] += 1


def _somebody(line: Mapping[str, Any], number: int) -> Somebody | None:
    name = clean_line(text(line.get("name")), length=NAME_LENGTH)
    if not name:
        return None
    chinese = values_of(parse_infobox(text(line.get("infobox"))), "简体中文名", "中文名")
    name_zh = clean_line(chinese[0], length=NAME_LENGTH) if chinese else ""
    return Somebody(bangumi_id=number, name=name, name_zh="" if name_zh == name else name_zh)


def _spellings(line: Mapping[str, Any], found: Somebody) -> tuple[str, ...]:
    """Latin ones first, as MyAnimeList writes a studio; then the company's own name."""
    infobox = parse_infobox(text(line.get("infobox")))
    names = [found.name, *values_of(infobox, "别名", "英文名")]
    return tuple(dict.fromkeys(sorted(names, key=lambda name: not name.isascii())))


def open_archive(path: Path) -> Members:
    """Raises BadPackage where ``path`` is no folder or zip, or a file of the archive is missing."""
    return Members(path, constants.MEMBERS)


def cast_role(kind: int) -> CharacterRole:
    return constants.CHARACTER_ROLES.get(kind, CharacterRole.SUPPORTING)
