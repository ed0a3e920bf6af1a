"""Names of genres, tags, studios and people, for texts that are a genre or tag and for the labels of facets.

The index holds their ids: renaming a tag that thousands of anime carry writes nothing to it.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from catalog.models import Genre, Person, Studio, Tag
from catalog.search.clauses import Clause, Every, Some, Term
from catalog.search.text.analysis import compact, words

_SECONDS = 60.0


@dataclass(frozen=True)
class Vocabulary:
    """Names by id; of a genre the English and the Chinese one, of a studio and a person their own and the Chinese one.

    ``people``: only those that ``learn_people`` was told of, since archives name a hundred thousand.
    """

    genres: dict[str, tuple[str, str]]
    tags: dict[str, str]
    studios: dict[str, tuple[str, str]] = field(default_factory=dict)
    people: dict[str, tuple[str, str]] = field(default_factory=dict)

    def learn_people(self, ids: Collection[str]) -> None:
        """One query, none where all are known."""
        missing = [int(pk) for pk in ids if pk not in self.people]
        if missing:
            named = Person.objects.filter(pk__in=missing).order_by().values_list("pk", "name", "name_zh")
            self.people.update({str(pk): (name, name_zh) for pk, name, name_zh in named})

    @cached_property
    def by_name(self) -> dict[str, tuple[Term, ...]]:
        found: dict[str, tuple[Term, ...]] = {}
        for pk, names in self.genres.items():
            for name in names:
                found[compact(name)] = (*found.get(compact(name), ()), Term("genre", pk))
        for pk, name in self.tags.items():
            found[compact(name)] = (*found.get(compact(name), ()), Term("tag", pk))
        found.pop("", None)
        return found

    def clause(self, text: str) -> Clause | None:
        """Anime that carry the genre or tag of this name, or one for each word; None where a word names none."""
        its = [self.by_name.get(compact(text))]
        if its[0] is None:
            its = [self.by_name.get(word) for word in words(text)]
        if not its or not all(its):
            return None
        return Every(tuple(Some(tuple(dict.fromkeys(terms))) for terms in its if terms))


_held: tuple[float, Vocabulary] | None = None


def vocabulary() -> Vocabulary:
    """Read again after a minute, for what another process renamed, and when ``forget_vocabulary`` says so."""
    global _held
    now = time.monotonic()
    if _held is None or now - _held[0] > _SECONDS:
        genres, studios = (
            {str(pk): (name, name_zh) for pk, name, name_zh in model.objects.values_list("pk", "name", "name_zh")}
            for model in (Genre, Studio)
        )
        tags = {str(pk): name for pk, name in Tag.objects.values_list("pk", "name")}
        _held = (now, Vocabulary(genres, tags, studios))
    return _held[1]


def forget_vocabulary() -> None:
    """Genres, tags, studios or people came, went or were renamed."""
    global _held
    _held = None
