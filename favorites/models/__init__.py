"""What a member thinks of an anime."""

from favorites.models.dismissal import NotInterested
from favorites.models.entry import ListEntry, Status

__all__ = ["ListEntry", "NotInterested", "Status"]
