"""What caches may do with answers that don't say it themselves.

Browsers ask each time, and are told that nothing changed (ConditionalGetMiddleware) rather than sent the page again.
What is made for a member, for a visitor with a session or for the holder of a token stays out of shared caches.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

FOR_ANYBODY = "no-cache"
FOR_ONE = "private, no-cache"


class PageCachingMiddleware:
    """Stands outside sessions and languages, whose ``Vary`` it completes: a page looks at cookies even if none came."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            is_personal = _is_personal(request) or bool(response.cookies)
            response.headers["Cache-Control"] = FOR_ONE if is_personal else FOR_ANYBODY
            patch_vary_headers(response, ("Cookie", "Authorization") if _is_api(request) else ("Cookie",))
        return response


def _is_personal(request: HttpRequest) -> bool:
    """By what the request brought, without asking for the session."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
