"""One anime's status and the conditions on all of them say the same."""

from datetime import date, timedelta
from itertools import product

import pytest

from catalog.airing import is_airing, is_upcoming, status_of
from catalog.models import Anime
from catalog.seasons import first_day, neighbour, season_of
from tests.catalog.factories import make_anime

TODAY = date(2026, 1, 1)
NEAR = (None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1))


@pytest.mark.django_db
def test_conditions_agree_with_the_status_of_one():
    cases = product(NEAR, NEAR, (None, 2025, 2026, 2027), ("TV", "Movie"))
    by_id = {}
    for start, end, year, kind in cases:
        anime = make_anime(start_date=start, end_date=end, year=year, type=kind)
        by_id[anime.pk] = status_of(start=start, end=end, year=year, kind=kind, today=TODAY)
    for condition, status in ((is_airing(TODAY), "airing"), (is_upcoming(TODAY), "upcoming")):
        found = set(Anime.objects.filter(condition).values_list("pk", flat=True))
        assert found == {pk for pk, its in by_id.items() if its == status}


def test_seasons_follow_one_another_over_the_new_year():
    assert neighbour(2025, season_of(date(2025, 12, 31))[1], steps=1) == season_of(date(2026, 1, 1))
    assert neighbour(2026, season_of(date(2026, 1, 1))[1], steps=-1) == season_of(date(2025, 12, 31))
    for year, season in [neighbour(2024, season_of(TODAY)[1], steps=steps) for steps in range(-9, 10)]:
        assert season_of(first_day(year, season)) == (year, season)
        assert season_of(first_day(year, season) - timedelta(days=1)) == neighbour(year, season, steps=-1)
