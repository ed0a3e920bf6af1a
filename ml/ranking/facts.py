"""What is known of each anime beside who watched it: float32 rows that the ranker reads, and genres."""

from dataclasses import dataclass

import numpy as np
import scipy.stats

from ml.data.anime import AnimeTable
from ml.data.interactions import Floats
from ml.recall.models import ItemStatistics

TYPES = ("TV", "Movie", "OVA", "Special", "ONA", "Music")
FACT_NAMES = (
    "log_rows", "log_rated", "rated_share", "bias", "like_share", "log_episodes", "era", "log_members", "site_score",
    "franchise_size", *(f"type_{name}" for name in TYPES),
)  # fmt: skip


@dataclass(frozen=True)
class AnimeFacts:
    """``values`` float32[covered, len(FACT_NAMES)]; ``genres`` float32[covered, genres], rows that sum to 1 or 0."""

    values: Floats
    genres: Floats

    @classmethod
    def build(cls, table: AnimeTable, statistics: ItemStatistics, franchise_size: np.ndarray) -> "AnimeFacts":
        n = len(statistics.rows)
        known = ~np.isnan(table.scores[:n])
        average = float(table.scores[:n][known].mean()) if known.any() else 0.0
        kinds = np.asarray(table.types[:n], dtype=object)
        columns = [
            np.log1p(statistics.rows),
            np.log1p(statistics.rated),
            statistics.rated / np.maximum(statistics.rows, 1),
            statistics.bias,
            (statistics.likes + 2) / (statistics.rated + 5),
            np.log1p(table.episodes[:n]),
            scipy.stats.rankdata(table.ids[:n]) / max(n, 1),
            np.log1p(np.maximum(table.members[:n], 0)),
            np.where(known, table.scores[:n], average),
            np.log(franchise_size[:n]),
            *((kinds == name) for name in TYPES),
        ]
        return cls(np.column_stack(columns).astype(np.float32), _genre_shares(table, n))


def _genre_shares(table: AnimeTable, n: int) -> Floats:
    names = sorted({genre for genres in table.genres[:n] for genre in genres})
    at = {name: i for i, name in enumerate(names)}
    shares = np.zeros((n, max(len(names), 1)), np.float32)
    for row, genres in enumerate(table.genres[:n]):
        for genre in genres:
            shares[row, at[genre]] = 1 / len(genres)
    return shares
