"""新手引导: a few anime to rate, chosen by what was answered, and what would be recommended by now.

Which anime are asked about is decided in ml.serving.elicitation; without a snapshot the best known of each series are.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.cards import AnimeCard
from catalog.genres import ADULT
from catalog.models import Anime, Genre
from catalog.selectors import cards_in_order
from favorites.models.entry import HIGHEST_SCORE, LOWEST_SCORE
from ml.serving.answers import Recommendation
from ml.serving.elicitation import RECENT_FROM
from recommend.lists.recommendations import RecommendedCard, Taste, ask_recommender, recommended_card
from recommend.onboarding.notes import Notes
from recommend.serving.catalogue_refill import without_later_entries
from recommend.serving.serving import current_serving

GOAL = 5
PICKS = 6
PREVIEWED = 6
LATEST_RATED = 12
# Main kinds that most people have an opinion on. MyAnimeList's names.
OFFERED = (
    "Action", "Adventure", "Comedy", "Drama", "Fantasy", "Romance", "School", "Slice of Life", "Sci-Fi", "Mystery",
    "Psychological", "Supernatural", "Thriller", "Horror", "Sports", "Music", "Mecha", "Magic", "Historical",
)  # fmt: skip
# Asked about only where they were wished for.
_RESERVED = frozenset({"Kids", "Ecchi", "Harem"})
# The preview is chosen from so many recommendations; a favourite genre moves an anime up by so many places.
_PREVIEW_OF, _GENRE_PLACES = 40, 6
_WELL_KNOWN = 60


@dataclass(frozen=True, kw_only=True)
class GenreChoice:
    id: int
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Rated:
    card: AnimeCard
    score: int


@dataclass(frozen=True, kw_only=True)
class Onboarding:
    picks: tuple[AnimeCard, ...]
    rated: tuple[Rated, ...]  # the latest first, some of ``count``
    count: int
    preview: tuple[RecommendedCard, ...]
    genres: tuple[GenreChoice, ...]
    found: tuple[Rated, ...] = ()  # what was searched for; score 0 where it has none

    @property
    def missing(self) -> int:
        return max(GOAL - self.count, 0)

    @property
    def steps(self) -> list[bool]:
        """One a rating of the goal, true where it is given."""
        return [place < self.count for place in range(GOAL)]

    @property
    def scores(self) -> range:
        return range(LOWEST_SCORE, HIGHEST_SCORE + 1)

    @property
    def progress(self) -> str:
        if not self.count:
            return _("评 %(goal)d 部看过的动漫，就能看到为你挑选的作品") % {"goal": GOAL}
        done = ngettext("已评 %(n)d 部", "已评 %(n)d 部", self.count) % {"n": self.count}
        if not self.missing:
            return _("%(done)s，推荐已经准备好了") % {"done": done}
        left = ngettext("还差 %(n)d 部", "还差 %(n)d 部", self.missing) % {"n": self.missing}
        return _("%(done)s，%(left)s") % {"done": done, "left": left}


def onboarding_for(
    *, taste: Taste, notes: Notes, latest: Sequence[tuple[int, int]], found: Sequence[int] = (), language: str
) -> Onboarding:
    """``latest``: (anime id, score) of all that was rated, the latest first; ``found``: ids to offer above others."""
    genres = list(Genre.objects.filter(name__in=OFFERED))
    wished = [genre for genre in genres if genre.pk in notes.genres]
    wished_ids = [genre.pk for genre in wished]
    picked = fill_picks(taste, notes, wished=[genre.name for genre in wished], besides=found)
    ahead = _ahead(taste, wished_ids, besides={*picked, *found})
    shown = latest[:LATEST_RATED]
    ids = [*picked, *found, *(item.anime_id for item in ahead), *(anime_id for anime_id, _score in shown)]
    cards = {card.id: card for card in cards_in_order(ids, language=language)}
    scores = dict(latest)
    return Onboarding(
        picks=tuple(cards[pk] for pk in picked if pk in cards),
        rated=tuple(Rated(card=cards[pk], score=score) for pk, score in shown if pk in cards),
        count=len(latest),
        preview=_preview([item for item in ahead if item.anime_id in cards], cards, taste, wished_ids),
        genres=tuple(
            GenreChoice(id=genre.pk, label=genre.label, is_chosen=genre.pk in notes.genres)
            for genre in sorted(genres, key=lambda genre: OFFERED.index(genre.name))
        ),
        found=tuple(Rated(card=cards[pk], score=scores.get(pk, 0)) for pk in found if pk in cards),
    )


def fill_picks(taste: Taste, notes: Notes, *, wished: Collection[str], besides: Collection[int] = ()) -> list[int]:
    """Who is asked about stays in place; what was answered is replaced there."""
    answered = taste.excluded.union(notes.unseen, besides)
    slots = [pk if pk not in answered else None for pk in notes.shown[:PICKS]]
    slots += [None] * (PICKS - len(slots))
    kept = [pk for pk in slots if pk is not None]
    missing = PICKS - len(kept)
    fresh = iter(_questions(taste, notes, wished, asked=[*kept, *besides], n=missing) if missing else ())
    filled = (pk if pk is not None else next(fresh, None) for pk in slots)
    return [pk for pk in filled if pk is not None]


def _questions(taste: Taste, notes: Notes, wished: Collection[str], *, asked: list[int], n: int) -> list[int]:
    serving = current_serving()
    found = serving.recommender.questions.following(
        taste.member.history,
        n=n,
        unseen=notes.unseen,
        asked=asked,
        exclude=taste.excluded | serving.missing_ids(),
        wished=wished,
        without=ADULT | (_RESERVED - set(wished)),
    )
    blocked = taste.excluded.union(notes.unseen, asked, found)
    return found if len(found) >= n else [*found, *_well_known(blocked, n=n - len(found))]


def _well_known(blocked: Collection[int], *, n: int) -> list[int]:
    """One a series, where it is entered, the most popular first; every third of recent years."""
    known = without_later_entries(Anime.objects.visible().exclude(genres__name__in=ADULT))
    ranked = known.order_by("-popularity", "pk").values_list("pk", "series")
    most = _WELL_KNOWN + len(blocked)
    all_time, recent = list(ranked[:most]), list(ranked.filter(year__gte=RECENT_FROM)[:most])
    chosen: list[int] = []
    # A series that an answer spoke of is not asked about again.
    series = {name for pk, name in (*all_time, *recent) if pk in blocked}
    for turn in zip_longest(recent, all_time[::2], all_time[1::2]):
        for pk, name in (one for one in turn if one is not None):
            if pk not in blocked and pk not in chosen and (not name or name not in series):
                chosen.append(pk)
                series.add(name)
    return chosen[:n]


def _ahead(taste: Taste, wished: Sequence[int], *, besides: Collection[int]) -> list[Recommendation]:
    """What would be recommended now, more than is shown; popular anime of favourite genres where nothing is rated."""
    excluded = taste.excluded.union(besides)
    if wished and not len(taste.member.history):
        return [Recommendation(anime_id, 0.0) for anime_id in _popular_in(wished, excluded)]
    return ask_recommender(current_serving(), taste, excluded, n=_PREVIEW_OF if wished else PREVIEWED)


def _preview(
    ahead: Sequence[Recommendation], cards: Mapping[int, AnimeCard], taste: Taste, wished: Sequence[int]
) -> tuple[RecommendedCard, ...]:
    """Favourite genres first."""
    places = {
        item.anime_id: place - _GENRE_PLACES * len(set(wished).intersection(cards[item.anime_id].genre_ids))
        for place, item in enumerate(ahead)
    }
    best = sorted(ahead, key=lambda item: places[item.anime_id])[:PREVIEWED]
    return tuple(recommended_card(item, cards[item.anime_id], taste, {}) for item in best)


def _popular_in(genres: Sequence[int], blocked: Collection[int]) -> list[int]:
    alike = without_later_entries(Anime.objects.visible().filter(genres__in=genres)).annotate(shared=Count("pk"))
    ranked = alike.order_by("-shared", "-popularity", "pk").values_list("pk", flat=True)
    return [pk for pk in ranked[: PREVIEWED + len(blocked)] if pk not in blocked][:PREVIEWED]
