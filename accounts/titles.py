"""Chooses the language in which a visitor or a member sees the titles of anime."""

from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.models import TitleLanguage


def title_language(request: HttpRequest) -> str:
    """The member's choice ("zh", "ja", "romaji" or "en"); a visitor's follows the interface."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return str(user.title_language)
    return interface_title_language()


def interface_title_language() -> str:
    speaks_english = (get_language() or "").startswith("en")
    return TitleLanguage.ENGLISH.value if speaks_english else TitleLanguage.CHINESE.value
