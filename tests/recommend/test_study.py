"""``manage.py study`` as it is: a real child process, real Spark, a world with a planted answer."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from ml.evaluation.opponents import spaces
from recommend.management.commands import study
from tests.recommend.factories import make_dataset

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_the_command_names_the_opponents_that_there_are():
    assert set(study.OPPONENTS) == set(spaces.OPPONENTS)


def test_opponents_are_tuned_and_stand_beside_the_snapshot(active):
    make_dataset()
    out, errors = StringIO(), StringIO()
    arguments = ["--trials", "2", "--only", "EASE", "item-kNN"]
    call_command("study", "opponents", *arguments, stdout=out, stderr=errors)
    text = out.getvalue()
    assert text.startswith("## Opponents")
    assert "The best of all" in text
    assert "| ours, the final list |" in text
    assert [line.split(":")[0] for line in errors.getvalue().splitlines()] == [
        "EASE 0",
        "EASE 1",
        "item-kNN 0",
        "item-kNN 1",
    ]
    assert not list((settings.HOME / "evaluation").iterdir())


def test_whole_series_are_a_question_to_a_snapshot(active):
    make_dataset()
    out = StringIO()
    call_command("study", "series", "--json", stdout=out, stderr=StringIO())
    figures = json.loads(out.getvalue())
    assert set(figures) == {"single ratings", "whole series", "whole series, among new series"}
    with pytest.raises(CommandError, match="name a snapshot"):
        call_command("study", "series", "--without-snapshot", stdout=StringIO(), stderr=StringIO())
    with pytest.raises(CommandError, match="--trials"):
        call_command("study", "opponents", "--trials", "0")
