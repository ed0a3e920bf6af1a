"""Recommendations for many users of a dataset, into a file. Its form is read by other programs: it must not change."""

import json
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from django.db import connections
from django.db.models import Max
from django.utils import timezone

from catalog.models import Anime, PopularityOrigin
from ml.data.interactions import UserHistory
from ml.reranking.pins import place_pins
from ml.serving.requests import FINAL, ListRequest, UnknownStageError, check_stage
from recommend.members.histories import dataset_histories
from recommend.models import Dataset, Interaction, Snapshot
from recommend.serving.serving import Serving, load_snapshot
from recommend.serving.site_rules import NO_RULES, read_site_rules
from recommend.serving.snapshots import SnapshotUnusable, opened

Progress = Callable[[str, int, int], None]
CHUNK = 50


class BatchError(Exception):
    """Nothing was written; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class BatchResult:
    users: int
    unknown_users: int
    unknown_anime: tuple[int, ...] = ()  # ids of ``among`` that the site doesn't show


@dataclass(frozen=True, kw_only=True)
class BatchRequest:
    """Lists of ``n`` anime of the users of ``dataset`` who stand in the file ``users``, one id a line.

    ``stage``: see ``ml.serving.requests.check_stage``. ``site_settings``: as operators set rules, sources and places;
    else as the snapshot was configured. ``among``: a file of anime ids, the only ones to be recommended.

    The lists of a dataset end when it was collected. What came to MyAnimeList after its last anime can't be on them and
    is left out; ``newer`` lets it in. Where ``among`` asks for it, what nobody has counted yet comes last.
    """

    dataset: Dataset
    snapshot: Snapshot
    users: Path
    n: int
    stage: str = FINAL
    site_settings: bool = False
    among: Path | None = None
    newer: bool = False


@dataclass(frozen=True, kw_only=True)
class _Job:
    """What a process needs beside the users; inherited by forking, so never copied."""

    serving: Serving
    histories: dict[int, UserHistory]
    servable: tuple[int, ...]  # what may be recommended, the most popular first
    withheld: frozenset[int]  # anime of the snapshot that may not
    request: ListRequest  # of whoever has nothing withheld
    pins: tuple[tuple[int, int], ...]  # (place, anime id)


_job: _Job | None = None


def recommend_batch(request: BatchRequest, *, output: Path, processes: int, progress: Progress) -> BatchResult:
    """Raises BatchError. The file appears when it is complete; users stand in it in the order of ``request.users``."""
    if request.n < 1:
        raise BatchError(f"--n must be at least 1, not {request.n}.")
    user_ids = read_ids(request.users, of="user")
    wanted = frozenset(read_ids(request.among, of="anime")) if request.among is not None else None
    progress("loading", 0, 1)
    try:
        opened(request.snapshot.path)
        serving = load_snapshot(request.snapshot.path, name=request.snapshot.name)
        check_stage(request.stage, serving.recommender.sources)
    except (SnapshotUnusable, UnknownStageError) as error:
        raise BatchError(str(error)) from error
    job = _job_of(request, serving, _histories(request, user_ids), wanted)
    if wanted is not None and not job.servable:
        raise BatchError(f"No id of {request.among} is an anime that this site recommends.")
    with _complete_or_absent(output) as file:
        for done, lines in enumerate(_lines(job, user_ids, processes=processes), start=1):
            file.write(lines)
            progress("recommending", min(done * CHUNK, len(user_ids)), len(user_ids))
    not_shown = tuple(sorted((wanted or frozenset()).difference(job.servable)))
    unknown = sum(not len(history) for history in job.histories.values())
    return BatchResult(users=len(user_ids), unknown_users=unknown, unknown_anime=not_shown)


def _histories(request: BatchRequest, user_ids: list[int]) -> dict[int, UserHistory]:
    histories = dataset_histories(request.dataset, list(dict.fromkeys(user_ids)))
    if not any(len(history) for history in histories.values()):
        example = Interaction.objects.filter(dataset_import=request.dataset.current_import_id).first()
        has = f", which has, say, user {example.user_id}" if example else ""
        raise BatchError(f"No user of {request.users} occurs in the dataset {request.dataset.name}{has}.")
    return histories


def newest_anime(dataset: Dataset) -> int:
    """The largest id among its rows: MyAnimeList gives ids in time."""
    rows = Interaction.objects.filter(dataset_import=dataset.current_import_id)
    return int(rows.aggregate(newest=Max("anime_id"))["newest"] or 0)


def _uncounted_after(last: int) -> frozenset[int]:
    later = Anime.objects.filter(pk__gt=last, popularity_origin=PopularityOrigin.ESTIMATED)
    return frozenset(later.values_list("pk", flat=True))


def read_ids(path: Path, *, of: str) -> list[int]:
    """One a line; ``of`` says whose they are, for the refusal."""
    what = f"It must hold one {of} id a line"
    try:
        lines = path.read_text(encoding="utf-8-sig").split()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise BatchError(f"{path} can't be read: {reason}. {what}.") from error
    wrong = next((line for line in lines if not line.isascii() or not line.isdigit() or len(line) > 18), None)
    if wrong is not None:
        raise BatchError(f"{path} must hold one {of} id a line; this is none: {wrong[:40]!r}.")
    if not lines:
        raise BatchError(f"{path} is empty. {what}.")
    return [int(line) for line in lines]


def _job_of(
    request: BatchRequest, serving: Serving, histories: dict[int, UserHistory], wanted: frozenset[int] | None
) -> _Job:
    assert serving.files is not None
    now, last = timezone.now(), newest_anime(request.dataset)
    site_rules = read_site_rules() if request.site_settings else NO_RULES
    buried = site_rules.buried_ids(now)
    visible = Anime.objects.visible().order_by("-popularity", "pk").values_list("pk", flat=True)
    if wanted is None and not request.newer:
        visible = visible.filter(pk__lte=last)
    servable = tuple(pk for pk in visible if pk not in buried and (wanted is None or pk in wanted))
    withheld = frozenset(serving.recommender.table.ids.tolist()).difference(servable)
    # A place of the final list; the lists before it show what the model thinks.
    pinned = site_rules.pins(now, unwanted=frozenset()) if request.stage == FINAL else []
    asked = ListRequest(
        n=request.n,
        stage=request.stage,
        allowed=None if wanted is None else frozenset(servable),
        behind=_uncounted_after(last) if wanted is not None and not request.newer else frozenset(),
    )
    return _Job(
        serving=serving,
        histories=histories,
        servable=servable,
        withheld=withheld,
        request=serving.following(asked, site_rules),
        pins=tuple((place, anime_id) for place, anime_id in pinned if anime_id in set(servable)),
    )


def _lines(job: _Job, user_ids: list[int], *, processes: int) -> Iterator[str]:
    """In the order of ``user_ids``, a chunk at a time."""
    global _job
    _job = job
    chunks = [user_ids[start : start + CHUNK] for start in range(0, len(user_ids), CHUNK)]
    processes = min(processes, len(chunks))
    if processes <= 1:
        yield from map(_chunk_lines, chunks)
        return
    # A forked process must not share the parent's connections.
    connections.close_all()
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
        try:
            yield from pool.map(_chunk_lines, chunks)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _chunk_lines(user_ids: list[int]) -> str:
    assert _job is not None
    return "".join(json.dumps({"user_id": user_id, "items": _items(_job, user_id)}) + "\n" for user_id in user_ids)


def _items(job: _Job, user_id: int) -> list[int]:
    """What a member with this list would be served; by the files, since Redis holds nothing else."""
    history = job.histories[user_id]
    listed = {int(anime_id) for anime_id in history.anime_ids}
    pins = [pin for pin in job.pins if pin[1] not in listed]
    request = replace(job.request, exclude=job.withheld.union(anime_id for _, anime_id in pins))
    found = job.serving.recommender.recommend(history, request)
    items = [int(item.anime_id) for item in found]
    if len(items) < request.n and request.stage == FINAL:
        # As a page does that must not end early.
        unwanted = {*items, *listed}
        items += [anime_id for anime_id in job.servable if anime_id not in unwanted][: request.n - len(items)]
    return place_pins(items, pins, n=request.n)


@contextmanager
def _complete_or_absent(path: Path) -> Iterator[IO[str]]:
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("w", encoding="utf-8") as file:
            yield file
        aside.replace(path)
    except OSError as error:
        raise BatchError(f"{path} can't be written: {error.strerror or error}.") from error
    finally:
        aside.unlink(missing_ok=True)
