"""What the page of an anime arranges of AnimeDetail: what belongs together, and what of much is folded away."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from catalog.details.anime import AnimeDetail, RelatedAnime
from catalog.details.countries import JAPAN
from catalog.details.credits import CastCredit, NameLink
from catalog.details.episode_lines import EpisodeLine
from catalog.details.language_titles import LanguageTitle
from catalog.details.outside_scores import OutsideScore
from catalog.models import EpisodeKind, RankingKind, SeriesRole, StaffRole
from catalog.rankings import PER_PAGE, RankingQuery

# A series up to the first number is shown whole; of a longer one the second, the rest being folded.
_WHOLE, _AROUND = 10, 8
# Of the cast, of the people in one role and of the episodes so many are shown at once; of relations of one kind, half.
DOZEN, HALF_A_DOZEN = 12, 6
# Of the other episodes so many are in one fold.
FOLD = 100
# Summaries, in letters: a Chinese one of so many has some eight lines.
LONG_SUMMARY = 320
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class TitleGroup:
    label: str
    titles: tuple[LanguageTitle, ...]


@dataclass(frozen=True, kw_only=True)
class RelatedGroup:
    """Anime that are the same to the one shown: its sequels, its recaps."""

    label: str
    shown: Sequence[RelatedAnime]
    folded: Sequence[RelatedAnime] = ()


@dataclass(frozen=True, kw_only=True)
class SeriesPart:
    """Its main entries in watching order, ``earlier`` and ``later`` being folded; ``aside`` what is no main entry."""

    earlier: Sequence[RelatedAnime]
    shown: Sequence[RelatedAnime]
    later: Sequence[RelatedAnime]
    aside: tuple[RelatedGroup, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StaffGroup:
    label: str
    shown: Sequence[NameLink]
    folded: Sequence[NameLink]


@dataclass(frozen=True, kw_only=True)
class EpisodeFold:
    first: str  # number
    last: str
    lines: Sequence[EpisodeLine]


@dataclass(frozen=True, kw_only=True)
class EpisodePart:
    total: int  # without specials and what stands between two
    shown: Sequence[EpisodeLine]
    folds: tuple[EpisodeFold, ...]
    specials: Sequence[EpisodeLine]


@dataclass(frozen=True, kw_only=True)
class AnimePage:
    title_lang: str  # of the title shown, for HTML's attribute; "" when unknown
    second_lang: str
    titles: tuple[TitleGroup, ...]
    relations: tuple[RelatedGroup, ...]
    series: SeriesPart
    directors: tuple[NameLink, ...]
    staff: tuple[StaffGroup, ...]
    cast: Sequence[CastCredit]
    folded_cast: Sequence[CastCredit]
    episodes: EpisodePart
    country: str  # "" for Japan, where most anime come from
    scored: tuple[OutsideScore, ...]  # the other sites that have a mean
    has_long_summary: bool
    top_url: str  # the page of 高分 on which it stands, "" where it has no rank
    popular_url: str


def arrange(anime: AnimeDetail) -> AnimePage:
    lang = {title.text: title.lang for title in reversed(anime.titles)}
    return AnimePage(
        title_lang=lang.get(anime.title, ""),
        second_lang=lang.get(anime.secondary_title, ""),
        titles=tuple(
            TitleGroup(label=label, titles=tuple(its))
            for label, its in _grouped(anime.titles, by=lambda title: title.label).items()
        ),
        relations=_related(anime.relations, by=lambda one: one.kind_label),
        series=_series(anime.series),
        directors=tuple(credit.person for credit in anime.staff if credit.role == StaffRole.DIRECTOR),
        staff=_staff(anime),
        cast=anime.cast[:DOZEN],
        folded_cast=anime.cast[DOZEN:],
        episodes=_episodes(anime.episode_list),
        country="" if anime.country == JAPAN else anime.country_label,
        scored=tuple(one for one in anime.outside_scores if one.score is not None),
        has_long_summary=len(anime.summary) > LONG_SUMMARY,
        top_url=_ranking_url(RankingKind.TOP, anime.top_rank),
        popular_url=_ranking_url(RankingKind.POPULAR, anime.popular_rank),
    )


def _grouped(things: Iterable[T], *, by: Callable[[T], str]) -> dict[str, list[T]]:
    """In the order in which the first of each group came."""
    groups: dict[str, list[T]] = {}
    for thing in things:
        groups.setdefault(by(thing), []).append(thing)
    return groups


def _related(entries: Iterable[RelatedAnime], *, by: Callable[[RelatedAnime], str]) -> tuple[RelatedGroup, ...]:
    return tuple(
        RelatedGroup(label=label, shown=its[:HALF_A_DOZEN], folded=its[HALF_A_DOZEN:])
        for label, its in _grouped(entries, by=by).items()
    )


def _series(entries: Sequence[RelatedAnime]) -> SeriesPart:
    aside = (
        RelatedGroup(label=str(role.label), shown=its[:HALF_A_DOZEN], folded=its[HALF_A_DOZEN:])
        for role in SeriesRole
        if role != SeriesRole.MAIN and (its := [one for one in entries if one.role == role])
    )
    main = [one for one in entries if one.role == SeriesRole.MAIN]
    return replace(_around_the_current(main), aside=tuple(aside))


def _around_the_current(series: Sequence[RelatedAnime]) -> SeriesPart:
    if len(series) <= _WHOLE:
        return SeriesPart(earlier=(), shown=series, later=())
    place = next((number for number, one in enumerate(series) if one.is_current), 0)
    start = min(max(0, place - _AROUND // 2), len(series) - _AROUND)
    end = start + _AROUND
    return SeriesPart(earlier=series[:start], shown=series[start:end], later=series[end:])


def _staff(anime: AnimeDetail) -> tuple[StaffGroup, ...]:
    groups = _grouped(anime.staff, by=lambda credit: credit.role_label)
    return tuple(
        StaffGroup(label=label, shown=people[:DOZEN], folded=people[DOZEN:])
        for label, people in ((label, [credit.person for credit in its]) for label, its in groups.items())
    )


def _episodes(lines: Sequence[EpisodeLine]) -> EpisodePart:
    main = [line for line in lines if line.kind == EpisodeKind.MAIN]
    folds = (main[start : start + FOLD] for start in range(DOZEN, len(main), FOLD))
    return EpisodePart(
        total=sum(line.number.is_integer() for line in main),
        shown=main[:DOZEN],
        folds=tuple(EpisodeFold(first=its[0].label, last=its[-1].label, lines=its) for its in folds),
        specials=[line for line in lines if line.kind != EpisodeKind.MAIN],
    )


def _ranking_url(kind: RankingKind, rank: int | None) -> str:
    return RankingQuery(kind=kind, page=(rank - 1) // PER_PAGE + 1).url() if rank else ""
