"""Which rows a visitor's home page has, in their order, each with what it may show, best first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.details.anime import season_name
from catalog.models import Season
from catalog.seasons import season_of
from ml.reranking.pins import place_pins
from ml.serving.answers import Recommendation
from recommend.home.shelves import RECENT_YEARS, DayGenre, Shelves
from recommend.lists.recommendations import Taste, ask_recommender, best_liked, series_ids
from recommend.serving.serving import Serving

# Of what a member likes best, one more every day leads the way.
FAVOURITES_IN_TURN = 12


@dataclass(frozen=True, kw_only=True)
class Draft:
    """``anime_ids`` without what the visitor is not to see. ``liked``: the title names this anime."""

    title: str
    url: str
    anime_ids: Sequence[int]
    answers: dict[int, Recommendation] = field(default_factory=dict)
    liked: int | None = None


def drafts_for(taste: Taste, serving: Serving, shelves: Shelves, *, today: date, depth: int) -> Iterator[Draft]:
    """Yields more rows than the page has room for; personal rows come early where the visitor's list isn't empty."""
    site = _SiteRows(taste, shelves, today)
    if not len(taste.member.history):
        yield from (
            *(site.trending(), site.recent(), site.season(), site.top(), site.genre(), site.films(), site.gems()),
            site.airing(),
        )
        return
    because = list(_because_you_like(taste, serving, today=today, depth=depth))
    yield _for_you(taste, serving, depth=depth)
    yield from because[:1]
    yield from (site.trending(), site.season())
    yield from because[1:2]
    yield from (site.recent(), site.top(), site.gems(), site.genre(), site.films(), site.airing())


def _for_you(taste: Taste, serving: Serving, *, depth: int) -> Draft:
    pinned = {anime_id for _, anime_id in taste.pins}
    found = ask_recommender(serving, taste, taste.excluded | pinned, n=depth)
    answers = {item.anime_id: item for item in found}
    ids = place_pins(list(answers), taste.pins, n=depth)
    answers |= {anime_id: Recommendation(anime_id, 0.0) for anime_id in pinned}
    return Draft(title=_("为你推荐"), url=reverse("recommend:recommendations"), anime_ids=ids, answers=answers)


def _because_you_like(taste: Taste, serving: Serving, *, today: date, depth: int) -> Iterator[Draft]:
    """Two of them, without the series of what leads the way."""
    liked = best_liked(taste.member)[:FAVOURITES_IN_TURN]
    turn = today.toordinal() % len(liked) if liked else 0
    leading = []
    for anime_id in liked[turn:] + liked[:turn]:
        if _alike(serving, anime_id, taste.excluded, depth=1):
            leading.append(anime_id)
        if len(leading) == 2:
            break
    kin = series_ids(leading)
    for anime_id in leading:
        found = _alike(serving, anime_id, taste.excluded | kin, depth=depth)
        url = reverse("catalog:anime", args=[anime_id])
        yield Draft(title="", url=url, anime_ids=found, liked=anime_id)


def _alike(serving: Serving, anime_id: int, excluded: frozenset[int], *, depth: int) -> list[int]:
    """Only what is like it: where the recommender knows of no likeness, popularity is no reason."""
    found = serving.recommender.alike.similar(anime_id, n=depth, exclude=excluded)
    return [item.anime_id for item in found if item.score > 0]


@dataclass(frozen=True)
class _SiteRows:
    taste: Taste
    shelves: Shelves
    today: date

    def trending(self) -> Draft:
        kind = "trending" if self.shelves.has_trends else "popular"
        return self._draft(_("正在热门"), _ranking(kind=kind), self.shelves.trending)

    def recent(self) -> Draft:
        years = [str(year) for year in range(self.today.year, self.today.year - RECENT_YEARS, -1)]
        asked = urlencode({"year": years, "sort": "popularity"}, doseq=True)
        return self._draft(_("近年热门"), f"{reverse('catalog:search')}?{asked}", self.shelves.recent)

    def season(self) -> Draft:
        if self.shelves.season is None:
            return self._draft(_("本季新番"), reverse("catalog:seasons"), ())
        year, season = self.shelves.season
        now = season_of(self.today)
        name = {"season": season_name(year, Season(season))}
        title = _("本季新番") if (year, season) == (now[0], now[1].value) else _("%(season)s新番") % name
        return self._draft(title, reverse("catalog:season", args=[year, season]), self.shelves.this_season)

    def top(self) -> Draft:
        title = _("高分未看") if len(self.taste.member.history) else _("高分动漫")
        return self._draft(title, _ranking(kind="top"), self.shelves.top)

    def gems(self) -> Draft:
        asked = urlencode({"score": ["8", "7"], "members": ["10000", "1000"], "sort": "score"}, doseq=True)
        return self._draft(_("冷门佳作"), f"{reverse('catalog:search')}?{asked}", self.shelves.gems)

    def films(self) -> Draft:
        return self._draft(_("剧场版精选"), _ranking(kind="top", type="Movie"), self.shelves.films)

    def airing(self) -> Draft:
        return self._draft(_("正在连载"), _ranking(kind="airing"), self.shelves.airing)

    def genre(self) -> Draft:
        genre = self.shelves.genre
        if genre is None:
            return self._draft("", "", ())
        title = _("今日主题：%(genre)s") % {"genre": _label(genre)}
        return self._draft(title, _ranking(kind="top", genre=str(genre.id)), self.shelves.of_genre)

    def _draft(self, title: str, url: str, ids: Iterable[int]) -> Draft:
        excluded = self.taste.excluded
        return Draft(title=title, url=url, anime_ids=[anime_id for anime_id in ids if anime_id not in excluded])


def _label(genre: DayGenre) -> str:
    return genre.name_zh if genre.name_zh and (get_language() or "").startswith("zh") else genre.name


def _ranking(**params: str) -> str:
    asked = {name: value for name, value in params.items() if (name, value) != ("kind", "top")}
    address = reverse("catalog:rankings")
    return f"{address}?{urlencode(asked)}" if asked else address
