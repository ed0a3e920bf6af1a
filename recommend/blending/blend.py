"""「像 A 和 B，不像 C」: anime like some and unlike others, with what they share, by an address that can be shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse

from catalog.cards import AnimeCard
from catalog.models import Anime
from catalog.selectors import cards_in_order
from ml.serving.blending import Blend
from recommend.blending.reasons import Reason, blend_in_words, reasons_of, tags_by_anime
from recommend.lists.recommendations import Taste, series_ids
from recommend.members.guests import known_numbers
from recommend.serving.catalogue_refill import without_later_entries
from recommend.serving.serving import current_serving

MOST_LIKED, MOST_UNLIKED = 3, 2
MOST = 60
LETTERS = "ABCDE"


@dataclass(frozen=True, kw_only=True)
class BlendQuery:
    """Ids, each once; one that is liked isn't unliked as well."""

    like: tuple[int, ...] = ()
    unlike: tuple[int, ...] = ()

    @classmethod
    def of(cls, like: Sequence[object], unlike: Sequence[object]) -> "BlendQuery":
        liked = known_numbers(like, most=len(like))[:MOST_LIKED]
        others = [pk for pk in known_numbers(unlike, most=len(unlike)) if pk not in liked]
        return cls(like=tuple(liked), unlike=tuple(others[:MOST_UNLIKED]))

    @classmethod
    def from_params(cls, params: QueryDict) -> "BlendQuery":
        return cls.of(params.getlist("like"), params.getlist("unlike"))

    @property
    def url(self) -> str:
        pairs = [*(("like", pk) for pk in self.like), *(("unlike", pk) for pk in self.unlike)]
        return reverse("recommend:blend") + (f"?{urlencode(pairs)}" if pairs else "")

    def without(self, anime_id: int) -> "BlendQuery":
        left = ([pk for pk in ids if pk != anime_id] for ids in (self.like, self.unlike))
        return BlendQuery.of(*left)

    def with_liked(self, anime_id: int) -> "BlendQuery":
        rest = self.without(anime_id)
        return BlendQuery.of([*rest.like, anime_id], rest.unlike)

    def with_unliked(self, anime_id: int) -> "BlendQuery":
        rest = self.without(anime_id)
        return BlendQuery.of(rest.like, [*rest.unlike, anime_id])


@dataclass(frozen=True, kw_only=True)
class Given:
    """An anime that was chosen, and the letter that stands for it."""

    card: AnimeCard
    letter: str
    is_liked: bool


@dataclass(frozen=True, kw_only=True)
class Likeness:
    letter: str
    title: str
    percent: int
    is_liked: bool


@dataclass(frozen=True, kw_only=True)
class Blended:
    """``likenesses``: to the given anime in their order; none where only genres were compared."""

    card: AnimeCard
    likenesses: tuple[Likeness, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class BlendResult:
    liked: tuple[Given, ...]
    unliked: tuple[Given, ...]
    items: tuple[Blended, ...]

    @property
    def given(self) -> tuple[Given, ...]:
        return self.liked + self.unliked

    @property
    def title(self) -> str:
        return blend_in_words([one.card for one in self.liked], [one.card for one in self.unliked])


def blend_for(*, taste: Taste, query: BlendQuery, n: int, language: str) -> BlendResult:
    """Returns up to ``n`` anime, the same until the visitor's list changes; ids of no visible anime are ignored."""
    found = _answers(taste, query, n=n)
    cards = {card.id: card for card in cards_in_order([*query.like, *query.unlike, *found], language=language)}
    known = BlendQuery.of([pk for pk in query.like if pk in cards], [pk for pk in query.unlike if pk in cards])
    if known != query:
        return blend_for(taste=taste, query=known, n=n, language=language)
    letters = iter(LETTERS)
    liked = tuple(Given(card=cards[pk], letter=next(letters), is_liked=True) for pk in query.like)
    unliked = tuple(Given(card=cards[pk], letter=next(letters), is_liked=False) for pk in query.unlike)
    tags = tags_by_anime(list(cards)) if found else {}
    return BlendResult(
        liked=liked,
        unliked=unliked,
        items=tuple(
            Blended(
                card=cards[pk],
                likenesses=_likenesses(blend, liked + unliked),
                reasons=reasons_of(
                    cards[pk], liked=[one.card for one in liked], unliked=[one.card for one in unliked], tags=tags
                ),
            )
            for pk, blend in found.items()
            if pk in cards
        ),
    )


def _answers(taste: Taste, query: BlendQuery, *, n: int) -> dict[int, Blend | None]:
    """By id, best first; without a Blend where no model answers, and genres are compared."""
    if not query.like:
        return {}
    serving = current_serving()
    excluded = taste.excluded | series_ids([*query.like, *query.unlike])
    found = serving.recommender.alike.blend(
        like=query.like, unlike=query.unlike, n=n, exclude=excluded | serving.missing_ids()
    )
    if found:
        return {blend.anime_id: blend for blend in found}
    return dict.fromkeys(_by_genre(query, excluded, n=n))


def _likenesses(blend: Blend | None, given: Sequence[Given]) -> tuple[Likeness, ...]:
    values = blend.like + blend.unlike if blend is not None else ()
    # The model may know fewer of the given anime than there are: then it says nothing of any.
    if len(values) != len(given):
        return ()
    return tuple(
        Likeness(letter=one.letter, title=one.card.title, percent=round(100 * value), is_liked=one.is_liked)
        for one, value in zip(given, values, strict=True)
    )


def _by_genre(query: BlendQuery, excluded: frozenset[int], *, n: int) -> list[int]:
    """Those that share most genres with the liked, and none that only the unliked have."""
    through = Anime.genres.through.objects
    wanted, others = (
        set(through.filter(anime__in=ids).values_list("genre_id", flat=True)) for ids in (query.like, query.unlike)
    )
    if not wanted:
        return []
    avoided = through.filter(genre__in=others - wanted).values("anime_id")
    entered = without_later_entries(Anime.objects.visible()).exclude(pk__in=avoided)
    alike = entered.filter(genres__in=wanted).annotate(shared=Count("pk"))
    ranked = alike.order_by("-shared", "-popularity", "pk").values_list("pk", flat=True)
    return [pk for pk in ranked[: n + len(excluded)] if pk not in excluded][:n]
