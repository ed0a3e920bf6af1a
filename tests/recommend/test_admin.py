"""What staff do: start and cancel trainings, activate and drop snapshots, each with the permission for it."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from recommend.models import DatasetImport, RunState, Snapshot, TrainingRun
from tests.accounts.factories import make_member
from tests.recommend.conftest import install
from tests.recommend.factories import make_dataset

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    """Someone who may look at everything of this application."""
    member = make_member("staff", is_staff=True)
    member.user_permissions.set(
        Permission.objects.filter(content_type__app_label="recommend", codename__startswith="view_")
    )
    client.force_login(member)
    return member


def allow(member, codename: str) -> None:
    member.user_permissions.add(Permission.objects.get(content_type__app_label="recommend", codename=codename))


def page(name: str, *arguments: object) -> str:
    return reverse(f"admin:recommend_{name}", args=arguments)


def test_a_training_by_button(staff, client, redis, django_capture_on_commit_callbacks):
    dataset, other = make_dataset(users=3), make_dataset("other", users=3)
    text = client.get(page("trainingrun_changelist")).content.decode()
    assert page("trainingrun_start") not in text
    wanted = {"config": "small", "datasets": [dataset.pk, other.pk], "activate": "on"}
    assert client.post(page("trainingrun_start"), wanted).status_code == 403
    allow(staff, "add_trainingrun")
    assert page("trainingrun_start") in client.get(page("trainingrun_changelist")).content.decode()
    assert client.get(page("trainingrun_start")).status_code == 405

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page("trainingrun_start"), wanted)
    run = TrainingRun.objects.get()
    assert answer.url == page("trainingrun_change", run.pk)
    # Who may start trainings may not therefore choose what is served from.
    assert (run.config, run.activate, run.requested_by) == ("small", False, staff)
    assert set(run.datasets.all()) == {dataset, other}
    assert "other, small" in client.get(page("trainingrun_changelist")).content.decode()
    assert client.get(answer.url).status_code == 200
    assert redis.llen("training") == 1

    assert client.post(page("trainingrun_start"), wanted).url == page("trainingrun_change", run.pk)
    assert TrainingRun.objects.count() == 1
    assert client.post(page("trainingrun_start"), {"config": "huge"}).url == page("trainingrun_changelist")

    assert client.post(page("trainingrun_cancel", run.pk)).status_code == 403
    allow(staff, "change_trainingrun")
    client.post(page("trainingrun_cancel", run.pk))
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED


def test_a_training_that_is_served_from(staff, client, redis, django_capture_on_commit_callbacks):
    allow(staff, "add_trainingrun")
    assert 'name="activate"' not in client.get(page("trainingrun_changelist")).content.decode()
    allow(staff, "activate_snapshot")
    text = client.get(page("trainingrun_changelist")).content.decode()
    box = re.search(r'<input[^>]*name="activate"[^>]*>', text)
    assert box
    assert "checked" not in re.sub(r'class="[^"]*"', "", box.group())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page("trainingrun_start"), {"config": "small", "activate": "on"})
    assert TrainingRun.objects.get().activate


def test_the_page_of_a_training(staff, client):
    run = TrainingRun.objects.create(stage_label="Random walks", overall=0.4, stage_index=2, stage_count=9)
    text = client.get(page("trainingrun_change", run.pk)).content.decode()
    assert page("trainingrun_progress", run.pk) in text
    assert "Random walks" in text
    live = client.get(page("trainingrun_progress", run.pk)).json()
    assert (live["overall"], live["index"], live["finished"]) == (0.4, 2, False)
    TrainingRun.objects.update(state=RunState.FAILED, is_active=None, error="Too few.", advice="Import more.")
    text = client.get(page("trainingrun_change", run.pk)).content.decode()
    assert "Too few." in text
    assert "Import more." in text
    assert page("trainingrun_progress", run.pk) not in text


def test_where_the_queue_does_not_answer(staff, client, settings, django_capture_on_commit_callbacks, monkeypatch):
    from kombu.exceptions import OperationalError

    from recommend.training import requests as training_requests

    def fail(**_: object) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(training_requests.run_training, "delay", fail)
    allow(staff, "add_trainingrun")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page("trainingrun_start"), {"config": "small"})
    run = TrainingRun.objects.get()
    assert run.state == RunState.FAILED
    assert "Redis" in run.advice


@pytest.mark.slow
def test_snapshots_by_button(active, trained, staff, client):
    second = install(trained, "second")
    assert client.get(page("snapshot_changelist")).status_code == 200
    text = client.get(page("snapshot_change", second.pk)).content.decode()
    assert "recall:deepwalk" in text
    assert page("snapshot_activate", second.pk) not in text
    assert client.post(page("snapshot_activate", second.pk)).status_code == 403
    assert client.post(page("snapshot_drop", second.pk)).status_code == 403
    allow(staff, "activate_snapshot")
    allow(staff, "delete_snapshot")
    assert page("snapshot_activate", second.pk) in client.get(page("snapshot_change", second.pk)).content.decode()
    assert "first" in client.post(page("snapshot_activate", second.pk), follow=True).content.decode()
    second.refresh_from_db()
    assert second.is_active
    client.post(page("snapshot_drop", second.pk))
    assert Snapshot.objects.count() == 2
    client.post(page("snapshot_drop", active.pk))
    assert Snapshot.objects.get() == second


def test_datasets(staff, client):
    dataset = make_dataset()
    DatasetImport.objects.update(
        report={
            "rows_in": 9,
            "rows_out": 7,
            "users": 3,
            "anime": 4,
            "density": 0.5,
            "set_aside": {"impossible rating": 2},
            "anime_list_note": "anime.csv is cut off",
            "set_aside_file": "/x.csv.gz",
            "histogram": {"0": 1, "9": 6},
        }
    )
    assert client.get(page("dataset_changelist")).status_code == 200
    assert client.get(page("dataset_change", dataset.pk)).status_code == 200
    assert client.get(page("datasetimport_changelist")).status_code == 200
    text = client.get(page("datasetimport_change", dataset.current_import_id)).content.decode()
    assert "impossible rating" in text
    assert "is cut off" in text
    assert "/x.csv.gz" in text


def test_nobody_else_sees_them(alice, client):
    client.force_login(alice)
    for name in ("trainingrun", "snapshot", "dataset"):
        assert client.get(page(f"{name}_changelist")).status_code == 302
    run = TrainingRun.objects.create()
    assert client.get(page("trainingrun_progress", run.pk)).status_code == 302
    assert client.post(page("trainingrun_cancel", run.pk)).status_code == 302
    run.refresh_from_db()
    assert run.is_active
