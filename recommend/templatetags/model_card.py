"""The model in force, for the page 关于."""

from django import template

from recommend.model_card.card import ModelCard, active_model_card

register = template.Library()


@register.simple_tag
def model_card() -> ModelCard | None:
    return active_model_card()


@register.filter
def percent(share: float | None) -> str:
    """One decimal; a dash for what wasn't measured."""
    return "–" if share is None else f"{100 * share:.1f}%"


@register.filter
def figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
