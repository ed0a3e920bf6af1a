"""Where to go next: only ever to a page of this site."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "next"


def next_on_this_site(request: HttpRequest, *, default: str) -> str:
    """The ``next`` of the form or the query if it leads to this site, else ``default`` (a path or URL name)."""
    wanted = request.POST.get(FIELD) or request.GET.get(FIELD) or ""
    return wanted if leads_here(request, wanted) else resolve_url(default)


def leads_here(request: HttpRequest, address: str) -> bool:
    """Whether it is a path or a whole address of this site.

    A bare word would be taken for the name of a URL by ``redirect``, and be an error where there is none.
    """
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return is_ours and address.startswith(("/", "http://", "https://")) and not address.startswith("//")
