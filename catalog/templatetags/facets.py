"""Which values of a facet stand in the open, and which behind "more"."""

from collections.abc import Sequence

from django import template

from catalog.search.facets import Facet, FacetValue

register = template.Library()

SHOWN = 10


@register.filter
def with_values(facets: Sequence[Facet]) -> list[Facet]:
    """Those that have something to choose."""
    return [facet for facet in facets if facet.values]


@register.filter
def shown_values(values: Sequence[FacetValue]) -> list[FacetValue]:
    """The first ones, and all that are in force, wherever they stand."""
    return [value for index, value in enumerate(values) if value.state or index < _shown(values)]


@register.filter
def folded_values(values: Sequence[FacetValue]) -> list[FacetValue]:
    return [value for index, value in enumerate(values) if not value.state and index >= _shown(values)]


def _shown(values: Sequence[FacetValue]) -> int:
    """Nobody should have to unfold two or three."""
    return SHOWN if len(values) > SHOWN + 3 else len(values)
