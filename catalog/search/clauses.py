"""What is asked of an engine, in no engine's language: conditions on whole tokens."""

from dataclasses import dataclass, field

from catalog.search.text.forms import TitleForms


@dataclass(frozen=True)
class Term:
    """The field holds the token."""

    field: str
    token: str


@dataclass(frozen=True)
class Prefix:
    """The field holds a token that begins so."""

    field: str
    token: str


@dataclass(frozen=True)
class Fuzzy:
    """The field holds a token at most ``edits`` (1 or 2) away; swapped neighbours are one edit."""

    field: str
    token: str
    edits: int


@dataclass(frozen=True)
class Ids:
    """The document is one of these."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class Every:
    """All of the clauses hold; any document without clauses."""

    clauses: tuple["Clause", ...] = ()


@dataclass(frozen=True)
class Some:
    """At least ``least`` of the clauses hold."""

    clauses: tuple["Clause", ...]
    least: int = 1


@dataclass(frozen=True)
class Not:
    clause: "Clause"


Clause = Term | Prefix | Fuzzy | Ids | Every | Some | Not


@dataclass(frozen=True)
class Tier:
    """Documents for which the clause holds score ``score``, whatever their words' frequency."""

    score: int
    clause: Clause


@dataclass(frozen=True)
class Count:
    """How many of the text's matches hold each value of a field, among those for which ``where`` holds too."""

    name: str
    field: str
    where: Clause = Every()
    most: int = 1_000


@dataclass(frozen=True, kw_only=True)
class EngineQuery:
    """``tiers``: a document matches if any of them does, and scores as its best; without tiers every document matches.

    ``order`` names sort fields, highest first; "relevance" is the tiers' score. Popularity and then the id break ties.
    """

    tiers: tuple[Tier, ...] = ()
    where: Clause = Every()
    order: str = "relevance"
    offset: int = 0
    limit: int = 24
    wants_forms: bool = False
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True)
class Hit:
    """``kind`` (the anime's type) and ``forms`` only where asked for."""

    id: int
    score: float
    popularity: int
    kind: str = ""
    forms: tuple[TitleForms, ...] = ()


@dataclass(frozen=True)
class Answer:
    """``counts`` by name, then by value."""

    total: int
    hits: tuple[Hit, ...]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


ORDERS = {"relevance": "", "score": "sort_score", "popularity": "sort_popularity", "newest": "sort_date"}
