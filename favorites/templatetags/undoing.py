"""How a message's deed is taken back."""

from dataclasses import dataclass

from django import template
from django.contrib.messages.storage.base import Message

from favorites.views.dismissals import UNDO

register = template.Library()


@dataclass(frozen=True)
class Undo:
    anime_id: int
    kind: str


@register.filter
def undo_of(message: Message) -> Undo | None:
    """None of a message that says nothing that could be undone."""
    parts = (message.extra_tags or "").split()
    if len(parts) == 3 and parts[0] == UNDO and parts[1].isdigit():
        return Undo(int(parts[1]), parts[2])
    return None
