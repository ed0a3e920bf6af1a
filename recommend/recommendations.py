"""What to recommend to whom. Exclusion happens here, once and last, whatever the source."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from catalog.cards import AnimeCard
from catalog.models import Anime
from catalog.selectors import cards_in_order
from favorites.dismissals import unwanted_ids
from ml.interactions import Floats, UserHistory
from ml.outlooks import Recommendation
from ml.reranking.pins import place_pins
from recommend.guests import guest_list
from recommend.histories import MemberList, member_list
from recommend.reasons import MOST, reasons_in_words
from recommend.serving import Serving, current_serving
from recommend.site_rules import SiteRules, current_site_rules

MAX_N = 200
# More than there are candidates.
_EVERYTHING = 1_000
LIKED_FROM = 8
NOBODY = MemberList(history=UserHistory.empty(), version="")
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
    """What is needed of a member to recommend: three queries, two for a visitor."""

    member: MemberList
    excluded: frozenset[int]  # on the list, dismissed, hidden or buried by operators
    user_id: int | None
    site_rules: SiteRules
    pins: tuple[tuple[int, int], ...]  # (place, anime id) that operators pinned; none of them excluded


def taste_of(user: Visitor) -> Taste:
    rules, now = current_site_rules(), timezone.now()
    hidden = Anime.objects.filter(is_hidden=True).order_by().values_list("pk", flat=True)
    member, user_id, unwanted = NOBODY, None, rules.buried_ids(now)
    if isinstance(user, User):
        member, user_id = member_list(user), user.pk
        unwanted = unwanted.union(unwanted_ids(user=user, besides=hidden))
    else:
        member, unwanted = guest_list(user), unwanted.union(hidden)
    unwanted = unwanted.union(member.history.anime_ids.tolist())
    pins = tuple(rules.pins(now, unwanted=unwanted))
    return Taste(member=member, excluded=unwanted, user_id=user_id, site_rules=rules, pins=pins)


def has_told(user: Visitor) -> bool:
    """False where it is certain without a query that this visitor has told nothing of their taste."""
    return isinstance(user, User) or bool(getattr(user, "guest_ratings", None))


def page_taste(request: HttpRequest) -> Taste:
    """The visitor's, asked for once a request. Whoever changes the list in the same request asks ``taste_of``."""
    known: Taste | None = getattr(request, "_page_taste", None)
    if known is None:
        known = taste_of(request.user)
        request._page_taste = known  # type: ignore[attr-defined]
    return known


def recommend_for(*, user: Visitor, n: int, language: str, offset: int = 0) -> list[RecommendedCard]:
    """``n`` cards from place ``offset`` on, best first; fewer only where the catalogue has no more."""
    return recommend_to(taste_of(user), n=n, language=language, offset=offset)


def recommend_to(
    taste: Taste, *, n: int, language: str, offset: int = 0, also_exclude: frozenset[int] = frozenset()
) -> list[RecommendedCard]:
    serving = current_serving()
    excluded = taste.excluded | also_exclude
    pins = [(place, anime_id) for place, anime_id in taste.pins if anime_id not in excluded]
    others = excluded.union(anime_id for _, anime_id in pins)

    def ask(count: int) -> list[Recommendation]:
        return ask_recommender(serving, taste, others, n=count)

    found, cards = _refilled(ask, wanted=offset + n, excluded=others, language=language)
    cards |= {card.id: card for card in cards_in_order([anime_id for _, anime_id in pins], language=language)}
    answers = {item.anime_id: item for item in found}
    ids = place_pins(list(answers), [pin for pin in pins if pin[1] in cards], n=offset + n)
    page = [answers.get(anime_id) or Recommendation(anime_id, 0.0) for anime_id in ids[offset:]]
    because = list(dict.fromkeys(anime_id for item in page for anime_id in item.because[:MOST]))
    titles = {card.id: card.title for card in cards_in_order(because, language=language)}
    return [recommended_card(item, cards[item.anime_id], taste, titles) for item in page]


def recommended_card(item: Recommendation, card: AnimeCard, taste: Taste, titles: Mapping[int, str]) -> RecommendedCard:
    """``titles``: of what the recommendation may give as a reason."""
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
    """Ids of everything that the recommender has a view on for this member, best first."""
    taste = taste_of(user)
    return [item.anime_id for item in ask_recommender(current_serving(), taste, taste.excluded, n=_EVERYTHING)]


def similar_to(*, anime_id: int, user: Visitor, n: int, language: str) -> list[AnimeCard]:
    """The same on every load, but for what the member has, and without its own series, which stands apart.

    By genres for anime that the snapshot doesn't know.
    """
    return similar_for(taste_of(user), anime_id=anime_id, n=n, language=language)


def similar_for(
    taste: Taste, *, anime_id: int, n: int, language: str, also_exclude: frozenset[int] = frozenset()
) -> list[AnimeCard]:
    excluded = taste.excluded | series_ids([anime_id]) | also_exclude
    serving = current_serving()

    def ask(count: int) -> list[Recommendation]:
        return serving.recommender.similar(anime_id, n=count, exclude=excluded) if serving.files else []

    found, cards = _refilled(ask, wanted=n, excluded=excluded, language=language)
    if found:
        return [cards[item.anime_id] for item in found]
    return cards_in_order(_alike_by_genre(anime_id, excluded, n=n), language=language)


def ask_recommender(serving: Serving, taste: Taste, excluded: frozenset[int], *, n: int) -> list[Recommendation]:
    return serving.recommend(
        taste.member.history,
        n=n,
        exclude=excluded,
        user_embedding=user_embedding(serving, taste),
        site_rules=taste.site_rules,
    )


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


def _refilled(
    ask: Callable[[int], list[Recommendation]], *, wanted: int, excluded: frozenset[int], language: str
) -> tuple[list[Recommendation], dict[int, AnimeCard]]:
    """Asks for more until ``wanted`` of them have a card: a snapshot may know anime that the catalogue lacks."""
    count = wanted
    while True:
        answers = ask(count)
        usable = [item for item in answers if item.anime_id not in excluded]
        cards = {card.id: card for card in cards_in_order([item.anime_id for item in usable], language=language)}
        found = [item for item in usable if item.anime_id in cards]
        if len(found) >= wanted or len(answers) < count:
            return found[:wanted], cards
        count *= 2


def _alike_by_genre(anime_id: int, excluded: frozenset[int], *, n: int) -> list[int]:
    """The anime that share most genres, the better known first."""
    genres = list(Anime.genres.through.objects.filter(anime_id=anime_id).values_list("genre_id", flat=True))
    if not genres:
        return []
    alike = Anime.objects.visible().filter(genres__in=genres).exclude(pk=anime_id)
    ranked = alike.annotate(shared=Count("pk")).order_by("-shared", "-members", "pk").values_list("pk", flat=True)
    return [pk for pk in ranked[: n + len(excluded)] if pk not in excluded][:n]
