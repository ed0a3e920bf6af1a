"""What a text matches and in which order, before filters: the part of a search that pages and suggestions share."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from catalog.search.clauses import EngineQuery, Hit, Ids, Tier
from catalog.search.engines.switch import Engine
from catalog.search.ordering import Ranked, rank, rank_mistyped
from catalog.search.tiers import MAKER_SCORE, TAG_SCORE, Asked, fuzzy_tiers, strict_tiers
from catalog.search.vocabulary import vocabulary

# How many of the best candidates are put in order by their titles, in whole pages; the rest stay in the tiers' order.
WINDOW = 120
# How many are looked at to see what a text may mean: more than a list of suggestions shows.
GLIMPSE = 60
# Mistakes are looked for only where fewer titles match without.
_FEW = 5
_MISTYPED_SCORE = 30


@dataclass(frozen=True)
class Match:
    """``tiers`` finds the matches; none for a text that can match nothing. ``mistyped`` by id, ``best`` best first."""

    asked: Asked
    tiers: tuple[Tier, ...]
    mistyped: dict[int, Ranked] = field(default_factory=dict)
    best: tuple[Ranked, ...] = ()
    did_you_mean: str = ""

    def order(self, hits: Iterable[Hit]) -> list[Ranked]:
        """Returns the hits ranked, best first."""
        ranked = []
        for one in rank(self.asked, hits):
            other = self.mistyped.get(one.id)
            ranked.append(other if other is not None and other.value > one.value else one)
        return sorted(ranked, key=lambda one: -one.value)


def match(text: str, engine: Engine, *, titles_only: bool = False) -> Match:
    """Finds what fits the text. Later filters don't change the result: it depends on text and catalogue alone.

    ``titles_only``: no tags and summaries; a studio's or a person's name still brings their works.
    """
    asked = Asked(text)
    tiers = strict_tiers(asked)
    if not tiers:
        return Match(asked, ())
    if titles_only:
        tiers = tuple(tier for tier in tiers if tier.score >= MAKER_SCORE)
    elif (named := vocabulary().clause(text)) is not None:
        tiers = (*tiers, Tier(TAG_SCORE, named))
    found = engine.answer(EngineQuery(tiers=tiers, limit=GLIMPSE, wants_forms=True))
    ranked = [one for one in rank(asked, found.hits) if one.title is not None or one.is_made_by]
    mistyped: list[Ranked] = []
    # While somebody types, what fits so far is enough; on the page, rather a few more.
    enough = 1 if titles_only else _FEW
    # Who is named is no mistake for a title.
    if len(ranked) < enough and not any(one.is_whole or one.is_made_by for one in ranked):
        mistyped = _mistyped(asked, engine, known={one.id for one in ranked})
    if not mistyped:
        return Match(asked, tiers, best=tuple(ranked))
    tier = Tier(_MISTYPED_SCORE, Ids(tuple(sorted(one.id for one in mistyped))))
    best = mistyped[0].title
    meant = best.text if best is not None and not ranked else ""
    return Match(asked, (*tiers, tier), {one.id: one for one in mistyped}, (*ranked, *mistyped), meant)


def _mistyped(asked: Asked, engine: Engine, *, known: set[int]) -> list[Ranked]:
    """What a mistake explains, best first; two mistakes in a word only where one finds nothing."""
    for most in (1, 2):
        tiers = fuzzy_tiers(asked, most=most)
        if not tiers:
            return []
        hits = engine.answer(EngineQuery(tiers=tiers, limit=GLIMPSE, wants_forms=True)).hits
        if ranked := [one for one in rank_mistyped(asked, hits) if one.id not in known]:
            return ranked
    return []
