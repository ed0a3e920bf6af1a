"""Where to go next: only ever to a page of this site."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "next"


def next_on_this_site(request: HttpRequest, *, default: str) -> str:
    """The ``next`` of the form or the query if it leads to this site, else ``default`` (a path or URL name)."""
    wanted = request.POST.get(FIELD) or request.GET.get(FIELD) or ""
    is_safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_safe else resolve_url(default)
