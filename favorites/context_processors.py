"""What every page with cards needs of the member's list."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from favorites.selectors import Mark, marks_of


def my_marks(request: HttpRequest) -> dict[str, Any]:
    """``my_marks``: anime id → Mark; asked for once a page, and only by a page that shows cards."""
    return {"my_marks": SimpleLazyObject(lambda: _marks(request))}


def _marks(request: HttpRequest) -> dict[int, Mark]:
    user = getattr(request, "user", None)
    return marks_of(user=user) if user is not None and user.is_authenticated else {}
