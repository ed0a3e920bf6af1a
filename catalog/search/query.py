"""A search as both doors, page and API, ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.search.analysis import LONGEST_QUERY

PAGE_SIZE = 24


@dataclass(frozen=True, kw_only=True)
class SearchQuery:
    """``text`` as it was typed, cut and without control characters; ``page`` from 1."""

    text: str
    page: int

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> "SearchQuery":
        """Whatever comes: a page that is no number is the first."""
        raw = params.get("q", "").encode("utf-8", "ignore").decode("utf-8")[:LONGEST_QUERY]
        text = " ".join("".join(char if char.isprintable() else " " for char in raw).split())
        page = params.get("page", "1")
        return cls(text=text, page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 9 else 1)
