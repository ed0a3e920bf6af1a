"""What pages need for the components of frontend/."""

import json
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from animerec.frontend_build import current_build
from animerec.interface_words import WORDS

register = template.Library()


@register.simple_tag
def vite() -> str:
    """The scripts of every page, for its head, and their words; nothing without a build: pages work without scripts."""
    build = current_build()
    if build is None:
        return ""
    return format_html(
        '<script src="{}"></script>\n{}<script type="module" src="{}" data-entry></script>\n{}',
        static("js/root.js"),
        format_html_join("", '<link rel="modulepreload" href="{}">\n', ((_url(path),) for path in build.preloaded)),
        _url(build.entry),
        _words(get_language() or settings.LANGUAGE_CODE),
    )


@register.filter
def island_props(props: Mapping[str, object]) -> str:
    """JSON for ``data-props="…"``: a plain string, which the template escapes."""
    return json.dumps(props, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def _url(path: str) -> str:
    """By Vite's own name, as the scripts import each other: a second hash would make a second copy of each."""
    return urljoin(settings.STATIC_URL, f"dist/{path}")


@register.simple_tag(name="island_props")
def island_props_of(**props: object) -> str:
    """The same for props that a template puts together: ``data-props="{% island_props text=words %}"``."""
    return island_props(props)


@lru_cache
def _words(language: str) -> SafeString:
    """Of the language in force, which is an argument only to be remembered by."""
    words = json.dumps({key: str(text) for key, text in WORDS.items()}, ensure_ascii=False, separators=(",", ":"))
    # In a script element nothing but a "<" could end it.
    safe = mark_safe(words.replace("<", r"\u003c"))  # noqa: S308
    return format_html('<script type="application/json" id="words">{}</script>', safe)
