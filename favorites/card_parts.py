"""What the parts of a card are told: the scripts' properties of an anime, and how a rank moved."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.cards import AnimeCard
from favorites.models import Status

# A title of five thousand characters belongs in no label.
LABEL_LENGTH = 120


class EntryLike(Protocol):
    """A ListEntry, or the Mark that cards have of it."""

    @property
    def is_favorite(self) -> bool: ...
    @property
    def score(self) -> int | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def progress(self) -> int: ...


@dataclass(frozen=True)
class Movement:
    """How a rank moved since the last ranking: ``kind`` is up, down or new; ``places`` 0 where only that is known."""

    kind: str
    places: int = 0

    @property
    def spoken(self) -> str:
        if self.kind == "new":
            return _("新上榜")
        if self.kind == "up":
            return _up(self.places) if self.places else _("排名上升")
        return _down(self.places) if self.places else _("排名下降")


def actions_props(card: AnimeCard, mark: EntryLike | None, *, genres: Sequence[tuple[int, str]] | None) -> str:
    """For CardActions.vue; ``genres`` None: without the menu 不感兴趣."""
    props = _named(card)
    if mark is not None and mark.is_favorite:
        props["favorite"] = True
    if mark is not None and mark.score:
        props["score"] = mark.score
    if genres is not None:
        props["genres"] = [list(genre) for genre in genres]
    return _as_json(props)


def favorite_props(card: AnimeCard, mark: EntryLike | None, *, text: bool) -> str:
    """For FavoriteButton.vue; ``text``: with a word beside the heart."""
    return _as_json({**_named(card), "favorite": bool(mark and mark.is_favorite), "text": text})


def rating_props(card: AnimeCard, mark: EntryLike | None, *, compact: bool) -> str:
    """For StarRating.vue; ``compact``: a button that opens the stars."""
    return _as_json({**_named(card), "score": mark.score if mark else None, "compact": compact})


def status_props(card: AnimeCard, mark: EntryLike | None, *, compact: bool) -> str:
    """For StatusEditor.vue; ``compact``: a select instead of five buttons."""
    state = {"status": mark.status if mark else None, "progress": mark.progress if mark else 0}
    return _as_json({**_named(card), **state, "episodes": card.episodes, "compact": compact})


def note_props(card: AnimeCard, note: str) -> str:
    """Returns the props of NoteEditor.vue as JSON."""
    return _as_json({**_named(card), "note": note})


def named_props(card: AnimeCard) -> str:
    """Returns the props of RemoveButton.vue as JSON."""
    return _as_json(_named(card))


def status_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Status.choices]


def _named(card: AnimeCard) -> dict[str, Any]:
    title = card.title if len(card.title) <= LABEL_LENGTH else card.title[: LABEL_LENGTH - 1] + "…"
    return {"id": card.id, "title": title}


def _as_json(props: dict[str, Any]) -> str:
    return json.dumps(props, ensure_ascii=False, separators=(",", ":"))


def _up(places: int) -> str:
    return ngettext("上升 %(places)s 位", "上升 %(places)s 位", places) % {"places": places}


def _down(places: int) -> str:
    return ngettext("下降 %(places)s 位", "下降 %(places)s 位", places) % {"places": places}
