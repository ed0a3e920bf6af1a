"""Which page numbers stand under a long list."""

from collections.abc import Iterator

from django import template
from django.core.paginator import Page, Paginator

register = template.Library()


@register.filter
def page_numbers(paginator: Paginator, page: Page) -> Iterator[int | str]:
    return paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
