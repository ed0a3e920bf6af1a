"""Large numbers in groups of three, in every language: Django's Chinese format has none."""

from django import template

register = template.Library()


@register.filter
def grouped(number: int) -> str:
    return f"{number:,}"
