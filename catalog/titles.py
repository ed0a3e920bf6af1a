"""Which title to show: the reader's language first, then what is nearest to it."""

from collections.abc import Iterator

from catalog.models import Anime

DEFAULT = "zh"

_ORDER = {
    "zh": ("title_zh_hans", "title_zh_hant", "title_en", "title_romaji", "title_ja"),
    "ja": ("title_ja", "title_romaji", "title_zh_hans", "title_zh_hant", "title_en"),
    "romaji": ("title_romaji", "title_en", "title_ja", "title_zh_hans", "title_zh_hant"),
    "en": ("title_en", "title_romaji", "title_zh_hans", "title_zh_hant", "title_ja"),
}
# Beside the chosen title stands the one that a reader of another script would look for.
_SECOND = {
    "zh": ("title_romaji", "title_ja", "title_en"),
    "ja": ("title_romaji", "title_zh_hans", "title_zh_hant", "title_en"),
    "romaji": ("title_zh_hans", "title_zh_hant", "title_en", "title_ja"),
    "en": ("title_romaji", "title_zh_hans", "title_zh_hant", "title_ja"),
}
TITLE_FIELDS = _ORDER["zh"]


def display_title(anime: Anime, *, language: str) -> str:
    """Never empty: an anime has at least one title."""
    return next(_filled(anime, _ORDER.get(language, _ORDER[DEFAULT])), str(anime))


def secondary_title(anime: Anime, *, language: str) -> str:
    """A title in another script that differs from the displayed one, or ""."""
    shown = display_title(anime, language=language).casefold()
    others = _filled(anime, _SECOND.get(language, _SECOND[DEFAULT]))
    return next((title for title in others if title.casefold() != shown), "")


def _filled(anime: Anime, fields: tuple[str, ...]) -> Iterator[str]:
    return (title for field in fields if (title := getattr(anime, field)))
