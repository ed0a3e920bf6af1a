"""When an anime was first shown: one function, one zone.

Broadcasts are dated as in Japan: a start at 01:00 in Tokyo on 1 January belongs to the new year,
whatever the server's clock or the reader's zone says. Seasons are the broadcasters' quarters: what starts in the last
days before one belongs to it, a film to the day on which it is shown.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from catalog.models import AnimeType, Season

BROADCAST_ZONE = ZoneInfo("Asia/Tokyo")
_QUARTERS = (Season.WINTER, Season.SPRING, Season.SUMMER, Season.AUTUMN)
_BROADCAST = frozenset({AnimeType.TV, AnimeType.ONA})
# Bangumi's members file series that start in the last ten days under the next quarter (56 of 60 of those whose tags
# name one), earlier ones in either.
_LAST_DAYS = timedelta(days=10)


def broadcast_date(moment: datetime) -> date:
    """The day in Japan at ``moment``, which must know its zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone has no day.")
    return moment.astimezone(BROADCAST_ZONE).date()


def broadcast_today() -> date:
    return broadcast_date(timezone.now())


def season_of(day: date, kind: str | None = None) -> tuple[int, Season]:
    """Year and quarter: (2024, winter) for January to March of 2024.

    ``kind``: the type of an anime that began on ``day``; without one it is the quarter of the calendar.
    """
    if kind in _BROADCAST and day <= date.max - _LAST_DAYS:
        day += _LAST_DAYS
    return day.year, _QUARTERS[(day.month - 1) // 3]


def first_day(year: int, season: Season) -> date:
    return date(year, 3 * _QUARTERS.index(season) + 1, 1)


def neighbour(year: int, season: Season, *, steps: int) -> tuple[int, Season]:
    """The season ``steps`` quarters later, or earlier where it is negative."""
    years, quarter = divmod(4 * year + _QUARTERS.index(season) + steps, 4)
    return years, _QUARTERS[quarter]
