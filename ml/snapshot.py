"""A snapshot: an immutable directory with a manifest; all that passes between training and serving."""

import hashlib
import json
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from ml.config import ConfigError, TrainingConfig, read
from ml.content.features import UNRATED_FEATURE_NAMES
from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, InteractionsError, Ints, UserHistory
from ml.data.profiles import Profile
from ml.deepwalk.skipgram import Embeddings
from ml.fitting.fitted_recall import FittedRecall
from ml.ranking.features import FEATURE_NAMES
from ml.ranking.network import Outlook, Ranker
from ml.recall.models import ItemStatistics, RecallModels

FORMAT = 2
MATRICES = ("linear", "linear_liked", "linear_watched", "cosine", "rp3beta")
UNRATED_RANKER = "unrated_ranker.safetensors"
MANIFEST, MANIFEST_DIGEST = "manifest.json", "manifest.sha256"
STATISTICS = ("rows", "rated", "likes", "bias")

INSTALL_AGAIN = "train or install it again"

# What reading a file that is cut, empty or of another kind may end in.
UNREADABLE = (
    OSError, ValueError, KeyError, EOFError, IndexError, SafetensorError, ConfigError, InteractionsError,
)  # fmt: skip


class SnapshotError(Exception):
    """The directory is not a snapshot that this version can serve; the message says why and what to do."""


@dataclass(frozen=True)
class Snapshot:
    """What a directory holds, read and checked. No ratings, no member's vector."""

    path: Path
    manifest: dict[str, Any]
    table: AnimeTable
    models: RecallModels
    ranker: Ranker
    unrated_ranker: Ranker | None
    config: TrainingConfig

    @classmethod
    def open(cls, path: Path) -> "Snapshot":
        """Reads a directory; :class:`SnapshotError` if anything is missing, changed or of another format.

        Every file is compared with its checksum first: a turned bit would be served without a word.
        """
        manifest = verify(path)
        try:
            config = read(TrainingConfig, manifest["config"], "manifest.json")
            table = AnimeTable.read(path / "anime.parquet")
            models = _read_models(path, manifest, config)
            ranker = _read_ranker(path / "ranker.safetensors")
            unrated = path / UNRATED_RANKER
            unrated_ranker = _read_ranker(unrated) if unrated.name in manifest["files"] else None
        except UNREADABLE as error:
            raise SnapshotError(f"The snapshot {path.name} can't be read ({error}): {INSTALL_AGAIN}.") from error
        other = unrated_ranker is not None and len(unrated_ranker.mean) != len(UNRATED_FEATURE_NAMES)
        if len(ranker.mean) != len(FEATURE_NAMES) or other:
            raise SnapshotError(f"The snapshot {path.name} was trained for other features: train again.")
        return cls(path, manifest, table, models, ranker, unrated_ranker, config)

    @property
    def anime_ids(self) -> Ints:
        """Public ids of the anime that people have rated, int32[fitted]."""
        return self.table.ids[: self.models.fitted]

    @property
    def anime_vectors(self) -> Floats:
        """DeepWalk's input vectors, float32[fitted, embedding_size]."""
        return self.models.embeddings.inputs

    @property
    def anime_features(self) -> Floats:
        """The ranker's features of each anime, float32[fitted, len(FACT_NAMES)]."""
        return self._any_fitted().context.facts.values[: self.models.fitted]

    def fitted_recall(self, lsh_storage: dict[str, Any] | None = None) -> FittedRecall:
        """Made once. ``lsh_storage``: where the hash tables lie, by default in memory."""
        with _PREPARING:
            made: dict[bool, FittedRecall] = self.__dict__.setdefault("_fitted_recalls", {})
            shared = lsh_storage is not None
            if shared not in made and made:
                # The others need all but the tables.
                made[shared] = made[not shared].with_tables(self.config, lsh_storage)
            elif not made:
                made[shared] = FittedRecall.build(self.models, self.table, self.config, lsh_storage=lsh_storage)
            return made[shared]

    def _any_fitted(self) -> FittedRecall:
        with _PREPARING:
            made: dict[bool, FittedRecall] = self.__dict__.get("_fitted_recalls", {})
            return next(iter(made.values())) if made else self.fitted_recall()

    def user_embedding(self, history: UserHistory) -> Floats | None:
        """A list's embedding, float32[embedding_size]; None where the list says nothing."""
        recall = self._any_fitted().recall
        return recall.user_embedding(Profile.of(history, self.table, recall.models.covered))


# Several threads may ask for the first time at once.
_PREPARING = threading.RLock()


def write_snapshot(
    *,
    directory: Path,
    name: str,
    table: AnimeTable,
    models: RecallModels,
    ranker: Ranker,
    unrated_ranker: Ranker | None,
    manifest: dict[str, Any],
) -> Path:
    """Writes ``directory/name``: hidden until complete, the manifest last, then renamed."""
    target, hidden = directory / name, directory / f".tmp-{name}"
    if target.exists():
        raise SnapshotError(f"There is a snapshot {name} already: choose another name.")
    shutil.rmtree(hidden, ignore_errors=True)
    hidden.mkdir(parents=True)
    try:
        table.write(hidden / "anime.parquet")
        for kind in MATRICES:
            _write_matrix(hidden, kind, getattr(models, kind))
        np.save(hidden / "inputs.npy", models.embeddings.inputs.astype(np.float16))
        np.save(hidden / "outputs.npy", models.embeddings.outputs.astype(np.float16))
        np.save(hidden / "factors.npy", models.factors.astype(np.float16))
        np.save(hidden / "statistics.npy", np.stack([getattr(models.statistics, part) for part in STATISTICS]))
        _write_ranker(hidden / "ranker.safetensors", ranker)
        if unrated_ranker is not None:
            _write_ranker(hidden / UNRATED_RANKER, unrated_ranker)
        files = {file.name: _digest(file) for file in sorted(hidden.iterdir())}
        complete = {
            "format": FORMAT,
            "name": name,
            **manifest,
            "covered": models.fitted,
            "mean_rating": models.statistics.mean_rating,
            "calibration": list(ranker.calibration),
            "files": files,
        }
        (hidden / MANIFEST).write_text(json.dumps(complete, indent=1, ensure_ascii=False) + "\n")
        (hidden / MANIFEST_DIGEST).write_text(_digest(hidden / MANIFEST) + "\n")
        hidden.rename(target)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        raise
    return target


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest alone, checked for its format and for the files it names."""
    try:
        manifest = json.loads((path / MANIFEST).read_text())
    except FileNotFoundError as error:
        raise SnapshotError(f"{path} is no snapshot: it has no manifest.json.") from error
    except (OSError, ValueError) as error:
        raise SnapshotError(f"The manifest of {path.name} can't be read ({error}): {INSTALL_AGAIN}.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise SnapshotError(f"The snapshot {path.name} has another format than {FORMAT}: train it again.")
    missing = [name for name in manifest.get("files", {}) if not (path / name).is_file()]
    if missing:
        raise SnapshotError(f"The snapshot {path.name} lacks {', '.join(missing)}: {INSTALL_AGAIN}.")
    return manifest


def verify(path: Path) -> dict[str, Any]:
    """Compares every file with its checksum, the manifest too; :class:`SnapshotError` on the first difference.

    Returns the manifest. Snapshots of earlier versions have no checksum of the manifest itself.
    """
    manifest = read_manifest(path)
    try:
        sealed = (path / MANIFEST_DIGEST).is_file()
        expected = {MANIFEST: (path / MANIFEST_DIGEST).read_text().strip()} if sealed else {}
        for name, digest in (expected | manifest["files"]).items():
            if _digest(path / name) != digest:
                raise SnapshotError(f"{name} of the snapshot {path.name} was changed or damaged: {INSTALL_AGAIN}.")
    except UNREADABLE as error:
        raise SnapshotError(f"The snapshot {path.name} can't be read ({error}): {INSTALL_AGAIN}.") from error
    return manifest


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_matrix(folder: Path, name: str, matrix: sp.csr_matrix) -> None:
    index = np.uint16 if matrix.shape[1] <= np.iinfo(np.uint16).max else np.int32
    np.save(folder / f"{name}.start.npy", matrix.indptr.astype(np.int32))
    np.save(folder / f"{name}.columns.npy", matrix.indices.astype(index))
    np.save(folder / f"{name}.values.npy", matrix.data.astype(np.float16))


def _load(path: Path) -> npt.NDArray:
    return np.load(path, allow_pickle=False)


def _read_models(path: Path, manifest: dict[str, Any], config: TrainingConfig) -> RecallModels:
    covered = int(manifest["covered"])

    def matrix(name: str) -> sp.csr_matrix:
        values = _load(path / f"{name}.values.npy").astype(np.float32)
        columns = _load(path / f"{name}.columns.npy").astype(np.int32)
        return sp.csr_matrix((values, columns, _load(path / f"{name}.start.npy")), shape=(covered, covered))

    def floats(name: str) -> Floats:
        return _load(path / f"{name}.npy").astype(np.float32)

    statistics = dict(zip(STATISTICS, floats("statistics"), strict=True))
    return RecallModels(
        covered=covered,
        fitted=covered,
        **{name: matrix(name) for name in MATRICES},
        factors=floats("factors"),
        embeddings=Embeddings(floats("inputs"), floats("outputs")),
        statistics=ItemStatistics(**statistics, mean_rating=float(manifest["mean_rating"])),
        als=config.recall.als,
    )


def _write_ranker(file: Path, ranker: Ranker) -> None:
    tensors = {"mean": ranker.mean, "scale": ranker.scale, "calibration": np.asarray(ranker.calibration, np.float64)}
    nets: dict[str, Ranker | Outlook] = {"": ranker}
    if ranker.outlook_net is not None:
        nets["outlook."] = ranker.outlook_net
        tensors["outlook.calibration"] = np.asarray(ranker.outlook_net.calibration, np.float64)
    for prefix, net in nets.items():
        for i, (weight, bias) in enumerate(zip(net.weights, net.biases, strict=True)):
            tensors |= {f"{prefix}weight.{i}": np.ascontiguousarray(weight), f"{prefix}bias.{i}": bias}
    save_file(tensors, file)


def _read_ranker(file: Path) -> Ranker:
    tensors = load_file(file)
    outlook = None
    if "outlook.calibration" in tensors:
        slope, offset = tensors["outlook.calibration"].tolist()
        outlook = Outlook(*_layers(tensors, "outlook."), (slope, offset))
    slope, offset = tensors["calibration"].tolist()
    return Ranker(tensors["mean"], tensors["scale"], *_layers(tensors, ""), (slope, offset), outlook)


def _layers(tensors: dict[str, Floats], prefix: str) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    count = range(sum(name.startswith(f"{prefix}weight.") for name in tensors))
    return tuple(tensors[f"{prefix}weight.{i}"] for i in count), tuple(tensors[f"{prefix}bias.{i}"] for i in count)
