"""A snapshot of the small world, really trained, once for all tests."""

import json
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
    """The snapshot's folder."""
    folder: Path = tmp_path_factory.mktemp("trained")
    write_exported(folder / "work")
    arguments = ["--work", folder / "work", "--snapshots", folder, "--name", "tiny", "--config", tiny_config]
    done = subprocess.run(
        [sys.executable, "-m", "ml", "train", *map(str, arguments), "--spark-master", "local[2]"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return Path(json.loads(done.stdout.splitlines()[-1])["snapshot"])
