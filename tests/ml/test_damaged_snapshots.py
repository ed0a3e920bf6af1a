"""A snapshot that was damaged is refused with a word, whichever of its files it is."""

from pathlib import Path

import pytest

from ml.snapshot import Snapshot, SnapshotError

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "default"
FILES = sorted(file.name for file in SHIPPED.iterdir())


@pytest.fixture
def copy(tmp_path):
    """The shipped one by links, so that a single file can be exchanged."""
    for name in FILES:
        (tmp_path / name).symlink_to(SHIPPED / name)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_refused(copy, name):
    (copy / name).unlink()
    (copy / name).touch()
    with pytest.raises(SnapshotError, match="install"):
        Snapshot.open(copy)


@pytest.mark.parametrize("name", FILES)
def test_half_a_file_is_refused(copy, name):
    whole = (copy / name).read_bytes()
    (copy / name).unlink()
    (copy / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SnapshotError, match="install"):
        Snapshot.open(copy)


@pytest.mark.parametrize("name", FILES)
def test_one_turned_bit_is_refused(copy, name):
    whole = bytearray((copy / name).read_bytes())
    whole[len(whole) // 2] ^= 1
    (copy / name).unlink()
    (copy / name).write_bytes(whole)
    with pytest.raises(SnapshotError, match="install"):
        Snapshot.open(copy)
