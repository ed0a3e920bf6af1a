"""So many of something in so long a time, counted in the cache; a cache that is down counts nothing."""

import hashlib
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    name: str  # of what is counted, as its keys begin
    allowed: int
    window_s: int

    def seconds_to_wait(self, who: str) -> int:
        """0 while another one is allowed."""
        counter, since = self._keys(who)
        if (cache.get(counter) or 0) < self.allowed:
            return 0
        began = cache.get(since) or time.time()
        return max(1, int(began + self.window_s - time.time()))

    def record(self, who: str) -> None:
        counter, since = self._keys(who)
        cache.add(since, time.time(), self.window_s)
        if not cache.add(counter, 1, self.window_s):
            try:
                cache.incr(counter)
            except ValueError:  # it ran out between the two calls
                cache.set(counter, 1, self.window_s)

    def forget(self, who: str) -> None:
        cache.delete_many(self._keys(who))

    def _keys(self, who: str) -> tuple[str, str]:
        digest = hashlib.sha256(who.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.name}:{digest}", f"{self.name}-since:{digest}"


def client_address(request: HttpRequest) -> str:
    """Behind a proxy, the address that the proxy saw: the last one, which the client can't forge."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if getattr(settings, "BEHIND_PROXY", False) and forwarded:
        return str(forwarded.rpartition(",")[2].strip())
    return str(request.META.get("REMOTE_ADDR", ""))
