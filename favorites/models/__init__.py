"""What a member thinks of an anime."""

from favorites.models.dismissal import DismissedGenre, DismissedSeries, NotInterested
from favorites.models.entry import ListEntry, Status

__all__ = ["DismissedGenre", "DismissedSeries", "ListEntry", "NotInterested", "Status"]
