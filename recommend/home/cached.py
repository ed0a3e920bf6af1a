"""Visitors who have told nothing all see the same page: its body is made once in a while and kept."""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from catalog.seasons import broadcast_date
from recommend.home.carousel import running_slides
from recommend.lists.recommendations import Taste

SECONDS = 180


def visitors_body(taste: Taste, *, language: str, make: Callable[[], str]) -> str:
    """What ``make`` renders. Made anew when time is up, a slide comes, goes or changes, or anime are hidden or buried.

    ``language``: that of titles.
    """
    if settings.DEBUG:
        return make()
    slides = [(slide.pk, slide.updated_at.isoformat()) for slide in running_slides()]
    parts = (get_language(), language, broadcast_date(timezone.now()), slides, sorted(taste.excluded))
    key = f"home:visitors:{blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"
    body: str | None = cache.get(key)
    if body is None:
        body = make()
        cache.set(key, body, SECONDS)
    return body
