"""What staff see of datasets, trainings and snapshots."""

from recommend.admin.datasets import DatasetAdmin, DatasetImportAdmin
from recommend.admin.snapshots import SnapshotAdmin
from recommend.admin.training_runs import TrainingRunAdmin

__all__ = ["DatasetAdmin", "DatasetImportAdmin", "SnapshotAdmin", "TrainingRunAdmin"]
