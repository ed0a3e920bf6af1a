"""A snapshot of the small world, really trained, once for all tests."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.recommend.factories import CONFIG, write_exported


@pytest.fixture(scope="session")
def tiny_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("config") / "tiny.toml"
    path.write_text(CONFIG)
    return path


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory, tiny_config: Path) -> Path:
    """The snapshot's folder. Workers that run side by side share one training."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _train(tmp_path_factory.mktemp("trained"), tiny_config)
    folder = tmp_path_factory.getbasetemp().parent / "trained"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "tiny" / "manifest.json"
        return done.parent if done.exists() else _train(folder, tiny_config)


def _train(folder: Path, config: Path) -> Path:
    write_exported(folder / "work")
    arguments = ["--work", folder / "work", "--snapshots", folder, "--name", "tiny", "--config", config]
    done = subprocess.run(
        [sys.executable, "-m", "ml", "train", *map(str, arguments), "--spark-master", "local[2]"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return Path(json.loads(done.stdout.splitlines()[-1])["snapshot"])
