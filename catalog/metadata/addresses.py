"""The address that a page is known by, and which pages search engines may list.

There is one address for both languages, between which the reader's cookie or browser chooses: there is nothing that
hreflang could name.
"""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

from catalog.pages.works import ROLES
from catalog.rankings import RankingQuery
from catalog.search.query import SearchQuery


def absolute_url(request: HttpRequest, address: str) -> str:
    """Of a path on this site; what is absolute already stays as it is."""
    if settings.SITE_URL and address.startswith("/") and not address.startswith("//"):
        return f"{settings.SITE_URL}{iri_to_uri(address)}"
    return request.build_absolute_uri(address)


def canonical_path(request: HttpRequest) -> str:
    """Without parameters that change nothing; "" for a page that is not to be listed."""
    match = request.resolver_match
    find = _LISTED.get(match.view_name) if match else None
    return find(request) if find else ""


def _whatever_is_asked(request: HttpRequest) -> str:
    return request.path


def _nothing_asked(request: HttpRequest) -> str:
    return "" if request.GET else request.path


def _pages_of(request: HttpRequest) -> str:
    """Each page of a list, and each role of a person."""
    role, page = request.GET.get("role", ""), request.GET.get("page", "")
    asked = {"role": role} if role in ROLES else {}
    if page.isascii() and page.isdigit() and page.strip("0") not in ("", "1"):
        asked["page"] = page
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


def _studios(request: HttpRequest) -> str:
    return "" if request.GET.get("q") else _pages_of(request)


def _ranking(request: HttpRequest) -> str:
    """Each ranking, but none of its countless parts."""
    query = RankingQuery.from_params(request.GET.dict())
    return "" if query.is_filtered else replace(query, hide_mine=False).url()


def _search(request: HttpRequest) -> str:
    query = SearchQuery.from_params(request.GET)
    return "" if query.params() else query.url()


# By name of view. What isn't here is private, a result, a form or a fragment.
_LISTED: dict[str, Callable[[HttpRequest], str]] = {
    "home": _whatever_is_asked,
    "catalog:anime": _whatever_is_asked,
    "catalog:rankings": _ranking,
    "catalog:search": _search,
    "catalog:seasons": _whatever_is_asked,
    "catalog:season": _whatever_is_asked,
    "catalog:studios": _studios,
    "catalog:studio": _pages_of,
    "catalog:person": _pages_of,
    "pages:about": _whatever_is_asked,
    "pages:help": _whatever_is_asked,
    "pages:terms": _whatever_is_asked,
    "pages:feedback": _nothing_asked,
    "recommend:onboarding": _nothing_asked,
    "recommend:blend": _nothing_asked,
}
