"""The door of search."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from catalog.search.query import PAGE_SIZE, SearchQuery
from catalog.search.title_index import title_index
from catalog.selectors import cards_in_order


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    page: Page
    total: int


def search(query: SearchQuery, *, language: str) -> SearchResult:
    """A page of cards; a page beyond the last is the last."""
    found = title_index().find(query.text)
    page = Paginator(found, PAGE_SIZE).get_page(query.page)
    cards = cards_in_order(list(page.object_list), language=language)
    return SearchResult(page=Page(cards, page.number, page.paginator), total=len(found))
