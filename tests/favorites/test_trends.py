"""Which anime members care for at the moment, and what the clock writes of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from catalog.models import RankRecord, Trend
from favorites.models import ListEntry
from favorites.trends import WINDOW, Touched, measure, refresh_trends
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

NOW = datetime(2026, 6, 15, tzinfo=UTC)


def touched(user_id, anime_id, *, days=0, **fields):
    defaults: dict[str, Any] = {"is_simulated": False, "is_favorite": False, "status": "watching", "score": None}
    return Touched(user_id=user_id, anime_id=anime_id, updated_at=NOW - timedelta(days=days), **(defaults | fields))


def scores(entries):
    return {one.anime_id: one.score for one in measure(entries, now=NOW)}


def test_recent_activity_weighs_more():
    found = scores([touched(user, anime, days=days) for anime, days in ((1, 0), (2, 5), (3, 20)) for user in (1, 2)])
    assert found[1] == pytest.approx(2 * found[2])
    assert found[2] > found[3] > 0


def test_one_person_makes_no_trend():
    assert scores([touched(1, 1, is_favorite=True, score=10)]) == {}


def test_an_imported_list_does_not_decide():
    imported = [touched(user, anime) for user in (1, 2) for anime in range(100, 300)]
    found = scores([*imported, touched(3, 1), touched(4, 1)])
    assert found[1] > 10 * found[100]


def test_what_was_given_up_is_no_interest():
    entries = [touched(user, 1, status="dropped", score=2) for user in (1, 2, 3)]
    assert scores([*entries, *(touched(user, 2, status="completed", score=9) for user in (1, 2))]).keys() == {2}


@pytest.mark.django_db
def test_trends_are_written_in_place_of_the_old_ones():
    for number in (1, 2, 3):
        make_anime(number, is_hidden=number == 3)
    members = [make_member("alice"), make_member("bob", is_simulated=True)]
    for member in members:
        for number in (1, 3):
            ListEntry.objects.create(user=member, anime_id=number, is_favorite=True)
    call_command("refresh_trends")
    trend = Trend.objects.get()
    assert (trend.anime_id, trend.people, trend.simulated_people) == (1, 2, 1)
    assert refresh_trends(now=timezone.now() + WINDOW * 2) == 0
    assert not Trend.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("task", [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()])
def test_the_clock_knows_tasks_that_run(celery_worker, task):
    from animerec.celery import app

    make_anime(1)
    app.tasks[task].apply()
    if task == "catalog.tasks.record_ranks":
        assert RankRecord.objects.filter(anime_id=1).exists()
