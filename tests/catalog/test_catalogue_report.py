"""manage.py catalogue_report, and the list of what was set aside."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from catalog.models import SetAsideEntry
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


@pytest.fixture
def anime(settings, tmp_path):
    settings.HOME = tmp_path
    make_anime(1, year=2023, genres=("Action", "Drama"), episodes=12, score=None)
    make_anime(2, year=2023, episodes=None)
    make_anime(3, year=1999)


def report(capsys, **options):
    call_command("catalogue_report", json=True, **options)
    return json.loads(capsys.readouterr().out)


def test_recent_anime_are_counted_apart(anime, capsys):
    found = report(capsys)
    recent = found["2021-2026"]
    assert (recent["anime"], found["all"]["anime"]) == (2, 3)
    assert (recent["counts"]["genres"], recent["shares"]["episodes"]) == (1, 0.5)
    assert recent["counts"]["popularity_members"] == 2
    assert "unavailable" in found["joins"]


def test_another_list_is_compared(anime, capsys, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text('anime_id,Name,Genres,Episodes\n1,A,"Action, Comedy",12.0\n2,B,UNKNOWN,3\n3,C,Drama,1\nx,,,\n')
    found = report(capsys, against=path)["against"]
    assert (found["anime"], found["genre_anime"], found["f1"]) == (2, 1, 1.0)
    assert (found["episode_anime"], found["same_episodes"]) == (1, 1)


def test_a_file_that_is_no_list_is_refused(anime, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n")
    with pytest.raises(CommandError, match="lacks the columns"):
        call_command("catalogue_report", against=path)


def test_it_reads_well_without_packages(anime, capsys):
    call_command("catalogue_report", popularity=True)
    assert "joins: " in capsys.readouterr().out


def test_staff_see_what_was_set_aside_and_change_nothing(client, django_assert_max_num_queries):
    other = make_anime(7)
    for number in range(3):
        SetAsideEntry.objects.create(source="packages", entry_id=str(number), title="題", anime=other, reason="type")
    client.force_login(make_member("root", is_staff=True, is_superuser=True))
    with django_assert_max_num_queries(12):
        page = client.get("/admin/catalog/setasideentry/?reason=type")
    assert page.status_code == 200
    assert "类别不符" in page.content.decode()
    assert client.get("/admin/catalog/setasideentry/add/").status_code == 403
