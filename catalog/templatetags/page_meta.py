"""``{% page_meta %}``, ``{% anime_meta anime %}``, …: canonical address, previews for who shares a page, JSON-LD."""

import re
from functools import partial
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.details.anime import AnimeDetail
from catalog.details.credits import NameLink
from catalog.metadata import structured
from catalog.metadata.addresses import absolute_url, canonical_path
from catalog.models import AnimeType

register = template.Library()

SHARE_PICTURE = "img/share.png"
_OPEN_GRAPH_TYPES = {
    AnimeType.MOVIE: "video.movie",
    AnimeType.MUSIC: "video.other",
    AnimeType.UNKNOWN: "video.other",
}
_MARKUP = re.compile(r"<[^>]*>")
_LOCALES = {"zh-hans": "zh_CN", "en": "en_US"}


@register.inclusion_tag("components/page_meta.html", takes_context=True)
def page_meta(context: Context) -> dict[str, Any]:
    """For any page: how it is listed, and what a preview of it says."""
    request = context.get("request")
    if request is None:
        return {}
    described = _described(context)
    if request.resolver_match and request.resolver_match.view_name == "home":
        site = structured.website(partial(absolute_url, request))
        return {**described, "title": described["site_name"], "json_ld": structured.json_ld(site)}
    return described


@register.inclusion_tag("components/page_meta.html", takes_context=True)
def anime_meta(context: Context, anime: AnimeDetail, rated: structured.Rated | None = None) -> dict[str, Any]:
    """For the page of an anime; ``rated`` by this site's members."""
    request = context["request"]
    absolute = partial(absolute_url, request)
    described = _described(context)
    if photo := anime.pictures.photo:
        # Tall, and of a size that only the file knows.
        described |= {"picture": absolute(photo), "is_wide": False}
    return {
        **described,
        "type": _OPEN_GRAPH_TYPES.get(AnimeType(anime.type), "video.tv_show"),
        "released": anime.start_date if anime.type == AnimeType.MOVIE else None,
        "json_ld": structured.json_ld(
            structured.work(anime, absolute, rated=rated),
            structured.breadcrumbs(structured.way_to_anime(anime), absolute),
        ),
    }


@register.inclusion_tag("components/page_meta.html", takes_context=True)
def studio_meta(context: Context, studio: NameLink) -> dict[str, Any]:
    return _of_maker(context, "Organization", studio, structured.way_to_studio(studio))


@register.inclusion_tag("components/page_meta.html", takes_context=True)
def person_meta(context: Context, person: NameLink) -> dict[str, Any]:
    return _of_maker(context, "Person", person, [(person.name, person.url)])


def _of_maker(context: Context, kind: str, named: NameLink, steps: list[structured.Step]) -> dict[str, Any]:
    absolute = partial(absolute_url, context["request"])
    who, way = structured.maker(kind, named, absolute), structured.breadcrumbs(steps, absolute)
    return {**_described(context), "json_ld": structured.json_ld(who, way)}


def _described(context: Context) -> dict[str, Any]:
    request = context["request"]
    path = canonical_path(request)
    language = get_language() or ""
    return {
        "canonical": absolute_url(request, path) if path else "",
        "site_name": _("基于深度学习的个性化动漫推荐系统"),
        "title": _block(context, "title"),
        "description": _block(context, "description"),
        "type": "website",
        "picture": absolute_url(request, static(SHARE_PICTURE)),
        "is_wide": True,
        "locale": _LOCALES.get(language, "zh_CN"),
        "other_locales": [name for code, name in _LOCALES.items() if code != language],
    }


def _block(context: Context, name: str) -> SafeString:
    """The words of one of the page's blocks, escaped already, for an attribute."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    text = _MARKUP.sub("", block.render(context)) if block else ""
    return mark_safe(" ".join(text.split()).replace('"', "&quot;"))  # noqa: S308
