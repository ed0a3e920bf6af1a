"""Failed logins, counted per name and address in the cache; a cache that is down counts nothing."""

import hashlib
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

FAILURES_ALLOWED = 10
WINDOW_S = 15 * 60


def seconds_to_wait(*, request: HttpRequest, username: str) -> int:
    """0 while another attempt is allowed."""
    counter, since = _keys(request, username)
    if (cache.get(counter) or 0) < FAILURES_ALLOWED:
        return 0
    began = cache.get(since) or time.time()
    return max(1, int(began + WINDOW_S - time.time()))


def record_failure(*, request: HttpRequest, username: str) -> None:
    counter, since = _keys(request, username)
    cache.add(since, time.time(), WINDOW_S)
    if not cache.add(counter, 1, WINDOW_S):
        try:
            cache.incr(counter)
        except ValueError:  # it ran out between the two calls
            cache.set(counter, 1, WINDOW_S)


def forget_failures(*, request: HttpRequest, username: str) -> None:
    cache.delete_many(_keys(request, username))


def client_address(request: HttpRequest) -> str:
    """Behind a proxy, the address that the proxy saw: the last one, which the client can't forge."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if getattr(settings, "BEHIND_PROXY", False) and forwarded:
        return str(forwarded.rpartition(",")[2].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def _keys(request: HttpRequest, username: str) -> tuple[str, str]:
    who = f"{username.casefold()}\n{client_address(request)}"
    digest = hashlib.sha256(who.encode("utf-8", "surrogatepass")).hexdigest()
    return f"login-failures:{digest}", f"login-failures-since:{digest}"
