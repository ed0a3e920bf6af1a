"""The offline side: from exported interactions to a snapshot, and the evaluation of one."""

import platform
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.holdout import data_digest
from ml.data.interactions import Interactions, InteractionsError, read_datasets
from ml.evaluation.evaluate import Wish, evaluate_snapshot
from ml.evaluation.full_report import Judged
from ml.evaluation.rule_strength import affordable_rules
from ml.fitting.folds import fold_split
from ml.fitting.rankers import fit_ranking
from ml.preprocessing.sequences import read_sequences, write_sequences
from ml.progress import Reporter
from ml.serving.pipeline import Pipeline
from ml.snapshot import Snapshot, write_snapshot

# Fewer members with something held out teach a ranker nothing but their own lists.
FEWEST_LEARNERS = 20
PACKAGES = ("numpy", "scipy", "gensim", "datasketch", "torch", "pyspark")


@dataclass(frozen=True)
class TrainingRequest:
    """``work`` holds interactions/ and anime.parquet and takes everything temporary."""

    work: Path
    snapshots: Path
    name: str
    config: TrainingConfig
    spark_master: str


def train(request: TrainingRequest, reporter: Reporter) -> tuple[Path, dict[str, Any]]:
    """The snapshot's directory and its report. :class:`InteractionsError` where there is too little to learn from."""
    reporter.stage("sequences", 0.0, 0.0)
    interactions, table = _prepare(request.work, request.spark_master)
    config = request.config
    _require_learners(interactions, table, config)
    made = fit_ranking(interactions, table, config, request.work / "folds", reporter.stage)
    reporter.stage("evaluation", 0.0, 0.95)
    judging = Pipeline.build(made.parts.judging, made.rankers, table, config)
    affordable = affordable_rules(judging, interactions, table, config)
    config = replace(config, rerank=affordable.rules)
    report = Judged.by(replace(judging, config=config), interactions).figures({})
    report["rules"] = {"strength": affordable.factor, "change": affordable.change}
    reporter.stage("snapshot", 0.0, 0.98)
    manifest = {
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "config": config.as_dict(),
        "data": describe(interactions, table) | {"datasets": read_datasets(request.work)},
        "versions": {name: version(name) for name in PACKAGES} | {"python": platform.python_version()},
        "metrics": report,
    }
    path = write_snapshot(
        directory=request.snapshots,
        name=request.name,
        table=table,
        models=made.parts.models,
        ranker=made.rankers.rated,
        unrated_ranker=made.rankers.unrated,
        manifest=manifest,
    )
    shutil.rmtree(request.work / "folds", ignore_errors=True)
    return path, report


def evaluate(*, work: Path, snapshot: Path, wish: Wish, spark_master: str, reporter: Reporter) -> dict[str, Any]:
    """The report on members whom the snapshot's ranker has never seen, sources fitted anew without what is held out.

    The figures of the training itself come out again where data and configuration are the same.
    """
    reporter.stage("sequences", 0.0, 0.0)
    opened = Snapshot.open(snapshot)
    interactions, table = _prepare(work, spark_master)
    return evaluate_snapshot(opened, interactions, table, wish=wish, work=work, progress=reporter.stage)


def describe(interactions: Interactions, table: AnimeTable) -> dict[str, Any]:
    """The size of the data and its digest, for the manifest."""
    anime = len(np.unique(interactions.anime))
    users = len(interactions.user_ids)
    return {
        "rows": len(interactions),
        "ratings": int((interactions.ratings > 0).sum()),
        "users": users,
        "site_members": int((interactions.user_ids < 0).sum()),
        "anime": anime,
        "density": round(len(interactions) / max(users * anime, 1), 5),
        "digest": data_digest(interactions, table.ids),
    }


def _prepare(work: Path, spark_master: str) -> tuple[Interactions, AnimeTable]:
    sequences = write_sequences(work=work, master=spark_master)
    return read_sequences(sequences, AnimeTable.read(work / "anime.parquet"))


def _require_learners(interactions: Interactions, table: AnimeTable, config: TrainingConfig) -> None:
    learners = len(fold_split(interactions, table, config, 0).relevant)
    if learners < FEWEST_LEARNERS:
        raise InteractionsError(
            f"Only {learners} of {len(interactions.user_ids)} members have 10 ratings or more and liked something "
            f"that could be held out; at least {FEWEST_LEARNERS} are needed. Import a dataset "
            "(manage.py import_dataset), or create demo members (manage.py create_demo_members)."
        )
