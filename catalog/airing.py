"""Has an anime begun, does it run, is it over: of one anime, and as conditions on all of them.

Days are Japan's (catalog.seasons); the conditions and ``status_of`` say the same.
"""

from datetime import date

from django.db.models import Q

from catalog.models import AnimeType

STATUSES = ("airing", "finished", "upcoming", "unknown")


def status_of(*, start: date | None, end: date | None, year: int | None, kind: str, today: date) -> str:
    """airing, finished, upcoming or unknown, by the days in Japan; ``kind`` is the anime's type."""
    if start is None:
        if year is None:
            return "unknown"
        return "upcoming" if year > today.year else "finished" if year < today.year else "unknown"
    if start > today:
        return "upcoming"
    if end is not None:
        return "finished" if end < today else "airing"
    # Only of a series is it worth saying that no last day is known: it still runs.
    return "airing" if kind == AnimeType.TV else "finished"


def is_airing(today: date) -> Q:
    return Q(start_date__lte=today) & runs_until(today)


def runs_until(day: date) -> Q:
    """Of what began before: it is not over before ``day``."""
    return Q(end_date__gte=day) | Q(end_date=None, type=AnimeType.TV)


def is_finished(today: date) -> Q:
    dated = Q(start_date__lte=today) & (Q(end_date__lt=today) | (Q(end_date=None) & ~Q(type=AnimeType.TV)))
    return dated | Q(start_date=None, year__lt=today.year)


def is_upcoming(today: date) -> Q:
    return Q(start_date__gt=today) | Q(start_date=None, year__gt=today.year)
