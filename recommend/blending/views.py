"""「像 A 和 B，不像 C」: the page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.titles import title_language
from catalog.cards import AnimeCard
from catalog.search.search import SearchNotReady
from catalog.search.suggestions import Suggestion, suggest
from catalog.selectors import cards_in_order
from recommend.blending.blend import MOST_LIKED, MOST_UNLIKED, BlendQuery, BlendResult, blend_for
from recommend.blending.reasons import blend_in_words
from recommend.lists.recommendations import page_taste

SHOWN = 24
OFFERED = 6
# Known to many, so that a first visitor sees what this is. MyAnimeList's ids.
EXAMPLES = (
    BlendQuery(like=(5114, 1535), unlike=(20,)),
    BlendQuery(like=(9253, 1), unlike=(16498,)),
    BlendQuery(like=(32281, 199)),
    BlendQuery(like=(4224, 2167), unlike=(11757,)),
)


@dataclass(frozen=True, kw_only=True)
class Example:
    url: str
    liked: tuple[AnimeCard, ...]
    unliked: tuple[AnimeCard, ...]

    @property
    def title(self) -> str:
        return blend_in_words(self.liked, self.unliked)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something found by name, and the address of the blend with it."""

    found: Suggestion
    url: str


@require_safe
def blend_page(request: HttpRequest) -> HttpResponse:
    """``?like=5114&like=1535&unlike=20``; ``q`` and ``to`` (like or unlike) look for one more."""
    query, language = BlendQuery.from_params(request.GET), title_language(request)
    q, to = request.GET.get("q", "").strip()[:200], request.GET.get("to", "like")
    result = blend_for(taste=page_taste(request), query=query, n=SHOWN, language=language)
    known = _known_of(result)
    adds = known.with_unliked if to == "unlike" else known.with_liked
    context = {
        "query": known,
        "result": result,
        "liked": [(one, known.without(one.card.id).url) for one in result.liked],
        "unliked": [(one, known.without(one.card.id).url) for one in result.unliked],
        "like_address": _address(known, "like"),
        "unlike_address": _address(known, "unlike"),
        "may_like": len(result.liked) < MOST_LIKED,
        "may_unlike": len(result.unliked) < MOST_UNLIKED,
        "q": q,
        "to": to,
        "offers": [Offer(found=one, url=adds(one.id).url) for one in _suggested(q, language)] if q else [],
        "examples": _examples(language) if not result.given and not q else (),
    }
    return render(request, "recommend/blend.html", context)


def _known_of(result: BlendResult) -> BlendQuery:
    return BlendQuery.of([one.card.id for one in result.liked], [one.card.id for one in result.unliked])


def _address(query: BlendQuery, to: str) -> str:
    """Of the blend with one more, whose id takes the place of {id}."""
    return f"{query.url}{'&' if query.like or query.unlike else '?'}{to}={{id}}"


def _suggested(q: str, language: str) -> tuple[Suggestion, ...]:
    try:
        return suggest(q, language=language).results[:OFFERED]
    except SearchNotReady:
        return ()


def _examples(language: str) -> tuple[Example, ...]:
    """Those whose anime are all in the catalogue."""
    ids = [pk for one in EXAMPLES for pk in (*one.like, *one.unlike)]
    cards = {card.id: card for card in cards_in_order(ids, language=language)}
    there = [one for one in EXAMPLES if all(pk in cards for pk in (*one.like, *one.unlike))]
    return tuple(
        Example(
            url=one.url,
            liked=tuple(cards[pk] for pk in one.like),
            unliked=tuple(cards[pk] for pk in one.unlike),
        )
        for one in there
    )
