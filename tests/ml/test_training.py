"""A whole training in a process of its own, as the site starts it, and what comes out."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from ml.data.interactions import UserHistory
from ml.serving.recommender import Recommender
from ml.serving.requests import ListRequest, Stored, UnknownStageError
from ml.snapshot import Snapshot, SnapshotError, verify
from tests.ml.worlds import checkerboard_columns, table_of, tiny_toml, write_work

pytestmark = pytest.mark.slow


def command(work, snapshots, name, config):
    paths = ["--work", str(work), "--snapshots", str(snapshots), "--name", name, "--config", str(config)]
    return [sys.executable, "-m", "ml", "train", *paths, "--spark-master", "local[1]"]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    columns = checkerboard_columns()
    ids = np.append(np.unique(columns["anime"]), [900, 901]).astype(np.int32)
    work = write_work(folder / "work", columns, table_of(ids))
    return folder, work, tiny_toml(folder), columns


@pytest.fixture(scope="module")
def trained(world):
    folder, work, config, _ = world
    done = subprocess.run(command(work, folder / "snapshots", "first", config), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def recommender(trained):
    return Recommender.from_snapshot(Snapshot.open(_path(trained)))


def _path(lines):
    return Path(lines[-1]["snapshot"])


def even_member():
    return UserHistory.of([10, 12, 14, 16, 18, 20], [9, 10, 8, 9, 10, 8])


def test_progress_rises_and_names_its_stages(trained):
    overall = [line["overall"] for line in trained[:-1]]
    assert overall == sorted(overall)
    assert {"sequences", "ranker", "evaluation", "snapshot"} <= {line["stage"] for line in trained[:-1]}


def test_the_snapshot_is_whole_and_holds_no_member(trained, world):
    path = _path(trained)
    verify(path)
    snapshot = Snapshot.open(path)
    assert snapshot.manifest["data"]["users"] == 120
    metrics = snapshot.manifest["metrics"]
    # Who watches which kind is all that there is to know in this world: popularity alone mixes the two.
    assert metrics["ndcg@10"] > 1.3 * metrics["stages"]["recall:popularity"]["ndcg@10"]
    assert snapshot.manifest["metrics"]["stages"]["recall"]["recall@200"] > 0.9
    lengths = {len(np.load(file)) for file in path.glob("*.npy")}
    assert 120 not in lengths
    assert not list(path.parent.glob(".tmp-*"))


def test_the_same_seed_gives_the_same_figures_again(trained, world):
    folder, work, config, _ = world
    done = subprocess.run(command(work, folder / "again", "second", config), capture_output=True, text=True)
    assert json.loads(done.stdout.splitlines()[-1])["metrics"] == trained[-1]["metrics"]


def test_members_get_their_own_side_and_nothing_they_have(recommender):
    for parity in (0, 1):
        history = UserHistory.of(np.arange(10 + parity, 22 + parity, 2), [9, 10, 8, 9, 10, 8])
        # The rules may mix the sides; the ranker may not.
        ranked = [item.anime_id for item in recommender.recommend(history, ListRequest(n=10, stage="rank"))]
        assert {anime % 2 for anime in ranked} == {parity}
        found = [item.anime_id for item in recommender.recommend(history, ListRequest(n=10))]
        assert len(found) == 10
        assert not set(found) & set(history.anime_ids.tolist())


def test_a_source_that_is_off_brings_neither_candidates_nor_evidence(recommender):
    ranked = {
        name: [
            item.score for item in recommender.recommend(even_member(), ListRequest(n=5, stage="rank", sources=sources))
        ]
        for name, sources in (("all", None), ("every", recommender.sources), ("without", {"als", "deepwalk"}))
    }
    assert ranked["all"] == ranked["every"] != ranked["without"]
    alone = recommender.recommend(even_member(), ListRequest(n=60, sources={"deepwalk"}))
    assert len({item.anime_id for item in alone}) == 60
    assert {source for item in alone for source in item.sources} <= {"deepwalk", "popularity"}


def test_every_stage_answers_and_an_unknown_one_is_refused(recommender):
    for stage in ("recall", "rank", "rerank", *(f"recall:{name}" for name in recommender.sources)):
        found = {item.anime_id for item in recommender.recommend(even_member(), ListRequest(n=5, stage=stage))}
        # By content, what nobody has rated.
        assert found == {900, 901} if stage == "recall:content" else len(found) == 5, stage
    with pytest.raises(UnknownStageError, match="recall:deepwalk"):
        recommender.recommend(even_member(), ListRequest(n=5, stage="recall:magic"))


def test_lists_are_refilled_to_the_whole_catalogue(recommender):
    found = recommender.recommend(even_member(), ListRequest(n=1000))
    assert len({item.anime_id for item in found}) == 82 - 6
    allowed = recommender.recommend(even_member(), ListRequest(n=3, allowed=[10, 31, 33, 900]))
    assert {item.anime_id for item in allowed} == {31, 33, 900}
    assert all(item.anime_id != 30 for item in recommender.recommend(even_member(), ListRequest(n=20, exclude={30})))


def test_an_empty_list_gets_what_is_popular(recommender):
    found = recommender.recommend(UserHistory.empty(), ListRequest(n=10))
    assert len(found) == 10


def test_reasons_are_on_the_list_and_probabilities_are_probabilities(recommender):
    found = recommender.recommend(even_member(), ListRequest(n=10))
    # In so small a world what nobody has rated may come first.
    first = next(item for item in found if item.sources != ("content",))
    assert set(first.because) <= set(even_member().anime_ids.tolist())
    assert first.because
    assert 0 < first.probability < 1
    assert "linear" in first.sources


def test_what_popularity_brought_has_no_reasons(recommender):
    found = recommender.recommend(even_member(), ListRequest(n=20, sources={"popularity"}))
    assert {item.sources for item in found} == {("popularity",)}
    assert not any(item.because for item in found)


def test_similar_anime_are_of_one_side_and_the_same_each_time(recommender):
    found = [item.anime_id for item in recommender.alike.similar(20, n=8)]
    assert {anime % 2 for anime in found} == {0}
    assert 20 not in found
    assert found == [item.anime_id for item in recommender.alike.similar(20, n=8)]
    assert recommender.alike.similar(4242, n=8) == []
    assert len(recommender.alike.similar(900, n=5)) == 5


def test_features_from_a_store_change_nothing(trained, recommender):
    features = Snapshot.open(_path(trained)).anime_features
    plain = recommender.recommend(even_member(), ListRequest(n=10))
    stored = recommender.recommend(
        even_member(), ListRequest(n=10), Stored(anime_features=lambda positions: features[positions])
    )
    assert stored == plain


def test_a_damaged_snapshot_is_refused_with_words(trained, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(_path(trained), copy)
    (copy / "ranker.safetensors").write_bytes(b"rubbish")
    with pytest.raises(SnapshotError, match="damaged"):
        verify(copy)
    with pytest.raises(SnapshotError, match="install it again"):
        Snapshot.open(copy)
    (copy / "anime.parquet").unlink()
    with pytest.raises(SnapshotError, match=r"anime\.parquet"):
        Snapshot.open(copy)


def test_three_members_are_too_few_and_the_message_says_so(tmp_path):
    columns = checkerboard_columns(users=3)
    work = write_work(tmp_path / "work", columns, table_of(np.unique(columns["anime"])))
    done = subprocess.run(
        command(work, tmp_path / "snapshots", "x", tiny_toml(tmp_path)), capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "import_dataset" in json.loads(done.stdout.splitlines()[-1])["error"]
    assert not (tmp_path / "snapshots" / "x").exists()


def test_a_cancelled_training_leaves_no_snapshot_and_no_process(world, tmp_path):
    _, work, config, _ = world
    process = subprocess.Popen(
        command(work, tmp_path / "snapshots", "x", config), stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line).get("stage") in {"walks", "deepwalk", "recall", "features"}:
            break
    os.killpg(process.pid, signal.SIGTERM)
    assert process.wait(30) != 0
    deadline = time.monotonic() + 20
    while running := _running(process.pid):
        assert time.monotonic() < deadline, running
        time.sleep(0.2)
    assert not list(tmp_path.glob("snapshots/*"))


def _running(group: int) -> list[str]:
    """Processes of a group that still run; those that merely wait to be reaped don't count."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, fields = stat.read_text().rsplit(")", 1)
        except OSError:
            continue
        state, _, its_group = fields.split()[:3]
        if int(its_group) == group and state not in "ZX":
            found.append(name)
    return found
