"""The home page's rows and slides: drafts become cards, all fetched at once, and none stands twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.cards import AnimeCard
from catalog.seasons import broadcast_date
from catalog.selectors import cards_in_order
from recommend.home.carousel import MOST as MOST_SLIDES
from recommend.home.carousel import Slide, running_slides, slide_of
from recommend.home.drafts import Draft, drafts_for
from recommend.home.shelves import current_shelves
from recommend.lists.matches import matches_for
from recommend.lists.recommendations import RecommendedCard, Taste, Visitor, recommended_card, taste_of
from recommend.models import CarouselSlide
from recommend.serving.serving import current_serving

PER_ROW = 12
MOST_ROWS = 8
# A shelf of fewer looks like a mistake, unless the catalogue is that small.
FEWEST_IN_ROW = 4
PICKED = 5
# A recommender may know anime that the catalogue lacks.
SPARE = 3
# Whatever other rows took, one more row finds its own among so many.
DEPTH = (MOST_ROWS + 2) * (PER_ROW + SPARE)


@dataclass(frozen=True, kw_only=True)
class Row:
    title: str
    url: str  # where there is more of it
    cards: list[AnimeCard]
    recommended: list[RecommendedCard] | None = None  # the same anime with probability and reasons, where there are


@dataclass(frozen=True, kw_only=True)
class Home:
    slides: list[Slide]
    rows: list[Row]
    matches: dict[int, int]  # anime id → percent, of all cards
    invitation: bool  # to rate a few anime: this visitor or member has told nothing yet


def home_for(*, user: Visitor, language: str, now: datetime | None = None, taste: Taste | None = None) -> Home:
    """``taste``: the visitor's, where it is known already."""
    taste = taste or taste_of(user)
    today = broadcast_date(now or timezone.now())
    chosen = [row for row in running_slides() if row.anime_id not in taste.excluded][:MOST_SLIDES]
    drafts = list(drafts_for(taste, current_serving(), current_shelves(today=today), today=today, depth=DEPTH))
    plan = _Plan.of(drafts, chosen)
    reasons = [reason for draft in drafts[:1] for item in draft.answers.values() for reason in item.because]
    wanted = [*plan.all_ids(), *(draft.liked for draft in drafts if draft.liked is not None), *reasons]
    cards = {card.id: card for card in cards_in_order(wanted, language=language)}
    slides = [slide for row in chosen if (slide := slide_of(row, cards))]
    rows = [_row(draft, taste, [cards[one] for one in ids if one in cards], cards) for draft, ids in plan.rows]
    if not slides:
        slides, rows = _slide_and_rest(rows)
    rows = [_cut(row) for row in rows if row.cards]
    ids = [card.id for row in rows for card in row.cards if row.recommended is None]
    matches = matches_for(user=user, anime_ids=ids, taste=taste)
    return Home(slides=slides, rows=rows, matches=matches, invitation=not len(taste.member.history))


@dataclass(frozen=True)
class _Plan:
    """Which anime each row may take, disjoint, some more than it shows."""

    slide_ids: list[int]
    rows: list[tuple[Draft, list[int]]]

    @classmethod
    def of(cls, drafts: Iterable[Draft], chosen: Sequence[CarouselSlide]) -> "_Plan":
        slide_ids = [row.anime_id for row in chosen if row.anime_id is not None]
        taken = set(slide_ids)
        rows: list[tuple[Draft, list[int]]] = []
        for draft in drafts:
            room = PER_ROW + (SPARE if draft.answers or draft.liked else 0)
            if not rows:
                # Where no slide of the operators can be shown, the first row gives some.
                room += PICKED
            ids = list(islice((one for one in draft.anime_ids if one not in taken), room))
            if len(ids) >= FEWEST_IN_ROW:
                rows.append((draft, ids))
                taken.update(ids)
            if len(rows) == MOST_ROWS:
                break
        return cls(slide_ids, rows)

    def all_ids(self) -> list[int]:
        return [*self.slide_ids, *(anime_id for _draft, ids in self.rows for anime_id in ids)]


def _row(draft: Draft, taste: Taste, shown: list[AnimeCard], cards: dict[int, AnimeCard]) -> Row:
    title = draft.title
    if draft.liked is not None:
        title = _("因为你喜欢《%(title)s》") % {"title": cards[draft.liked].title} if draft.liked in cards else ""
    recommended = None
    if draft.answers:
        titles = {anime_id: card.title for anime_id, card in cards.items()}
        recommended = [recommended_card(draft.answers[card.id], card, taste, titles) for card in shown]
    return Row(title=title, url=draft.url, cards=shown if title else [], recommended=recommended)


def _slide_and_rest(rows: list[Row]) -> tuple[list[Slide], list[Row]]:
    """The best of the first row become slides; the row goes on with what comes after them."""
    if not rows or len(rows[0].cards) < PICKED + FEWEST_IN_ROW:
        return [], rows
    first = rows[0]
    reasons = [item.reasons for item in first.recommended or ()][:PICKED] or [()] * PICKED
    slides = [_picked(card, said, first.title) for card, said in zip(first.cards[:PICKED], reasons, strict=True)]
    rest = replace(first, cards=first.cards[PICKED:], recommended=first.recommended and first.recommended[PICKED:])
    return slides, [rest, *rows[1:]]


def _picked(card: AnimeCard, reasons: Sequence[str], kicker: str) -> Slide:
    return Slide(title=card.title, url=card.url, text=next(iter(reasons), ""), kicker=kicker, card=card)


def _cut(row: Row) -> Row:
    """To the promised length."""
    return replace(row, cards=row.cards[:PER_ROW], recommended=row.recommended and row.recommended[:PER_ROW])
