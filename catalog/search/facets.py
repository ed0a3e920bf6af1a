"""Filters and the counts beside them.

A count says how many results have the value once everything else that is chosen holds. Where several values of one
facet mean any of them (type, year, …) its own choice doesn't bear on its counts; chosen genres and tags all hold.
"""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import AnimeType, Season
from catalog.search.clauses import Clause, Count, Every, Ids, Not, Some, Term
from catalog.search.documents import FACET_FIELDS
from catalog.search.query import FIXED_VALUES, SINGLE, SearchQuery
from catalog.search.vocabulary import vocabulary

ORDER = ("genre", "type", "year", "season", "status", "episodes", "score", "members", "tag")
_MOST_TAGS = 40


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
            clauses += [Some(tuple(included))] if name in SINGLE else included
        excluded = (value for value in query.exclude.get(name, ()) if (name, value) != (without, but))
        clauses += [Not(Term(name, value)) for value in excluded]
    if query.hide_mine and mine:
        clauses.append(Not(Ids(mine)))
    return Every(tuple(clauses))


def counts(query: SearchQuery, *, mine: tuple[int, ...]) -> tuple[Count, ...]:
    found = []
    for name in FACET_FIELDS:
        without = name if name in SINGLE else ""
        found.append(Count(name, name, condition(query, mine=mine, without=without), _most(name)))
        if name not in SINGLE:
            found += [
                Count(f"{name} {value}", name, condition(query, mine=mine, without=name, but=value), 100_000)
                for value in query.exclude.get(name, ())
            ]
    return tuple(found)


def facets(query: SearchQuery, counted: dict[str, dict[str, int]], *, total: int) -> tuple[Facet, ...]:
    return tuple(_facet(name, query, counted, total) for name in ORDER)


def chosen(query: SearchQuery) -> tuple[Chosen, ...]:
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
    """A bucket says nothing without its facet's name."""
    if name in _LABELS:
        return _("%(facet)s：%(value)s") % {"facet": _facet_label(name), "value": label_of(name, value)}
    return label_of(name, value)


def _facet(name: str, query: SearchQuery, counted: dict[str, dict[str, int]], total: int) -> Facet:
    its = dict(counted.get(name, {}))
    for value in query.include.get(name, ()):
        its.setdefault(value, total if name not in SINGLE else 0)
    for value in query.exclude.get(name, ()):
        its[value] = its.get(value, 0) if name in SINGLE else counted.get(f"{name} {value}", {}).get(value, 0)
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
    return sorted(its, key=lambda value: (-its[value], int(value)))


def _most(name: str) -> int:
    return _MOST_TAGS if name == "tag" else 1_000


def _facet_label(name: str) -> str:
    return {
        "genre": _("类型标签"),
        "tag": _("标签"),
        "type": _("类别"),
        "year": _("年份"),
        "season": _("季度"),
        "status": _("播出状态"),
        "episodes": _("集数"),
        "score": _("评分"),
        "members": _("收藏人数"),
    }[name]


def label_of(name: str, value: str) -> str:
    """In the language of the interface; the value itself where its genre or tag is gone."""
    if name == "genre":
        english, chinese = vocabulary().genres.get(value, (value, ""))
        return genre_label(english, chinese)
    if name == "tag":
        return vocabulary().tags.get(value, value)
    if name == "type":
        return str(AnimeType(value).label)
    if name == "season":
        return str(Season(value).label)
    return _LABELS[name](value) if name in _LABELS else value


def genre_label(english: str, chinese: str) -> str:
    return chinese if chinese and (get_language() or "").startswith("zh") else english


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
    }[value]


_LABELS = {"status": _status, "episodes": _episodes, "score": _score, "members": _members}
