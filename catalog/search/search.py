"""The door of search."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _

from catalog.cards import AnimeCard
from catalog.genres import ADULT
from catalog.models import Genre
from catalog.personal import personal
from catalog.rankings import most_popular
from catalog.search.candidates import WINDOW, Match, match
from catalog.search.clauses import EngineQuery, Every, Ids, Not
from catalog.search.engines.switch import Engine, switch
from catalog.search.facets import Chosen, Facet, chosen, condition, counts, facets
from catalog.search.index.indexing import keep_current
from catalog.search.query import PAGE_SIZE, SORTS, SearchQuery
from catalog.selectors import cards_in_order

_HELPFUL = 6


class SearchNotReady(Exception):
    """There is no index yet; one is being built, and the same search will do in a minute."""


@dataclass(frozen=True, kw_only=True)
class Sort:
    value: str
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class NoResults:
    """``without_filters_url`` is "" where the filters are not what stands in the way."""

    without_filters_url: str
    without_filters_total: int
    popular: tuple[AnimeCard, ...]
    genres: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    """``hide_mine_url`` is None for visitors; ``help`` where nothing was found."""

    page: Page
    total: int
    facets: tuple[Facet, ...]
    chosen: tuple[Chosen, ...]
    clear_url: str
    sorts: tuple[Sort, ...]
    hide_mine_url: str | None
    did_you_mean: str
    did_you_mean_url: str
    engine: str
    is_degraded: bool
    help: NoResults | None


@dataclass(frozen=True)
class _Found:
    ids: list[int]
    total: int
    number: int
    counts: dict[str, dict[str, int]]
    did_you_mean: str
    without_filters: int


def search(query: SearchQuery, *, language: str, user: Any = None) -> SearchResult:
    """A page of cards; a page beyond the last is the last. Raises SearchNotReady."""
    is_member = user is not None and user.is_authenticated
    mine = tuple(sorted(personal.on_list(user))) if is_member and query.hide_mine else ()
    matches = tuple(personal.best_matches(user)) if is_member and query.sort == "match" else ()
    found, engine, is_degraded = ask(lambda engine: _find(query, engine, mine=mine, matches=matches))
    cards = cards_in_order(found.ids, language=language)
    numbers = Paginator(range(found.total), PAGE_SIZE)
    meant = found.did_you_mean
    return SearchResult(
        page=Page(cards, found.number, numbers),
        total=found.total,
        facets=facets(query, found.counts, total=found.total),
        chosen=_chosen(query) if is_member else chosen(replace(query, hide_mine=False)),
        clear_url=query.without_filters().url(),
        sorts=_sorts(query, is_member=is_member),
        hide_mine_url=replace(query, hide_mine=not query.hide_mine, page=1).url() if is_member else None,
        did_you_mean=meant,
        did_you_mean_url=replace(query, text=meant, page=1).url() if meant else "",
        engine=engine,
        is_degraded=is_degraded,
        help=None if found.total else _help(query, found.without_filters, language=language),
    )


def ask(work: Any) -> tuple[Any, str, bool]:
    """switch().ask with an index that is as the catalogue is. Raises SearchNotReady."""
    keep_current()
    try:
        return switch().ask(work)
    except FileNotFoundError as error:
        raise SearchNotReady from error


def _find(query: SearchQuery, engine: Engine, *, mine: tuple[int, ...], matches: tuple[int, ...]) -> _Found:
    matched = match(query.text, engine) if query.text else None
    if matched is not None and not matched.tiers:
        return _Found([], 0, 1, {}, "", 0)
    where = condition(query, mine=mine)
    first = engine.answer(
        EngineQuery(
            tiers=matched.tiers if matched else (),
            where=where,
            order=_order(query),
            limit=WINDOW if matched else PAGE_SIZE,
            wants_forms=matched is not None and _order(query) == "relevance",
            counts=counts(query, mine=mine),
        )
    )
    number = min(query.page, max(1, -(-first.total // PAGE_SIZE)))
    asked = EngineQuery(tiers=matched.tiers if matched else (), where=where, order=_order(query))
    offset = (number - 1) * PAGE_SIZE
    if matches:
        ids = _best_first(asked, engine, matches, number)
    elif offset < len(first.hits) or not first.total:
        in_order = matched.order(first.hits) if matched and asked.order == "relevance" else first.hits
        ids = [one.id for one in in_order][offset : offset + PAGE_SIZE]
    else:
        ids = [hit.id for hit in engine.answer(replace(asked, offset=offset, limit=PAGE_SIZE)).hits]
    without_filters = 0
    if not first.total and query.has_filters:
        without_filters = engine.answer(replace(asked, where=Every(), limit=1)).total
    return _Found(ids, first.total, number, first.counts, _meant(matched), without_filters)


def _best_first(asked: EngineQuery, engine: Engine, matches: tuple[int, ...], number: int) -> list[int]:
    """What fits the member in that order, then the rest by popularity."""
    fitting = replace(asked, where=Every((asked.where, Ids(tuple(sorted(matches))))), limit=len(matches))
    present = {hit.id for hit in engine.answer(fitting).hits}
    best = [anime_id for anime_id in matches if anime_id in present]
    start = (number - 1) * PAGE_SIZE
    page = best[start : start + PAGE_SIZE]
    if len(page) < PAGE_SIZE:
        rest = replace(
            asked,
            where=Every((asked.where, Not(Ids(tuple(sorted(present)))))),
            order="popularity",
            offset=max(0, start - len(best)),
            limit=PAGE_SIZE - len(page),
        )
        page += [hit.id for hit in engine.answer(rest).hits]
    return page


def _order(query: SearchQuery) -> str:
    """What the engine sorts by: without a text nothing is more relevant than anything else."""
    if query.sort in ("relevance", "match"):
        return "relevance" if query.text else "popularity"
    return query.sort


def _meant(matched: Match | None) -> str:
    return matched.did_you_mean if matched else ""


def _chosen(query: SearchQuery) -> tuple[Chosen, ...]:
    found = chosen(query)
    if query.hide_mine:
        label, url = _("隐藏我列表里的"), replace(query, hide_mine=False, page=1).url()
        found = (*found, Chosen(label=label, is_excluded=False, remove_url=url))
    return found


def _sorts(query: SearchQuery, *, is_member: bool) -> tuple[Sort, ...]:
    labels = {
        "relevance": _("相关度") if query.text else _("默认"),
        "match": _("与我的匹配度"),
        "score": _("评分"),
        "popularity": _("人气"),
        "newest": _("最新"),
    }
    offered = [name for name in SORTS if is_member or name != "match"]
    current = query.sort if query.sort in offered else "relevance"
    return tuple(
        Sort(
            value=name,
            label=labels[name],
            url=replace(query, sort=name, page=1).url(),
            is_current=name == current,
        )
        for name in offered
    )


def _help(query: SearchQuery, without_filters: int, *, language: str) -> NoResults:
    popular: Sequence[int] = list(most_popular().values_list("pk", flat=True)[:_HELPFUL])
    genres = Genre.objects.exclude(name__in=ADULT).annotate(count=Count("anime")).order_by("-count", "pk")
    return NoResults(
        without_filters_url=query.without_filters().url() if without_filters else "",
        without_filters_total=without_filters,
        popular=tuple(cards_in_order(popular, language=language)),
        genres=tuple(
            (genre.label, SearchQuery(include={"genre": (str(genre.pk),)}).url()) for genre in genres[: _HELPFUL * 2]
        ),
    )
