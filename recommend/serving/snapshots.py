"""Which snapshots there are, and which one serves."""

import logging
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import redis
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ml.snapshot import Snapshot as SnapshotFiles
from ml.snapshot import SnapshotError, verify
from recommend.models import DatasetImport, Snapshot
from recommend.serving.embeddings import embedding_store
from recommend.serving.lsh_storage import drop_tables
from recommend.serving.quality import gate

logger = logging.getLogger(__name__)


class SnapshotUnusable(Exception):
    """The snapshot can't be registered, activated or installed; the message says why and what to do."""


class SnapshotInUse(Exception):
    """The active snapshot can't be dropped."""


def register_snapshot(path: Path, *, dataset_imports: Sequence[DatasetImport] = ()) -> Snapshot:
    """Makes a directory under SNAPSHOT_DIR known; one that is known already is returned as it is."""
    if path.resolve().parent != Path(settings.SNAPSHOT_DIR).resolve():
        raise SnapshotUnusable(f"{path} doesn't lie in {settings.SNAPSHOT_DIR}: copy it there first.")
    manifest = opened(path).manifest
    created = manifest.get("created_at")
    with transaction.atomic():
        snapshot, fresh = Snapshot.objects.get_or_create(
            name=path.name, defaults={"manifest": manifest, "created_at": _moment(created)}
        )
        if fresh:
            snapshot.dataset_imports.set(dataset_imports)
    return snapshot


def opened(path: Path) -> SnapshotFiles:
    """Raises SnapshotUnusable when files are missing, altered or of another format."""
    try:
        return SnapshotFiles.open(path)
    except SnapshotError as error:
        raise SnapshotUnusable(str(error)) from error


def _moment(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return timezone.now()
    return moment if moment.tzinfo else timezone.make_aware(moment)


def activate_snapshot(snapshot: Snapshot) -> Snapshot | None:
    """Returns the one that was active before, whose files and embeddings stay. Processes switch within seconds."""
    files = opened(snapshot.path)
    publish_embeddings(files, name=snapshot.name)
    with transaction.atomic():
        before = Snapshot.objects.select_for_update().filter(is_active=True).first()
        if before is not None and before.pk == snapshot.pk:
            return None
        Snapshot.objects.filter(is_active=True).update(is_active=None)
        Snapshot.objects.filter(pk=snapshot.pk).update(is_active=True, activated_at=timezone.now())
    return before


def activate_after_training(snapshot: Snapshot) -> str:
    """Activates it unless the quality gate refuses; returns what happened, for people to read."""
    verdict = gate(snapshot, Snapshot.objects.filter(is_active=True).first())
    if not verdict.passed:
        return _("模型快照 %(name)s 已登记，但没有启用：%(reason)s") % {
            "name": snapshot.name,
            "reason": verdict.reason,
        }
    activate_snapshot(snapshot)
    return _("模型快照 %(name)s 已启用。") % {"name": snapshot.name}


def publish_embeddings(files: SnapshotFiles, *, name: str) -> None:
    """Into Redis, unless they are there; a Redis that is away gets them when a process next loads the snapshot."""
    store = embedding_store(name)
    if store.is_published(count=len(files.anime_ids)) is False:
        store.publish(anime_ids=files.anime_ids, vectors=files.anime_vectors, features=files.anime_features)


def forget_member(user: User) -> None:
    """The member's embeddings of every snapshot; they are made of the list, which goes with the account."""
    for name in Snapshot.objects.values_list("name", flat=True):
        embedding_store(name).forget_user(user.pk)


def drop_snapshot(snapshot: Snapshot) -> None:
    """Row, files and embeddings. Raises SnapshotInUse for the active one, SnapshotUnusable while Redis is away."""
    with transaction.atomic():
        locked = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
        if locked.is_active:
            raise SnapshotInUse(f"{snapshot.name} is active: activate another one first.")
        try:
            embedding_store(snapshot.name).drop()
            drop_tables(snapshot.name)
        except redis.RedisError as error:
            raise SnapshotUnusable(
                f"Redis can't be reached, so the embeddings of {snapshot.name} can't be deleted: {error}"
            ) from error
        locked.delete()
    shutil.rmtree(snapshot.path, ignore_errors=True)


def install_shipped_snapshot() -> tuple[Snapshot, bool]:
    """Copies the model that ships to where snapshots lie; activates it if none is active. (snapshot, installed now).

    A copy that was damaged since is replaced.
    """
    shipped = Path(settings.SHIPPED_SNAPSHOT)
    if not (shipped / "manifest.json").is_file():
        raise SnapshotUnusable(f"There is no model at {shipped}: the copy of the project is incomplete.")
    name = str(opened(shipped).manifest["name"])
    target = Path(settings.SNAPSHOT_DIR) / name
    fresh = not _is_whole(target)
    if fresh:
        _copy(shipped, target)
    snapshot = register_snapshot(target)
    if not Snapshot.objects.filter(is_active=True).exists():
        activate_snapshot(snapshot)
        snapshot.refresh_from_db()
    return snapshot, fresh


def _is_whole(path: Path) -> bool:
    try:
        verify(path)
    except SnapshotError:
        return False
    return True


def _copy(source: Path, target: Path) -> None:
    """Complete or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside, damaged = (target.with_name(f".{word}-{target.name}") for word in ("tmp", "damaged"))
    for leftover in (aside, damaged):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(source, aside)
    if target.exists():
        target.rename(damaged)
    aside.rename(target)
    shutil.rmtree(damaged, ignore_errors=True)
