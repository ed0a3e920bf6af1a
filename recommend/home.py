"""The rows of the home page; no anime stands in two of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.cards import AnimeCard
from catalog.models import Anime
from catalog.models.anime import AnimeQuerySet
from catalog.rankings import most_popular, top_rated
from catalog.seasons import broadcast_date, season_of
from catalog.selectors import cards_in_order
from recommend.histories import MemberList
from recommend.recommendations import RecommendedCard, Taste, Visitor, recommend_to, similar_for, taste_of

PER_ROW = 12
GEM_SCORE, GEM_MEMBERS = 7.5, (2_000, 60_000)
LIKED_FROM = 8
LATEST = timedelta(days=180)


@dataclass(frozen=True, kw_only=True)
class Row:
    title: str
    url: str  # where there is more of it
    cards: list[AnimeCard]
    recommended: list[RecommendedCard] | None = None  # the same anime with probability and reasons, where there are


@dataclass(frozen=True, kw_only=True)
class Home:
    rows: list[Row]
    invitation: bool  # to rate a few anime: this visitor or member has told nothing yet


def home_for(*, user: Visitor, language: str, now: datetime | None = None) -> Home:
    """Rows that have nothing to show are left out."""
    taste = taste_of(user)
    shown: set[int] = set()
    rows: list[Row] = []
    for make in (_for_you, _because_you_like, _popular, _this_season, _top_unseen, _gems):
        row = make(taste, language, frozenset(shown), now or timezone.now())
        if row is not None and row.cards:
            rows.append(row)
            shown.update(card.id for card in row.cards)
    return Home(rows=rows, invitation=not len(taste.member.history))


def _for_you(taste: Taste, language: str, shown: frozenset[int], now: datetime) -> Row | None:
    if not len(taste.member.history):
        return None
    items = recommend_to(taste, n=PER_ROW, language=language, also_exclude=shown)
    return Row(
        title=_("为你推荐"),
        url=reverse("recommend:recommendations"),
        cards=[item.card for item in items],
        recommended=items,
    )


def _because_you_like(taste: Taste, language: str, shown: frozenset[int], now: datetime) -> Row | None:
    for liked in cards_in_order(_best_liked(taste.member), language=language)[:1]:
        cards = similar_for(taste, anime_id=liked.id, n=PER_ROW, language=language, also_exclude=shown)
        return Row(title=_("因为你喜欢《%(title)s》") % {"title": liked.title}, url=liked.url, cards=cards)
    return None


def _best_liked(member: MemberList) -> list[int]:
    """What the member likes most, the favourites first among equals."""
    history = member.history
    liked = [
        (int(favorite), int(score), int(anime_id))
        for anime_id, score, favorite in zip(history.anime_ids, history.ratings, history.favorites, strict=True)
        if score >= LIKED_FROM or (favorite and not score)
    ]
    ranked = sorted(liked, key=lambda entry: (-max(entry[1], 9 * entry[0]), -entry[0], entry[2]))
    return [anime_id for _favorite, _score, anime_id in ranked]


def _popular(taste: Taste, language: str, shown: frozenset[int], now: datetime) -> Row:
    return Row(title=_("正在热门"), url=_ranking("popular"), cards=_cards(most_popular(), taste, language, shown))


def _top_unseen(taste: Taste, language: str, shown: frozenset[int], now: datetime) -> Row:
    title = _("高分未看") if len(taste.member.history) else _("高分动漫")
    return Row(title=title, url=_ranking("top"), cards=_cards(top_rated(), taste, language, shown))


def _gems(taste: Taste, language: str, shown: frozenset[int], now: datetime) -> Row:
    known = Anime.objects.visible().filter(score__gte=GEM_SCORE, members__range=GEM_MEMBERS)
    ranked = known.order_by("-score", "pk")
    return Row(title=_("冷门佳作"), url=_ranking("top"), cards=_cards(ranked, taste, language, shown))


def _this_season(taste: Taste, language: str, shown: frozenset[int], now: datetime) -> Row:
    """The quarter that the calendar of Japan is in; the latest anime where the catalogue ends before it."""
    today = broadcast_date(now)
    year, season = season_of(today)
    begun = Anime.objects.visible().filter(start_date__lte=today)
    current = begun.filter(year=year, season=season).order_by("-members", "-start_date", "pk")
    cards = _cards(current, taste, language, shown)
    if len(cards) >= PER_ROW // 2:
        return Row(title=_("本季新番"), url=reverse("catalog:search"), cards=cards)
    last = begun.order_by("-start_date").values_list("start_date", flat=True).first() or today
    latest = begun.filter(start_date__gt=last - LATEST).order_by("-members", "-start_date", "pk")
    return Row(title=_("最新动漫"), url=reverse("catalog:search"), cards=_cards(latest, taste, language, shown))


def _ranking(kind: str) -> str:
    return f"{reverse('catalog:rankings')}?kind={kind}"


def _cards(ranked: AnimeQuerySet, taste: Taste, language: str, shown: frozenset[int]) -> list[AnimeCard]:
    most = PER_ROW + len(shown) + len(taste.excluded)
    ids = ranked.values_list("pk", flat=True)[:most]
    wanted = (pk for pk in ids if pk not in shown and pk not in taste.excluded)
    return cards_in_order(list(islice(wanted, PER_ROW)), language=language)
