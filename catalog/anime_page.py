"""What the page of an anime arranges of AnimeDetail: titles by language, a long series around the one shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.details import AnimeDetail, LanguageTitle, RelatedAnime
from catalog.models import RankingKind
from catalog.rankings import PER_PAGE, RankingQuery

# A series up to the first number is shown whole; of a longer one the second, the rest being folded.
_WHOLE, _AROUND = 10, 8
# Summaries, in letters: a Chinese one of so many has some eight lines.
LONG_SUMMARY = 320


@dataclass(frozen=True, kw_only=True)
class TitleGroup:
    label: str
    titles: tuple[LanguageTitle, ...]


@dataclass(frozen=True, kw_only=True)
class SeriesPart:
    """In watching order; ``earlier`` and ``later`` are folded."""

    earlier: Sequence[RelatedAnime]
    shown: Sequence[RelatedAnime]
    later: Sequence[RelatedAnime]


@dataclass(frozen=True, kw_only=True)
class AnimePage:
    title_lang: str  # of the title shown, for HTML's attribute; "" when unknown
    second_lang: str
    titles: tuple[TitleGroup, ...]
    series: SeriesPart
    has_long_summary: bool
    top_url: str  # the page of 高分 on which it stands, "" where it has no rank
    popular_url: str


def arrange(anime: AnimeDetail) -> AnimePage:
    lang = {title.text: title.lang for title in reversed(anime.titles)}
    return AnimePage(
        title_lang=lang.get(anime.title, ""),
        second_lang=lang.get(anime.secondary_title, ""),
        titles=_by_language(anime.titles),
        series=_around_the_current(anime.series),
        has_long_summary=len(anime.summary) > LONG_SUMMARY,
        top_url=_ranking_url(RankingKind.TOP, anime.top_rank),
        popular_url=_ranking_url(RankingKind.POPULAR, anime.popular_rank),
    )


def _by_language(titles: Sequence[LanguageTitle]) -> tuple[TitleGroup, ...]:
    groups: dict[str, list[LanguageTitle]] = {}
    for title in titles:
        groups.setdefault(title.label, []).append(title)
    return tuple(TitleGroup(label=label, titles=tuple(its)) for label, its in groups.items())


def _around_the_current(series: Sequence[RelatedAnime]) -> SeriesPart:
    if len(series) <= _WHOLE:
        return SeriesPart(earlier=(), shown=series, later=())
    place = next((number for number, one in enumerate(series) if one.is_current), 0)
    start = min(max(0, place - _AROUND // 2), len(series) - _AROUND)
    end = start + _AROUND
    return SeriesPart(earlier=series[:start], shown=series[start:end], later=series[end:])


def _ranking_url(kind: RankingKind, rank: int | None) -> str:
    return RankingQuery(kind=kind, page=(rank - 1) // PER_PAGE + 1).url() if rank else ""
