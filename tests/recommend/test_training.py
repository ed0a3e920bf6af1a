"""Trainings as they are: a real queue, a real child process, real Spark."""

import json
import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from favorites.models import ListEntry
from recommend.management.choosing import datasets_to_train_on
from recommend.models import Dataset, Interaction, RunState, Snapshot, TrainingRun
from recommend.training.requests import (
    STALE_AFTER,
    TrainingAlreadyActive,
    fail_dead_run,
    request_cancel,
    request_training_run,
)
from recommend.training.running import execute_training_run
from tests.accounts.factories import make_member
from tests.recommend.factories import make_catalogue, make_dataset

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def wait_until(condition, seconds: float = 240) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def nothing_left() -> bool:
    training, snapshots = settings.HOME / "training", settings.SNAPSHOT_DIR
    return not [*training.glob("*"), *snapshots.glob("*"), *snapshots.glob(".tmp-*")]


def trainings_running() -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(settings.HOME / "training") in command:
            found.append(command)
    return found


@pytest.mark.servers
def test_from_the_queue_to_a_snapshot_that_serves(celery_worker, tiny_config, client):
    make_catalogue()
    make_dataset()
    alice = make_member("alice")
    ListEntry.objects.bulk_create(ListEntry(user=alice, anime_id=pk, score=9) for pk in (3, 5, 7))
    datasets = [make_dataset("other", users=60), Dataset.objects.get(name="small")]
    run = request_training_run(config=str(tiny_config), datasets=datasets, activate=True)
    with pytest.raises(TrainingAlreadyActive):
        request_training_run()
    stages = set()

    def over() -> bool:
        run.refresh_from_db()
        stages.add(run.stage)
        return not run.is_active

    wait_until(over)
    assert (run.state, run.error) == (RunState.SUCCEEDED, "")
    assert len(stages) > 2
    assert (run.overall, run.stage_count) == (1.0, 9)
    snapshot = Snapshot.objects.get()
    assert snapshot == run.snapshot
    assert snapshot.is_active
    assert {generation.dataset for generation in snapshot.dataset_imports.all()} == set(datasets)
    # The members' lists trained along, and nobody's was taken for another's of the same number.
    assert snapshot.manifest["data"]["users"] == 120 + 60 + 1
    assert snapshot.manifest["data"]["datasets"] == [
        {"name": "other", "rows": 60 * 21, "users": 60},
        {"name": "small", "rows": 120 * 21, "users": 120},
    ]
    assert "other-small" in snapshot.name
    assert not list((settings.HOME / "training").glob("*"))
    client.force_login(alice)
    items = client.get("/api/v1/recommendations/").json()["results"]
    assert items[0]["probability"] is not None

    # The message comes a second time: nothing happens.
    assert execute_training_run(run_id=run.pk) is None


def test_cancelling_leaves_nothing(celery_worker):
    make_catalogue()
    run = request_training_run(datasets=[make_dataset()])
    wait_until(lambda: TrainingRun.objects.get(pk=run.pk).stage == "sequences")
    assert trainings_running()
    request_cancel(run)
    wait_until(lambda: not TrainingRun.objects.get(pk=run.pk).is_active, seconds=30)
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert not trainings_running()
    assert nothing_left()


def test_a_killed_worker_takes_its_training_along_and_another_can_start(db, redis):
    if connection.vendor != "sqlite":
        pytest.skip("needs SQLite: run without DATABASE_URL")
    make_catalogue()
    run = request_training_run(datasets=[make_dataset()], publish=False)
    program = (
        "from django.conf import settings; import django, sys;"
        "settings.DATABASES['default']['NAME'] = sys.argv[1]; django.setup();"
        "from recommend.training.running import execute_training_run; execute_training_run(run_id=int(sys.argv[2]))"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", program, str(connection.settings_dict["NAME"]), str(run.pk)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    wait_until(lambda: TrainingRun.objects.get(pk=run.pk).stage == "sequences")
    assert trainings_running()
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    wait_until(lambda: not trainings_running(), seconds=30)

    second = request_training_run(publish=False)
    run.refresh_from_db()
    assert (run.state, run.is_active) == (RunState.FAILED, None)
    assert "killed" in run.error
    assert run.advice
    request_cancel(second)
    second.refresh_from_db()
    assert second.state == RunState.CANCELLED


@pytest.mark.servers
def test_a_heartbeat_that_stopped_elsewhere(db):
    run = TrainingRun.objects.create(state=RunState.RUNNING, host="another", pid=1, heartbeat_at=timezone.now())
    assert fail_dead_run() is None
    TrainingRun.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - STALE_AFTER * 2)
    assert fail_dead_run() == run


@pytest.mark.servers
def test_one_at_a_time_is_the_databases_word(db):
    TrainingRun.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingRun.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingRun.objects.create(state=RunState.SUCCEEDED)


def test_three_members_are_too_few(tiny_config, redis):
    make_catalogue()
    make_dataset(users=3)
    with pytest.raises(CommandError) as caught:
        call_command("train", "--config", str(tiny_config))
    assert "members" in str(caught.value) or "users" in str(caught.value)
    assert TrainingRun.objects.get().state == RunState.FAILED
    assert nothing_left()


def test_train_recommend_and_evaluate_commands(tiny_config, redis, tmp_path):
    make_catalogue()
    make_dataset()
    out = StringIO()
    call_command("train", "--config", str(tiny_config), "--json", stdout=out)
    result = json.loads(out.getvalue())
    assert result["active"] is False
    assert "ndcg@10" in result["metrics"]

    users, output = tmp_path / "users.txt", tmp_path / "recs.jsonl"
    users.write_text("7\n3\n100000\n")
    arguments = ["--dataset", "small", "--users", str(users), "--output", str(output), "--n", "25"]
    call_command("recommend", *arguments, stdout=StringIO(), stderr=StringIO())
    lines = [json.loads(line) for line in output.read_text().splitlines()]
    assert [line["user_id"] for line in lines] == [7, 3, 100000]
    assert all(list(line) == ["user_id", "items"] for line in lines)
    has = {row.anime_id for row in Interaction.objects.filter(user_id=7)}
    assert not has & set(lines[0]["items"])
    assert all(len(line["items"]) == len(set(line["items"])) == 25 for line in lines)
    assert lines[0]["items"] != lines[1]["items"]

    among = tmp_path / "among.txt"
    own = next(iter(has))
    among.write_text("\n".join(map(str, [*range(60, 70), own, 987654])))
    errors = StringIO()
    call_command("recommend", *arguments, "--among", str(among), stdout=StringIO(), stderr=errors)
    few = [json.loads(line)["items"] for line in output.read_text().splitlines()]
    assert set(few[0]) == {*range(60, 70)} - has
    assert set(few[2]) == {*range(60, 70), own}
    assert few[0] != few[1]
    assert "1 ids that this site lacks: 987654" in errors.getvalue()

    for stage in ("recall", "recall:deepwalk", "rank"):
        call_command(
            "recommend", *arguments, "--stage", stage, "--processes", "1", stdout=StringIO(), stderr=StringIO()
        )
        assert len(output.read_text().splitlines()) == 3

    name = result["snapshot"]
    out = StringIO()
    page, neighbours = tmp_path / "report.html", tmp_path / "similar.md"
    call_command("evaluate", "--snapshot", name, "--report", str(page), "--json", stdout=out)
    assert "Calibration</h2>" in page.read_text()
    call_command("evaluate", "--snapshot", name, "--similar-page", str(neighbours), stdout=StringIO())
    assert neighbours.read_text().startswith("# Similar anime")
    with pytest.raises(CommandError, match="no directory"):
        call_command("evaluate", "--snapshot", name, "--report", str(tmp_path / "nowhere" / "r.html"))
    report = json.loads(out.getvalue())
    assert "recall:deepwalk" in report["stages"]
    assert "recall@200" in report["lsh"]
    assert report["ndcg@10"] == Snapshot.objects.get(name=name).metrics["ndcg@10"]
    assert set(report["baselines"]) == {"popularity", "item-kNN", "RP3beta", "iALS", "EASE-80", "EASE-200"}
    ease = report["baselines"]["EASE-80"]
    assert ease["ours/its"] == pytest.approx(report["ndcg@10"] / ease["ndcg@10"], abs=1e-3)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"users": "no such file"}, "can't be read"),
        ({"users": "words"}, "this is none: 'alice'"),
        ({"users": "empty"}, "is empty"),
        ({"users": "strangers"}, "No user of"),
        ({"dataset": "nowhere"}, "Datasets: small"),
        ({"stage": "recall:magic"}, "recall:deepwalk"),
        ({"n": "0"}, "--n must be"),
        ({"snapshot": "none"}, "Snapshots: first"),
        ({"output": "/nowhere/at/all.jsonl"}, "can't be written"),
        ({"among": "words"}, "one anime id a line; this is none: 'alice'"),
        ({"among": "strangers"}, "No id of"),
    ],
)
def test_what_recommend_refuses(active, tmp_path, options, said):
    make_dataset()
    for name, text in {"words": "1\nalice\n", "empty": "", "strangers": "5000\n", "good": "1\n"}.items():
        (tmp_path / name).write_text(text)
    values = {"dataset": "small", "users": "good", "output": str(tmp_path / "out.jsonl")} | options
    values |= {name: str(tmp_path / values[name]) for name in ("users", "among") if name in values}
    with pytest.raises(CommandError, match=said):
        call_command("recommend", *(part for name, value in values.items() for part in (f"--{name}", value)))
    assert not (tmp_path / "out.jsonl").exists()


def test_which_dataset(db, redis):
    make_catalogue()
    make_dataset("one")
    make_dataset("two")
    snapshot = Snapshot.objects.create(name="s", created_at=timezone.now())
    with pytest.raises(CommandError, match="one, two"):
        call_command("train")
    with pytest.raises(CommandError, match=r"There is no dataset three"):
        call_command("train", "--dataset", "three")
    with pytest.raises(CommandError, match="either"):
        call_command("train", "--dataset", "one", "--all-datasets")
    with pytest.raises(CommandError, match="Datasets: one, two"):
        call_command("evaluate", "--dataset", "one,three", "--snapshot", snapshot.name)
    assert [dataset.name for dataset in datasets_to_train_on(["two,one", "one"])] == ["one", "two"]
    assert [dataset.name for dataset in datasets_to_train_on([], all_datasets=True)] == ["one", "two"]
    with pytest.raises(CommandError, match="no configuration"):
        call_command("train", "--dataset", "one", "--config", "huge")
    assert not TrainingRun.objects.exists()
