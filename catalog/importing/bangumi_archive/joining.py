"""Which subject is which anime: by the Bangumi id that the catalogue has, if both agree in type and year."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from catalog.importing.archive_files.values import text
from catalog.importing.bangumi_archive.constants import ANIME
from catalog.importing.bangumi_archive.subjects import Subject, parse_subject
from catalog.importing.facts.agreement import Known, closeness, disagreement
from catalog.importing.facts.set_aside import SetAside
from catalog.models import ExternalId, SetAsideReason


class Joining:
    """Subjects one by one; ``anime_of`` then says whose they are."""

    def __init__(self, known: Mapping[int, Known], aside: SetAside) -> None:
        self._known = known
        self._aside = aside
        self._named: dict[int, list[int]] = defaultdict(list)
        for anime, value in ExternalId.objects.filter(site="bangumi").values_list("anime_id", "value"):
            if value.isascii() and value.isdigit() and len(value) < 10:
                self._named[int(value)].append(anime)
        self._subjects: dict[int, Subject] = {}
        self.anime_of: dict[int, int] = {}
        self.shared = 0  # ids that stand on several anime

    def joined(self) -> dict[int, Subject]:
        return self._subjects

    def consider(self, number: int, kind: int, line: Mapping[str, Any]) -> None:
        named = self._named.get(number)
        if kind != ANIME:
            if named:
                self._set_aside(number, line, named[0], SetAsideReason.TYPE, "not an anime at Bangumi")
        elif not named:
            people = line.get("favorite")
            known_by = sum(n for n in people.values() if isinstance(n, int)) if isinstance(people, dict) else 0
            self._aside.unknown(str(number), text(line.get("name_cn")) or text(line.get("name")), people=known_by)
        elif number not in self._subjects:
            self._join(number, named, line)

    def _join(self, number: int, named: list[int], line: Mapping[str, Any]) -> None:
        subject = parse_subject(dict(line), number)
        kind, year = subject.type, subject.year
        problems = {pk: disagreement(self._known[pk], kind=kind, year=year) for pk in named}
        agreeing = [self._known[pk] for pk in named if problems[pk] is None]
        if not agreeing:
            first = problems[named[0]]
            if first is not None:
                self._set_aside(number, line, named[0], first.reason, first.details)
            return
        self.shared += len(named) > 1
        self._subjects[number] = subject
        self.anime_of[number] = min(agreeing, key=lambda one: closeness(one, kind=kind, year=year)).id

    def _set_aside(
        self, number: int, line: Mapping[str, Any], anime: int, reason: SetAsideReason, details: str
    ) -> None:
        title = text(line.get("name_cn")) or text(line.get("name"))
        self._aside.add(str(number), title, anime, reason, details)
