"""Refusals that have a page of their own."""

import re
from contextlib import suppress
from math import ceil
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts.theme import chosen_theme


def too_many_requests(
    request: HttpRequest, *, wait_s: int, is_login: bool = False, template: str = "429.html"
) -> HttpResponse:
    response = render(request, template, {"minutes": ceil(wait_s / 60), "is_login": is_login}, status=429)
    response["Retry-After"] = str(wait_s)
    return response


# What isn't put into a page again.
_SECRET = re.compile("pass|token|secret", re.IGNORECASE)
# Letters from which on a text is worth showing.
_LONG = 20


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is old is given back as it was filled in, with a new one, if it came from this site.

    Files and passwords are not; one that came from elsewhere is only refused.
    """
    fields: list[tuple[str, str]] = []
    if _came_from_here(request):
        with suppress(RequestDataTooBig, TooManyFieldsSent):
            fields = [(name, value) for name, values in request.POST.lists() for value in values]
    kept = [(name, value) for name, value in fields if not _SECRET.search(name)]
    is_whole = bool(kept) and len(kept) == len([name for name, _ in fields if name != "csrfmiddlewaretoken"])
    context = {
        "fields": kept,
        "texts": [value for _, value in kept if len(value) > _LONG],
        "action": request.get_full_path() if is_whole and not request.FILES else "",
    }
    return render(request, "403_csrf.html", context, status=403)


def _came_from_here(request: HttpRequest) -> bool:
    try:
        origin = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    except ValueError:  # A header may hold anything.
        return False
    return origin.netloc == request.get_host()


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context processors, middleware's attributes or the database: any of them may be what broke."""
    return HttpResponseServerError(render_to_string("500.html", {"theme": chosen_theme(request), "path": request.path}))
