"""Datasets and their interactions, training runs, snapshots, and what operators decide."""

from recommend.models.anime_choice import BuriedAnime, PinnedAnime
from recommend.models.carousel_slide import CarouselSlide
from recommend.models.dataset import Dataset, DatasetImport, ImportState
from recommend.models.interaction import Interaction
from recommend.models.preferences import RecommendationPreferences
from recommend.models.recommendation_settings import RecommendationSettings
from recommend.models.snapshot import Snapshot
from recommend.models.training_run import RunState, TrainingRun

__all__ = [
    "BuriedAnime",
    "CarouselSlide",
    "Dataset",
    "DatasetImport",
    "ImportState",
    "Interaction",
    "PinnedAnime",
    "RecommendationPreferences",
    "RecommendationSettings",
    "RunState",
    "Snapshot",
    "TrainingRun",
]
