"""Rows that many anime share: studios under whatever spelling, people and characters by Bangumi's id."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from catalog.importing.facts.records import Named, Somebody
from catalog.importing.tags.spelling import tag_key
from catalog.importing.tags.vocabulary import load_vocabulary
from catalog.importing.text import clean_line, collation_key
from catalog.models import Person, Studio
from catalog.models.people import NAME_LENGTH

BATCH = 1_000
_NOISE = re.compile(r"\b(studios?|animations?|co|ltd|inc|llc|company)\b|[\W_]+")
_LOWER_WORD = re.compile(r"(?<![^\W_])[a-z]")


def spelling_key(name: str) -> str:
    """ "Studio Pierrot", "pierrot" and "PIERROT Co., Ltd." are one."""
    folded = collation_key(name)
    return _NOISE.sub("", folded) or re.sub(r"\s+", "", folded)


def shown_spelling(name: str) -> str:
    """A source that writes all in lower case gets its capitals back."""
    return _LOWER_WORD.sub(lambda found: found[0].upper(), name) if name == name.lower() else name


class Studios:
    """Ids of studios by any spelling, reviewed ones first; a new one is made at once."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._taken: set[str] = set()
        self._reviewed = load_vocabulary().studios
        for pk, name, name_zh in Studio.objects.values_list("pk", "name", "name_zh"):
            self._taken.add(collation_key(name))
            for spelling in (name, name_zh):
                if spelling:
                    self._ids.setdefault(spelling_key(spelling), pk)

    def ids_of(self, named: Iterable[Named]) -> list[int]:
        return list(dict.fromkeys(pk for one in named if (pk := self._id_of(one)) is not None))

    def _id_of(self, named: Named) -> int | None:
        spellings = [name for text in named.spellings if (name := clean_line(text, length=NAME_LENGTH))]
        name_zh = named.name_zh
        reviewed = next((self._reviewed[key] for name in spellings if (key := tag_key(name)) in self._reviewed), None)
        if reviewed is not None:
            spellings, name_zh = [reviewed.name, *spellings], reviewed.name_zh or name_zh
        keys = [spelling_key(name) for name in (*spellings, name_zh) if name]
        found = next((self._ids[key] for key in keys if key in self._ids), None)
        if found is None and spellings and collation_key(spellings[0]) not in self._taken:
            name = shown_spelling(spellings[0])
            found = Studio.objects.create(name=name, name_zh=name_zh if name_zh != name else "").pk
            self._taken.add(collation_key(name))
        if found is not None:
            for key in keys:
                self._ids.setdefault(key, found)
        return found


def write_somebody(model: Any, wanted: Mapping[int, Somebody], *, adopted: bool = False) -> dict[int, int]:
    """Primary keys by Bangumi's id of all people (or characters) in ``wanted``, made or brought up to date.

    With ``adopted`` a person that only a tag named so far becomes this one, where both names are without namesakes.
    """
    rows = model.objects.filter(bangumi_id__isnull=False).values_list("bangumi_id", "pk", "name", "name_zh")
    present = {bangumi_id: (pk, name, name_zh) for bangumi_id, pk, name, name_zh in rows.iterator()}
    fresh = [one for number, one in wanted.items() if number not in present]
    if adopted:
        fresh = _adopt(fresh)
    changed = [
        model(pk=present[number][0], name=one.name, name_zh=one.name_zh)
        for number, one in wanted.items()
        if number in present and present[number][1:] != (one.name, one.name_zh)
    ]
    model.objects.bulk_update(changed, ["name", "name_zh"], batch_size=BATCH)
    model.objects.bulk_create(
        [model(bangumi_id=one.bangumi_id, name=one.name, name_zh=one.name_zh) for one in fresh], batch_size=BATCH
    )
    numbers = model.objects.filter(bangumi_id__isnull=False).values_list("bangumi_id", "pk")
    return {bangumi_id: pk for bangumi_id, pk in numbers.iterator() if bangumi_id in wanted}


def _adopt(fresh: list[Somebody]) -> list[Somebody]:
    """Those of ``fresh`` that are still to be made."""
    nameless = Person.objects.filter(bangumi_id=None).values_list("pk", "name")
    by_name: dict[str, list[int]] = {}
    for pk, name in nameless.iterator():
        by_name.setdefault(collation_key(name), []).append(pk)
    if not by_name:
        return fresh
    claims = Counter(key for one in fresh for key in {collation_key(one.name), collation_key(one.name_zh)} if key)
    rows, left = [], []
    for one in fresh:
        keys = dict.fromkeys(collation_key(name) for name in (one.name, one.name_zh) if name)
        own = [key for key in keys if claims[key] == 1 and len(by_name.get(key, ())) == 1]
        if own:
            pk = by_name.pop(own[0])[0]
            rows.append(Person(pk=pk, bangumi_id=one.bangumi_id, name=one.name, name_zh=one.name_zh))
        else:
            left.append(one)
    Person.objects.bulk_update(rows, ["bangumi_id", "name", "name_zh"], batch_size=BATCH)
    return left


def write_named_people(names: Iterable[str]) -> dict[str, int]:
    """Primary keys of people whom a source only names: the one known person of that name, else one without an id."""
    wanted = {collation_key(name): name for name in names}
    if not wanted:
        return {}
    known: dict[str, list[int]] = {}
    for pk, name, name_zh in Person.objects.values_list("pk", "name", "name_zh").iterator():
        for key in {collation_key(name), collation_key(name_zh)} & wanted.keys():
            known.setdefault(key, []).append(pk)
    for key, name in wanted.items():
        if key not in known:
            known[key] = [Person.objects.create(name=name).pk]
    return {name: known[key][0] for key, name in wanted.items()}
