"""``manage.py recommend_benchmark``: how long serving a member takes, stage by stage."""

import os
import statistics
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ml.serving.requests import ListRequest
from recommend.management.choosing import UnknownSnapshot, snapshot_named
from recommend.training.child_process import SERVING_LIMITS

STAGES = ("recall:deepwalk", "recall", "rank", "rerank")


class Command(BaseCommand):
    help = (
        "Times recommendations for made-up members, recall to re-rank, in one process with one BLAS thread: a list's "
        "anime are drawn by popularity from what the snapshot knows, its ratings from 4 to 10."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--snapshot", help="a snapshot's name; by default the active one")
        parser.add_argument("--ratings", type=int, default=100, help="how many each member has")
        parser.add_argument("--members", type=int, default=300)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, snapshot: str | None, ratings: int, members: int, seed: int, **options: Any) -> None:
        if min(ratings, members) < 1 or members < 20:
            raise CommandError("--ratings must be 1 or more, --members 20 or more.")
        try:
            chosen = snapshot_named(snapshot)
        except UnknownSnapshot as refusal:
            raise CommandError(str(refusal)) from refusal
        if any(os.environ.get(name) != "1" for name in SERVING_LIMITS):
            # numpy reads these when it is imported, which has happened: once more, in a fresh process.
            again = [sys.executable, "manage.py", "recommend_benchmark", "--snapshot", chosen.name]
            again += ["--ratings", str(ratings), "--members", str(members), "--seed", str(seed)]
            done = subprocess.run(  # noqa: S603
                again, cwd=settings.BASE_DIR, env=os.environ | dict.fromkeys(SERVING_LIMITS, "1"), check=False
            )
            if done.returncode:
                raise CommandError("The benchmark failed.", returncode=done.returncode)
            return
        self._run(chosen, ratings=ratings, members=members, seed=seed)

    def _run(self, chosen: Any, *, ratings: int, members: int, seed: int) -> None:
        import numpy as np

        from ml.data.interactions import UserHistory
        from ml.serving.recommender import Recommender
        from ml.snapshot import Snapshot

        opened = Snapshot.open(chosen.path)
        recommender = Recommender.from_snapshot(opened)
        rng = np.random.default_rng(seed)
        rows = opened.models.statistics.rows.astype(np.float64)
        size = min(ratings, int((rows > 0).sum()))
        histories = [
            UserHistory.of(
                opened.anime_ids[rng.choice(len(rows), size, replace=False, p=rows / rows.sum())],
                rng.integers(4, 11, size),
            )
            for _ in range(members)
        ]
        for history in histories[:20]:
            recommender.recommend(history, ListRequest(n=20))
        known = len(opened.table)
        self.stdout.write(f"{chosen.name}: {known:,} anime, {members} members with {size} ratings, n = 20")
        last = 0.0
        for stage in STAGES:
            taken = []
            for history in histories:
                started = time.perf_counter()
                recommender.recommend(history, ListRequest(n=20, stage=stage))
                taken.append((time.perf_counter() - started) * 1000)
            cuts = statistics.quantiles(taken, n=100)
            ratio = f", {cuts[49] / last:.2f} of the stage before" if last else ""
            self.stdout.write(f"{stage:<16} median {cuts[49]:6.2f} ms   p95 {cuts[94]:6.2f} ms{ratio}")
            last = cuts[49]
