"""Which values of a facet stand in the open, and which behind "more"."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from django import template

register = template.Library()

SHOWN = 10


class Value(Protocol):
    @property
    def state(self) -> str: ...


class Facet(Protocol):
    @property
    def values(self) -> Sequence[Value]: ...


V = TypeVar("V", bound=Value)
F = TypeVar("F", bound=Facet)


@register.filter
def with_values(facets: Sequence[F]) -> list[F]:
    """Those that have something to choose."""
    return [facet for facet in facets if facet.values]


@register.filter
def shown_values(values: Sequence[V]) -> list[V]:
    """The first ones, and all that are in force, wherever they stand."""
    return [value for index, value in enumerate(values) if value.state or index < _shown(values)]


@register.filter
def folded_values(values: Sequence[V]) -> list[V]:
    return [value for index, value in enumerate(values) if not value.state and index >= _shown(values)]


def _shown(values: Sequence[V]) -> int:
    """Nobody should have to unfold two or three."""
    return SHOWN if len(values) > SHOWN + 3 else len(values)
