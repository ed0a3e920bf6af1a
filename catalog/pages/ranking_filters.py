"""The links with which a reader narrows a ranking down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from catalog.genres import ADULT
from catalog.models import AnimeType, RankingKind, ScoreSite, Season
from catalog.pages.seasons import season_years
from catalog.rankings.query import BY_TIME, RankingQuery
from catalog.search.facets import genre_label
from catalog.search.text.pinyin import readings
from catalog.search.vocabulary import vocabulary
from catalog.seasons import broadcast_today


@dataclass(frozen=True, kw_only=True)
class Option:
    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Filter:
    name: str  # the parameter's
    label: str
    chosen: str  # the chosen option's label, "" while none is
    clear_url: str
    options: tuple[Option, ...]


def ranking_tabs(query: RankingQuery | None) -> list[Option]:
    """One a kind, with the filters that are in force; None on 季度新番."""
    kept = query or RankingQuery()
    return [
        Option(
            label=str(kind.label), url=kept.with_kind(kind).url(), is_chosen=query is not None and kind == query.kind
        )
        for kind in RankingKind
    ]


def heading_of(query: RankingQuery, filters: Sequence[Filter]) -> str:
    """高分 · 2016 · TV 动画."""
    return " · ".join([str(query.kind.label), *(one.chosen for one in filters if one.chosen)])


def ranking_filters(query: RankingQuery) -> list[Filter]:
    """Genres for adults are offered to nobody, and kept where they were asked for."""
    found = []
    if query.kind == RankingKind.TOP:
        sites = [(site.value, str(site.label)) for site in (ScoreSite.MYANIMELIST, ScoreSite.BANGUMI)]
        found.append(_filter("source", _("评分来源"), query, sites))
    found.append(_filter("type", _("类别"), query, [(kind.value, str(kind.label)) for kind in AnimeType]))
    if query.kind in BY_TIME:
        today = broadcast_today()
        years = [year for year in reversed(season_years(today)) if year <= today.year or year == query.year]
        found.append(_filter("year", _("年份"), query, [(year, str(year)) for year in years]))
        if query.year:
            found.append(_filter("season", _("季度"), query, [(one.value, str(one.label)) for one in Season]))
    found.append(_filter("genre", _("类型标签"), query, _genres(query.genre)))
    return found


def _genres(kept: int | None) -> list[tuple[int, str]]:
    named = [
        (int(pk), genre_label(english, chinese))
        for pk, (english, chinese) in vocabulary().genres.items()
        if english not in ADULT or int(pk) == kept
    ]
    return sorted(named, key=lambda pair: _sound(pair[1]))


@lru_cache(maxsize=512)
def _sound(label: str) -> str:
    """Chinese by pinyin, as one looks for it in a list."""
    return next((reading.whole for reading in readings(label)), label).casefold()


def _filter(name: str, label: str, query: RankingQuery, values: Iterable[tuple[int | str, str]]) -> Filter:
    now = getattr(query, name)
    options = tuple(
        Option(label=text, url=_with(query, name, value).url(), is_chosen=value == now) for value, text in values
    )
    chosen = next((option.label for option in options if option.is_chosen), str(now or ""))
    none = "" if isinstance(now, str) else None
    return Filter(name=name, label=label, chosen=chosen, clear_url=_with(query, name, none).url(), options=options)


def _with(query: RankingQuery, name: str, value: int | str | None) -> RankingQuery:
    other = replace(query, page=1, **{name: value})  # type: ignore[arg-type]
    return other if other.year else replace(other, season="")
