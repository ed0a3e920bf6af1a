"""Filters and the counts beside them.

A count says how many results have the value once everything else that is chosen holds. Where several values of one
facet mean any of them (type, year, studio, …) its own choice doesn't bear on its counts; chosen genres, tags and
people all hold.
"""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.details.countries import country_name
from catalog.models import AnimeSource, AnimeType, Season
from catalog.search.clauses import Clause, Count, Every, Ids, Not, Some, Term
from catalog.search.index.contents import FACET_FIELDS, NONE
from catalog.search.query import ALL_OF, FIXED_VALUES, SearchQuery
from catalog.search.vocabulary import vocabulary

ORDER = (
    *("genre", "type", "year", "season", "status", "source", "studio", "staff", "country"),
    *("episodes", "score", "members", "tag"),
)
# Facets of thousands of values show the commonest.
_MOST_SHOWN = {"tag": 40, "studio": 40, "staff": 40}
# Engines part equals each in its own way: of so many more, the same ones are shown.
_MORE = 5


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """``state`` is "", "include" or "exclude"; each URL takes its state back where it is in force."""

    value: str
    label: str
    count: int
    state: str
    include_url: str
    exclude_url: str


@dataclass(frozen=True, kw_only=True)
class Facet:
    name: str
    label: str
    values: tuple[FacetValue, ...]
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class Chosen:
    label: str
    is_excluded: bool
    remove_url: str


def condition(query: SearchQuery, *, mine: tuple[int, ...] = (), without: str = "", but: str = "") -> Clause:
    """All filters hold; leaves out the facet ``without``, or only that facet's exclusion of the value ``but``."""
    clauses: list[Clause] = []
    for name in FACET_FIELDS:
        if name == without and not but:
            continue
        included = [Term(name, value) for value in query.include.get(name, ())]
        if included:
            clauses += included if name in ALL_OF else [Some(tuple(included))]
        excluded = (value for value in query.exclude.get(name, ()) if (name, value) != (without, but))
        clauses += [Not(Term(name, value)) for value in excluded]
    if query.hide_mine and mine:
        clauses.append(Not(Ids(mine)))
    return Every(tuple(clauses))


def counts(query: SearchQuery, *, mine: tuple[int, ...]) -> tuple[Count, ...]:
    found = []
    for name in FACET_FIELDS:
        without = "" if name in ALL_OF else name
        found.append(Count(name, name, condition(query, mine=mine, without=without), _most(name)))
        if name in ALL_OF:
            found += [
                Count(f"{name} {value}", name, condition(query, mine=mine, without=name, but=value), 100_000)
                for value in query.exclude.get(name, ())
            ]
    return tuple(found)


def facets(query: SearchQuery, counted: dict[str, dict[str, int]], *, total: int) -> tuple[Facet, ...]:
    counted = {name: _commonest(name, its, query) for name, its in counted.items()}
    shown = {value for side in (counted, query.include, query.exclude) for value in side.get("staff", ())}
    vocabulary().learn_people(shown)
    return tuple(_facet(name, query, counted, total) for name in ORDER)


def chosen(query: SearchQuery) -> tuple[Chosen, ...]:
    vocabulary().learn_people({*query.include.get("staff", ()), *query.exclude.get("staff", ())})
    found = []
    for is_excluded, side in ((False, query.include), (True, query.exclude)):
        for name in ORDER:
            found += [
                Chosen(
                    label=_chip(name, value),
                    is_excluded=is_excluded,
                    remove_url=query.with_value(name, value, state="").url(),
                )
                for value in side.get(name, ())
            ]
    return tuple(found)


def _chip(name: str, value: str) -> str:
    """A bucket says nothing without its facet's name, nor does "unknown"."""
    if name in _VAGUE or value == NONE:
        return _("%(facet)s：%(value)s") % {"facet": _facet_label(name), "value": label_of(name, value)}
    return label_of(name, value)


def _facet(name: str, query: SearchQuery, counted: dict[str, dict[str, int]], total: int) -> Facet:
    its = dict(counted.get(name, {}))
    for value in query.include.get(name, ()):
        its.setdefault(value, total if name in ALL_OF else 0)
    for value in query.exclude.get(name, ()):
        its[value] = counted.get(f"{name} {value}", {}).get(value, 0) if name in ALL_OF else its.get(value, 0)
    values = [
        FacetValue(
            value=value,
            label=label_of(name, value),
            count=its[value],
            state=(state := query.state_of(name, value)),
            include_url=query.with_value(name, value, state="" if state == "include" else "include").url(),
            exclude_url=query.with_value(name, value, state="" if state == "exclude" else "exclude").url(),
        )
        for value in _ordered(name, its)
    ]
    is_active = bool(query.include.get(name) or query.exclude.get(name))
    return Facet(name=name, label=_facet_label(name), values=tuple(values), is_active=is_active)


def _ordered(name: str, its: dict[str, int]) -> list[str]:
    if name in FIXED_VALUES:
        return [value for value in FIXED_VALUES[name] if value in its]
    if name == "year":
        return sorted(its, key=int, reverse=True)
    return sorted(its, key=lambda value: _by_count(value, its[value]))


def _by_count(value: str, count: int) -> tuple[int, int, str]:
    return -count, int(value) if value.isdigit() else 0, value


def _commonest(name: str, its: dict[str, int], query: SearchQuery) -> dict[str, int]:
    """And what is chosen."""
    if name not in _MOST_SHOWN:
        return its
    ordered = sorted(its.items(), key=lambda pair: _by_count(*pair))
    return dict(
        pair for place, pair in enumerate(ordered) if place < _MOST_SHOWN[name] or query.state_of(name, pair[0])
    )


def _most(name: str) -> int:
    """Of a facet whose own choice doesn't bear on its counts, a rare value may be the chosen one: all of them."""
    return _MORE * _MOST_SHOWN[name] if name in ALL_OF and name in _MOST_SHOWN else 10_000


def _facet_label(name: str) -> str:
    return {
        "genre": _("类型标签"),
        "tag": _("标签"),
        "type": _("类别"),
        "year": _("年份"),
        "season": _("季度"),
        "status": _("播出状态"),
        "source": _("原作类型"),
        "studio": _("制作公司"),
        "staff": _("导演与制作人员"),
        "country": _("国家或地区"),
        "episodes": _("集数"),
        "score": _("评分"),
        "members": _("收藏人数"),
    }[name]


def label_of(name: str, value: str) -> str:
    """In the language of the interface; the value itself where what it names is gone."""
    if name in ("genre", "studio", "staff"):
        own, chinese = getattr(vocabulary(), _NAMED[name]).get(value, (value, ""))
        return genre_label(own, chinese)
    if name == "tag":
        return vocabulary().tags.get(value, value)
    if name == "type":
        return str(AnimeType(value).label)
    if name == "season":
        return str(Season(value).label)
    return _LABELS[name](value) if name in _LABELS else value


def genre_label(own: str, chinese: str) -> str:
    """Of a genre, a studio or a person: the Chinese name where there is one and the interface is Chinese."""
    return chinese if chinese and (get_language() or "").startswith("zh") else own


def _source(value: str) -> str:
    return _("未知") if value == NONE else str(AnimeSource(value).label)


def _country(value: str) -> str:
    return _("未知") if value == NONE else country_name(value)


def _status(value: str) -> str:
    return {"airing": _("连载中"), "finished": _("已完结"), "upcoming": _("即将上映"), "unknown": _("未知")}[value]


def _episodes(value: str) -> str:
    return {
        "1": _("1 集"),
        "2": _("2–6 集"),
        "7": _("7–13 集"),
        "14": _("14–26 集"),
        "27": _("27–52 集"),
        "53": _("53 集以上"),
        "none": _("未知"),
    }[value]


def _score(value: str) -> str:
    return {
        "9": _("9 分以上"),
        "8": _("8–9 分"),
        "7": _("7–8 分"),
        "6": _("6–7 分"),
        "0": _("6 分以下"),
        "none": _("暂无评分"),
    }[value]


def _members(value: str) -> str:
    return {
        "1000000": _("100 万以上"),
        "100000": _("10 万–100 万"),
        "10000": _("1 万–10 万"),
        "1000": _("1000–1 万"),
        "0": _("1000 以下"),
        NONE: _("未知"),
    }[value]


# Where the vocabulary keeps (own name, Chinese name) by id.
_NAMED = {"genre": "genres", "studio": "studios", "staff": "people"}
_LABELS = {
    "status": _status,
    "source": _source,
    "country": _country,
    "episodes": _episodes,
    "score": _score,
    "members": _members,
}
# Values that say nothing without their facet's name.
_VAGUE = frozenset({"status", "episodes", "score", "members"})
