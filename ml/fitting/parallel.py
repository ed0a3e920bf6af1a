"""Inner splits and the final models, fitted side by side in child processes of one BLAS thread each."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.interactions import Interactions
from ml.fitting.folds import Fold, load_ranking_data, make_fold, save_fold
from ml.ranking.data import RankingData
from ml.recall.models import RecallModels

FINAL = -1
ORDER = ("walks", "deepwalk", "recall", "features")
# The share of a task's time after which each stage begins.
BEGINS = {"walks": 0.0, "deepwalk": 0.02, "recall": 0.4, "features": 0.75}


@dataclass(frozen=True)
class FittedParts:
    """``models``: of all rows, for serving; ``judging``: of inner split 0, by which its members judge."""

    models: RecallModels
    judging: RecallModels
    training: RankingData
    validation: RankingData
    unrated: RankingData
    unrated_validation: RankingData


def fit_parts(
    interactions: Interactions,
    table: AnimeTable,
    config: TrainingConfig,
    work: Path,
    progress: Callable[[str, float, float], None],
) -> FittedParts:
    """Everything that training needs fitted; files of the way lie in ``work``."""
    work.mkdir(parents=True, exist_ok=True)
    tasks = [*range(config.splits), FINAL]
    workers = max(1, min(config.workers, os.cpu_count() or 1, len(tasks)))
    threads = str(max(1, (os.cpu_count() or 1) // workers))
    before = {name: os.environ.get(name) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    os.environ.update(dict.fromkeys(before, threads))
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            futures: dict[int, Future] = {
                task: pool.submit(_fit, interactions, table, config, task, work) for task in tasks
            }
            try:
                _await(futures, work, progress)
            except BaseException:
                # Without this, leaving the block would wait for minutes of work that nobody wants any more.
                pool.shutdown(wait=False, cancel_futures=True)
                for child in multiprocessing.active_children():
                    child.terminate()
                raise
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    judging, models = (futures[task].result() for task in (0, FINAL))
    folders = [work / str(task) for task in tasks if task != FINAL]
    return FittedParts(
        models,
        judging,
        _joined(folders, "training"),
        load_ranking_data(folders[0], "validation"),
        _joined(folders, "unrated"),
        _joined(folders, "unrated_validation"),
    )


def _joined(folders: list[Path], part: str) -> RankingData:
    parts = [data for data in (load_ranking_data(folder, part) for folder in folders) if len(data)]
    return RankingData.join(parts) if parts else RankingData.empty()


def _await(futures: dict[int, Future], work: Path, progress: Callable[[str, float, float], None]) -> None:
    pending = set(futures.values())
    while pending:
        done, pending = wait(pending, timeout=1)
        for future in done:
            future.result()
        states = [_state(work, task, future) for task, future in futures.items()]
        running = [(BEGINS[stage] + fraction * 0.1, stage, fraction) for stage, fraction in states if stage]
        if running:
            _, stage, fraction = min(running)
            progress(stage, fraction, sum(_share(state) for state in states) / len(states))


def _state(work: Path, task: int, future: Future) -> tuple[str, float]:
    """Stage and fraction of a task; no stage before it begins (fraction 0) and after it ends (1)."""
    if future.done():
        return "", 1.0
    try:
        stage, fraction = (work / f"{task}.progress").read_text().split()
    except (FileNotFoundError, ValueError):
        return "", 0.0
    return stage, float(fraction)


def _share(state: tuple[str, float]) -> float:
    stage, fraction = state
    if not stage:
        return fraction
    ends = [*(BEGINS[name] for name in ORDER[1:]), 1.0][ORDER.index(stage)]
    return BEGINS[stage] + fraction * (ends - BEGINS[stage])


def _fit(
    interactions: Interactions, table: AnimeTable, config: TrainingConfig, task: int, work: Path
) -> RecallModels | None:
    """One task of the pool: the final models, or a split, whose data go to files."""

    def progress(stage: str, fraction: float) -> None:
        (work / f"{task}.progress").write_text(f"{stage} {fraction:.4f}")

    if task == FINAL:
        return RecallModels.fit(interactions, config.recall, config.seed + 1000, progress)
    fold: Fold = make_fold(interactions, table, config, task, progress)
    save_fold(fold, work / str(task))
    return fold.models
