"""Recommends anime to a visitor. Excluded anime are removed here, once and last, whatever source proposed them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from catalog.cards import AnimeCard
from catalog.models import Anime
from catalog.selectors import cards_in_order
from favorites.dismissals import unwanted_ids
from ml.data.interactions import Floats
from ml.reranking.leaning import NO_LEAN, Lean
from ml.reranking.pins import place_pins
from ml.serving.answers import Recommendation
from ml.serving.requests import ListRequest
from recommend.lists.filters import EVERYTHING, RecommendationFilter
from recommend.lists.reasons import MOST, reasons_in_words
from recommend.members.guests import guest_list
from recommend.members.histories import MemberList, member_list
from recommend.members.preferences import lean_of
from recommend.serving.catalogue_refill import refill
from recommend.serving.serving import Serving, current_serving
from recommend.serving.site_rules import SiteRules, current_site_rules

MAX_N = 200
# More than there are candidates.
_EVERYTHING = 1_000
LIKED_FROM = 8
Visitor = User | AnonymousUser


@dataclass(frozen=True, kw_only=True)
class RecommendedCard:
    card: AnimeCard
    probability: float | None  # that it is among what the member likes next; None where popularity speaks
    match: int | None  # in percent: the chance that the member likes it, given that they watch it; None for visitors
    predicted_score: float | None  # the rating then, 1 to 10
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Taste:
    """What is needed of a member to recommend: four queries, two for a visitor."""

    member: MemberList
    excluded: frozenset[int]  # on the list, dismissed, hidden or buried by operators
    user_id: int | None
    site_rules: SiteRules
    pins: tuple[tuple[int, int], ...]  # (place, anime id) that operators pinned; none of them excluded
    lean: Lean = NO_LEAN  # what the member wishes of the order


def taste_of(user: Visitor) -> Taste:
    rules, now = current_site_rules(), timezone.now()
    hidden = Anime.objects.filter(is_hidden=True).order_by().values_list("pk", flat=True)
    user_id, unwanted, lean = None, rules.buried_ids(now), NO_LEAN
    if isinstance(user, User):
        member, user_id, lean = member_list(user), user.pk, lean_of(user)
        unwanted = unwanted.union(unwanted_ids(user=user, besides=hidden))
    else:
        member, unwanted = guest_list(user), unwanted.union(hidden)
    unwanted = unwanted.union(member.history.anime_ids.tolist())
    pins = tuple(rules.pins(now, unwanted=unwanted))
    return Taste(member=member, excluded=unwanted, user_id=user_id, site_rules=rules, pins=pins, lean=lean)


def has_told(user: Visitor) -> bool:
    """Returns False for visitors who have rated nothing; True for every member, whose list isn't read for this."""
    return isinstance(user, User) or bool(getattr(user, "guest_ratings", None))


def page_taste(request: HttpRequest) -> Taste:
    """Returns the visitor's taste, read once per request. Code that changes the list first calls ``taste_of``."""
    known: Taste | None = getattr(request, "_page_taste", None)
    if known is None:
        known = taste_of(request.user)
        request._page_taste = known  # type: ignore[attr-defined]
    return known


def recommend_for(
    *, user: Visitor, n: int, language: str, offset: int = 0, wanted: RecommendationFilter = EVERYTHING
) -> list[RecommendedCard]:
    """``n`` cards from place ``offset`` on, best first; fewer only where the catalogue has no more."""
    return recommend_to(taste_of(user), n=n, language=language, offset=offset, wanted=wanted)


def recommend_to(
    taste: Taste,
    *,
    n: int,
    language: str,
    offset: int = 0,
    also_exclude: frozenset[int] = frozenset(),
    wanted: RecommendationFilter = EVERYTHING,
) -> list[RecommendedCard]:
    """See ``recommend_for``. ``also_exclude``: what was shown already, say."""
    serving = current_serving()
    page = _page(serving, taste, taste.excluded | also_exclude, wanted, first=offset, last=offset + n)
    reasons = [anime_id for item in page for anime_id in item.because[:MOST]]
    cards = {card.id: card for card in cards_in_order([*(i.anime_id for i in page), *reasons], language=language)}
    if any(item.anime_id not in cards for item in page):
        # Anime left the catalogue since this process last looked.
        serving.forget_missing()
        page = _page(serving, taste, taste.excluded | also_exclude, wanted, first=offset, last=offset + n)
        cards = {card.id: card for card in cards_in_order([*(i.anime_id for i in page), *reasons], language=language)}
    titles = {anime_id: card.title for anime_id, card in cards.items()}
    return [recommended_card(item, cards[item.anime_id], taste, titles) for item in page if item.anime_id in cards]


def _page(
    serving: Serving, taste: Taste, excluded: frozenset[int], wanted: RecommendationFilter, *, first: int, last: int
) -> list[Recommendation]:
    """The places from ``first`` to ``last``: the recommender's, then what only the catalogue knows; pins at theirs."""
    allowed = wanted.allowed_ids()
    pins = [pin for pin in taste.pins if pin[1] not in excluded and (allowed is None or pin[1] in allowed)]
    others = excluded.union(anime_id for _, anime_id in pins)
    found = ask_recommender(serving, taste, others, n=last, allowed=allowed)
    answers = {item.anime_id: item for item in found}
    ids = list(answers)
    if len(ids) < last:
        known = frozenset(serving.recommender.table.ids.tolist())
        history = taste.member.history
        ids += refill(history=history, shown=ids, known=known, unwanted=others, allowed=allowed, n=last - len(ids))
    shown = place_pins(ids, pins, n=last)[first:]
    silent = [one for one in shown if one not in answers or answers[one].like is None]
    answers |= estimates_of(serving, taste, silent)
    return [answers.get(anime_id) or Recommendation(anime_id, 0.0) for anime_id in shown]


def estimates_of(serving: Serving, taste: Taste, anime_ids: Collection[int]) -> dict[int, Recommendation]:
    """Returns by anime id how the member would like these anime; an empty dict while their list is empty."""
    if not anime_ids or not len(taste.member.history):
        return {}
    return serving.estimates(
        taste.member.history,
        anime_ids,
        user_embedding=user_embedding(serving, taste),
        site_rules=taste.site_rules,
    )


def recommended_card(item: Recommendation, card: AnimeCard, taste: Taste, titles: Mapping[int, str]) -> RecommendedCard:
    """Returns the card with its figures and reasons. ``titles``: by anime id, of the anime that may be a reason."""
    history = taste.member.history
    return RecommendedCard(
        card=card,
        probability=item.probability,
        match=percent_of(item.like) if item.like is not None and len(history) else None,
        predicted_score=item.predicted_score if len(history) else None,
        reasons=reasons_in_words(item.because, history=history, titles=titles),
    )


def best_liked(member: MemberList) -> list[int]:
    """What the member likes most, the favourites first among equals."""
    history = member.history
    liked = [
        (int(favorite), int(score), int(anime_id))
        for anime_id, score, favorite in zip(history.anime_ids, history.ratings, history.favorites, strict=True)
        if score >= LIKED_FROM or (favorite and not score)
    ]
    ranked = sorted(liked, key=lambda entry: (-max(entry[1], 9 * entry[0]), -entry[0], entry[2]))
    return [anime_id for _favorite, _score, anime_id in ranked]


def series_ids(anime_ids: Collection[int]) -> frozenset[int]:
    """Everything that belongs to the series of these, they themselves included."""
    names = Anime.objects.filter(pk__in=list(anime_ids)).exclude(series="").values("series").order_by()
    others = Anime.objects.filter(series__in=names).values_list("pk", flat=True) if anime_ids else ()
    return frozenset(anime_ids).union(others)


def percent_of(like: float) -> int:
    """Nothing is certain, so that nothing rounds to 0 or 100."""
    return min(max(round(like * 100), 1), 99)


def best_matches(user: Visitor) -> list[int]:
    """Ids of everything that the recommender has a view on for this member, best first, whatever they wish to see."""
    taste = replace(taste_of(user), lean=NO_LEAN)
    return [item.anime_id for item in ask_recommender(current_serving(), taste, taste.excluded, n=_EVERYTHING)]


def ask_recommender(
    serving: Serving, taste: Taste, excluded: frozenset[int], *, n: int, allowed: frozenset[int] | None = None
) -> list[Recommendation]:
    request = ListRequest(n=n, exclude=excluded | serving.missing_ids(), allowed=allowed, lean=taste.lean)
    embedding = user_embedding(serving, taste)
    return serving.recommend(taste.member.history, request, user_embedding=embedding, site_rules=taste.site_rules)


def user_embedding(serving: Serving, taste: Taste) -> Floats | None:
    """From Redis where it belongs to this version of the list; else made anew and stored."""
    if serving.files is None or serving.store is None or taste.user_id is None or not len(taste.member.history):
        return None
    version = taste.member.version
    stored = serving.store.user_embedding(taste.user_id, version=version)
    if stored is not None:
        return stored
    fresh = serving.files.user_embedding(taste.member.history)
    if fresh is not None:
        serving.store.store_user_embedding(taste.user_id, fresh, version=version)
    return fresh
