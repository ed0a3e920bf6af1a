"""Snapshots: switched without a failed request, their embeddings in Redis, and life without Redis."""

import json
import shutil
import threading
import time
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.personal_data import delete_member
from favorites.services import rate_anime
from ml.snapshot import Snapshot as SnapshotFiles
from recommend.lists.recommendations import recommend_for
from recommend.models import Snapshot
from recommend.serving import embeddings, serving
from recommend.serving.lsh_storage import PREFIX as LSH_PREFIX
from recommend.serving.quality import Outcome, gate
from recommend.serving.serving import current_serving, holder
from recommend.serving.snapshots import (
    SnapshotInUse,
    SnapshotUnusable,
    activate_after_training,
    activate_snapshot,
    drop_snapshot,
    install_shipped_snapshot,
    register_snapshot,
)
from tests.recommend.conftest import install

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def ids(user) -> list[int]:
    return [item.card.id for item in recommend_for(user=user, n=20, language="zh")]


@pytest.mark.servers
def test_embeddings_in_redis_follow_the_list(active, alice, redis):
    files = SnapshotFiles.open(active.path)
    store = embeddings.embedding_store("first")
    assert np.array_equal(store.anime_vectors(files.anime_ids), files.anime_vectors)  # type: ignore[arg-type]
    assert np.array_equal(store.features(files.anime_ids), files.anime_features)  # type: ignore[arg-type]
    users = store.key("users")

    rate_anime(user=alice, anime_id=3, score=9)
    ids(alice)
    first = redis.hget(users, str(alice.pk))
    ids(alice)
    assert redis.hget(users, str(alice.pk)) == first
    rate_anime(user=alice, anime_id=4, score=9)
    ids(alice)
    assert redis.hget(users, str(alice.pk)) != first
    rate_anime(user=alice, anime_id=4, score=None)
    ids(alice)
    assert redis.hget(users, str(alice.pk)).partition(b"|")[2] == first.partition(b"|")[2]


def test_a_deleted_members_embedding_goes_too(active, alice, redis):
    rate_anime(user=alice, anime_id=3, score=9)
    ids(alice)
    users, field = embeddings.embedding_store("first").key("users"), str(alice.pk)
    assert redis.hexists(users, field)
    delete_member(user=alice)
    assert not redis.hexists(users, field)


def test_what_redis_holds_is_what_is_used(active, alice, redis):
    """Other features in Redis, another list."""
    rate_anime(user=alice, anime_id=3, score=9)
    scores = [item.probability for item in recommend_for(user=alice, n=20, language="zh")]
    key = embeddings.embedding_store("first").key("features")
    width = len(redis.hget(key, "1")) // 4
    noise = np.random.default_rng(1).normal(size=width).astype(np.float32)
    redis.hset(key, mapping={field: noise.tobytes() for field in redis.hkeys(key)})
    assert [item.probability for item in recommend_for(user=alice, n=20, language="zh")] != scores


def test_without_redis_the_files_serve(active, alice, settings, client):
    rate_anime(user=alice, anime_id=3, score=9)
    wanted = ids(alice)
    settings.REDIS_URL = "unix:///nowhere/redis.sock?db=0"
    embeddings.redis_client.cache_clear()
    holder.reset()
    assert ids(alice) == wanted
    client.force_login(alice)
    assert client.get("/recommendations/").status_code == 200


@pytest.mark.servers
def test_hash_tables_in_redis(active, alice, redis, settings):
    rate_anime(user=alice, anime_id=3, score=9)
    wanted = ids(alice)
    settings.LSH_STORAGE = "redis"
    holder.reset()
    assert ids(alice) == wanted
    tables = set(redis.scan_iter(f"{LSH_PREFIX}:first:tables:*"))
    assert tables
    holder.reset()
    assert ids(alice) == wanted
    assert set(redis.scan_iter(f"{LSH_PREFIX}:first:tables:*")) == tables
    redis.flushdb()
    serving.current_serving().recommender  # noqa: B018
    assert len(ids(alice)) == 20


@pytest.mark.servers
def test_switching_and_back_without_a_failed_request(active, trained, alice, client, monkeypatch, redis):
    monkeypatch.setattr(serving, "CHECK_SECONDS", 0.05)
    rate_anime(user=alice, anime_id=3, score=9)
    client.force_login(alice)
    second = install(trained, "second")
    statuses: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            statuses.append(client.get("/api/v1/recommendations/", {"n": 5}).status_code)
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        for snapshot in (second, active, second):
            activate_snapshot(snapshot)
            wait_for(lambda name=snapshot.name: current_serving().name == name)
            asked = len(statuses)
            wait_for(lambda asked=asked: len(statuses) >= asked + 3)
    finally:
        stop.set()
        thread.join()
    assert set(statuses) == {200}
    # The one before stays ready until it is dropped.
    assert redis.exists(embeddings.embedding_store("first").key("anime"))
    drop_snapshot(active)
    assert not redis.keys("*:first:*")
    assert not active.path.exists()


def wait_for(condition) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.servers
def test_only_one_is_active(active, trained):
    second = install(trained, "second")
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.filter(pk=second.pk).update(is_active=True)
    with pytest.raises(SnapshotInUse):
        drop_snapshot(active)


def test_a_damaged_snapshot_is_refused_and_the_old_one_serves(active, trained):
    damaged = install(trained, "damaged")
    with (damaged.path / "inputs.npy").open("r+b") as file:
        file.seek(200)
        file.write(b"\xff\xff\xff\xff")
    with pytest.raises(SnapshotUnusable, match=r"inputs\.npy"):
        activate_snapshot(damaged)
    shutil.rmtree(damaged.path)
    with pytest.raises(SnapshotUnusable):
        activate_snapshot(damaged)
    assert current_serving().name == "first"


def test_an_active_snapshot_whose_files_are_gone_is_no_500(active, client):
    shutil.rmtree(active.path)
    assert client.get("/").status_code == 200
    assert current_serving().name == ""


def test_an_active_snapshot_that_was_damaged(active, trained, client, admin_client):
    """The one before it serves, which /readyz and the admin say, until it is mended."""
    second = install(trained, "second")
    activate_snapshot(second)
    (second.path / "linear.values.npy").write_bytes(b"")
    holder.reset()
    assert client.get("/").status_code == 200
    assert current_serving().name == "first"
    assert "first serves" in client.get("/readyz").json()["parts"]["model"]
    text = admin_client.get(reverse("admin:recommend_snapshot_changelist")).content.decode()
    assert "linear.values.npy" in text
    shutil.rmtree(active.path)
    holder.reset()
    assert client.get("/").status_code == 200
    assert "popularity serves" in client.get("/readyz").json()["parts"]["model"]


def test_a_damaged_copy_of_the_shipped_snapshot_is_installed_again(trained, catalogue, settings, redis):
    settings.SHIPPED_SNAPSHOT = trained
    snapshot, _ = install_shipped_snapshot()
    (snapshot.path / "inputs.npy").write_bytes(b"")
    snapshot, fresh = install_shipped_snapshot()
    assert (fresh, snapshot.is_active) == (True, True)
    assert current_serving().name == snapshot.name
    assert [path.name for path in snapshot.path.parent.iterdir()] == [snapshot.name]


def test_the_shipped_snapshot_is_installed_once(trained, catalogue, settings, redis):
    settings.SHIPPED_SNAPSHOT = trained
    snapshot, fresh = install_shipped_snapshot()
    assert (fresh, snapshot.is_active, snapshot.name) == (True, True, "tiny")
    snapshot, fresh = install_shipped_snapshot()
    assert (fresh, Snapshot.objects.count()) == (False, 1)
    settings.SHIPPED_SNAPSHOT = trained / "nowhere"
    with pytest.raises(SnapshotUnusable):
        install_shipped_snapshot()
    with pytest.raises(SnapshotUnusable, match="copy it there"):
        register_snapshot(trained)


def judged_snapshot(scores, **metrics):
    """``scores``: NDCG@10 by judge."""
    return Snapshot.objects.create(
        name=f"s{Snapshot.objects.count()}",
        manifest={"metrics": {"ndcg@10": float(np.mean(list(scores.values()) or [0])), "judges": scores} | metrics},
        created_at="2026-01-01T00:00:00Z",
    )


@pytest.fixture
def scores():
    rng = np.random.default_rng(5)
    return {f"{key:016x}": round(float(value), 4) for key, value in enumerate(rng.uniform(0.2, 0.8, 400))}


def shifted(scores, by, spread=0.01):
    rng = np.random.default_rng(6)
    return {key: value + by + rng.normal(0, spread) for key, value in scores.items()}


class TestTheQualityGate:
    def test_the_first_snapshot_passes(self, db, scores):
        assert gate(judged_snapshot(scores), None).passed

    def test_as_good_or_better_passes_with_its_interval(self, db, scores):
        active = judged_snapshot(scores)
        same, better = (gate(judged_snapshot(shifted(scores, by)), active) for by in (0.0, 0.1))
        assert same.passed
        assert better.passed
        assert "400" in better.reason
        assert "+" in better.reason

    def test_clearly_worse_is_refused(self, db, scores):
        active = judged_snapshot(scores)
        verdict = gate(judged_snapshot(shifted(scores, -0.1)), active)
        assert verdict.outcome is Outcome.WORSE
        assert active.name in verdict.reason

    def test_other_judges_say_nothing_however_good_their_figures(self, db, scores):
        others = {f"f{key[1:]}": value + 0.2 for key, value in scores.items()}
        verdict = gate(judged_snapshot(others), judged_snapshot(scores))
        assert (verdict.outcome, verdict.passed) == (Outcome.CANNOT_TELL, False)
        assert "手动启用" in verdict.reason

    def test_a_snapshot_without_judges_cannot_be_compared(self, db, scores):
        older = Snapshot.objects.create(name="older", manifest={"metrics": {"ndcg@10": 0.1}}, created_at=timezone.now())
        assert gate(judged_snapshot(scores), older).outcome is Outcome.CANNOT_TELL
        assert gate(older, judged_snapshot(scores)).outcome is Outcome.CANNOT_TELL

    def test_only_shared_judges_count(self, db, scores):
        """Half the members are new, and their lists are far harder: that makes the new snapshot no worse."""
        kept = dict(list(scores.items())[:200])
        harder = {f"e{key[1:]}": 0.05 for key in kept}
        assert gate(judged_snapshot(shifted(kept, 0.0) | harder), judged_snapshot(scores)).passed

    def test_noise_is_not_taken_for_a_verdict(self, db, scores):
        few = dict(list(scores.items())[:40])
        verdict = gate(judged_snapshot(shifted(few, -0.01, spread=0.3)), judged_snapshot(few))
        assert verdict.outcome is Outcome.CANNOT_TELL

    def test_what_cannot_be_told_is_registered_but_not_active(self, active, trained, scores):
        """And whoever may activate snapshots still can."""
        other = install(trained, "other")
        Snapshot.objects.filter(pk=other.pk).update(manifest=other.manifest | {"metrics": {"judges": scores}})
        other.refresh_from_db()
        assert "没有启用" in activate_after_training(other)
        assert not Snapshot.objects.get(pk=other.pk).is_active
        activate_snapshot(other)
        assert Snapshot.objects.get(pk=other.pk).is_active


def test_commands(active, trained):
    install(trained, "second")
    out = StringIO()
    call_command("activate_snapshot", "second", stdout=out)
    assert "activate_snapshot first" in out.getvalue()
    out = StringIO()
    call_command("list_snapshots", "--json", stdout=out)
    listed = json.loads(out.getvalue())
    assert {row["name"]: row["active"] for row in listed} == {"first": False, "second": True}
    with pytest.raises(CommandError, match="Snapshots: "):
        call_command("activate_snapshot", "third")
    with pytest.raises(CommandError, match="active"):
        call_command("drop_snapshot", "second")
    call_command("drop_snapshot", "first", stdout=StringIO())
    assert not Snapshot.objects.filter(name="first").exists()
