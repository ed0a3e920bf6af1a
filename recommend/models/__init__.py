"""Datasets and their interactions, training runs, snapshots."""

from recommend.models.dataset import Dataset, DatasetImport, ImportState
from recommend.models.interaction import Interaction
from recommend.models.snapshot import Snapshot
from recommend.models.training_run import RunState, TrainingRun

__all__ = [
    "Dataset",
    "DatasetImport",
    "ImportState",
    "Interaction",
    "RunState",
    "Snapshot",
    "TrainingRun",
]
