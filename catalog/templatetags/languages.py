"""``<bdi{{ card.title|lang }}>``: the language that a title's letters tell, for fonts and for voices."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


@register.filter
def lang(text: str) -> SafeString:
    """An attribute, or nothing where the letters tell nothing or the page is in that language anyway."""
    code = _language_of(text)
    speaks_it = (get_language() or "").startswith(code)
    return mark_safe("" if not code or speaks_it else f' lang="{code}"')  # noqa: S308


def _language_of(text: str) -> str:
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    return "zh" if _HAN.search(text) else ""
