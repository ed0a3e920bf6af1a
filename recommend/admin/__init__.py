"""What staff see of datasets, trainings and snapshots, and what they decide about recommendations."""

from recommend.admin.carousel import CarouselSlideAdmin
from recommend.admin.datasets import DatasetAdmin, DatasetImportAdmin
from recommend.admin.site_rules import BuriedAnimeAdmin, PinnedAnimeAdmin, RecommendationSettingsAdmin
from recommend.admin.snapshots import SnapshotAdmin
from recommend.admin.training_runs import TrainingRunAdmin

__all__ = [
    "BuriedAnimeAdmin",
    "CarouselSlideAdmin",
    "DatasetAdmin",
    "DatasetImportAdmin",
    "PinnedAnimeAdmin",
    "RecommendationSettingsAdmin",
    "SnapshotAdmin",
    "TrainingRunAdmin",
]
