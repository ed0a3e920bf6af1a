"""The content security policy: pages load what this site serves and nothing else, and run no inline script."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; img-src 'self' data:{remote}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
# The admin's theme and the API's documentation bring inline scripts and styles, and the theme's Alpine evaluates
# expressions: they may, but nothing comes from elsewhere and nothing is sent there.
WITH_INLINE_SCRIPTS = ("/admin/", "/api/")
LENIENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:{remote}; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)


def policy(path: str) -> str:
    """The policy of the page at ``path``; covers come from other sites where the operator lets them."""
    remote = " https:" if settings.REMOTE_COVERS else ""
    return (LENIENT_POLICY if path.startswith(WITH_INLINE_SCRIPTS) else POLICY).format(remote=remote)


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy(request.path))
        return response
