"""So many of something in so long a time, counted in the database: they hold whatever becomes of the cache."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import AttemptCount

# The longest window there is, and some.
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    name: str  # of what is counted
    allowed: int
    window_s: int

    def claim(self, who: str) -> int:
        """Counts one and returns 0, or the seconds to wait where none is allowed.

        Counting and asking are one statement: of those who come at the same moment no more than allowed get through.
        """
        key, now = self._key(who), timezone.now()
        AttemptCount.objects.filter(**key, since__lte=self._begins(now)).update(count=0, since=now)
        AttemptCount.objects.bulk_create([AttemptCount(**key, count=0, since=now)], ignore_conflicts=True)
        free = AttemptCount.objects.filter(**key, count__lt=self.allowed)
        return 0 if free.update(count=F("count") + 1) else max(1, self.seconds_to_wait(who))

    def seconds_to_wait(self, who: str) -> int:
        """0 while another one is allowed."""
        now = timezone.now()
        found = AttemptCount.objects.filter(
            **self._key(who), count__gte=self.allowed, since__gt=self._begins(now)
        ).first()
        return max(1, int(self.window_s - (now - found.since).total_seconds())) if found else 0

    def give_back(self, who: str) -> None:
        """One that was claimed doesn't count after all."""
        AttemptCount.objects.filter(**self._key(who), count__gt=0).update(count=F("count") - 1)

    def forget(self, who: str) -> None:
        AttemptCount.objects.filter(**self._key(who)).delete()

    def _begins(self, now: datetime) -> datetime:
        return now - timedelta(seconds=self.window_s)

    def _key(self, who: str) -> dict[str, str]:
        return {"name": self.name, "who": hashlib.sha256(who.encode("utf-8", "surrogatepass")).hexdigest()}


def forget_old_counts() -> int:
    """Deletes counts that no window reaches back to; returns how many."""
    return AttemptCount.objects.filter(since__lt=timezone.now() - KEPT).delete()[0]


def client_address(request: HttpRequest) -> str:
    """Behind a proxy, the address that the proxy saw: the last one, which the client can't forge."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if getattr(settings, "BEHIND_PROXY", False) and forwarded:
        return str(forwarded.rpartition(",")[2].strip())
    return str(request.META.get("REMOTE_ADDR", ""))
