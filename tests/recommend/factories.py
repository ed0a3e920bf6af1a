"""A small world with tastes: two halves of anime, and people who like the one or the other."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from catalog.models import Anime, Genre
from recommend.models import Dataset, DatasetImport, ImportState, Interaction

ANIME_IDS = tuple(range(1, 81))
USERS = 120
# Seconds rather than minutes; the figures don't matter.
CONFIG = """
splits = 1
max_users = 200
workers = 1
[recall.deepwalk]
embedding_size = 8
walks = 2000
epochs = 1
[recall.als]
factors = 8
iterations = 2
[ranker]
epochs = 1
"""


def taste_rows(users: int = USERS, seed: int = 7) -> list[tuple[int, int, int, int]]:
    """(user, anime, rating, status): even users love odd anime and dislike some even ones, odd users the reverse."""
    rng = np.random.default_rng(seed)
    rows = []
    for user in range(users):
        loved = [anime for anime in ANIME_IDS if anime % 2 != user % 2]
        other = [anime for anime in ANIME_IDS if anime % 2 == user % 2]
        weights = 1.0 / np.arange(3, len(loved) + 3)
        for anime in rng.choice(loved, 18, replace=False, p=weights / weights.sum()):
            rows.append((user, int(anime), int(rng.choice([0, 8, 9, 10])), 2))
        for anime in rng.choice(other, 3, replace=False, p=weights / weights.sum()):
            rows.append((user, int(anime), int(rng.integers(2, 7)), 2))
    return rows


def make_catalogue() -> None:
    """80 anime, the first the best known; odd ones are Action, even ones Romance."""
    genres = [Genre.objects.get_or_create(name=name)[0] for name in ("Romance", "Action")]
    Anime.objects.bulk_create(
        Anime(
            pk=pk,
            title_romaji=f"Anime {pk}",
            title_zh_hans=f"动漫{pk}",
            members=1000 * (100 - pk),
            popularity=1000 * (100 - pk),
            popularity_origin="members",
            score=7.5,
            year=2015,
        )
        for pk in ANIME_IDS
    )
    through = Anime.genres.through
    through.objects.bulk_create(through(anime_id=pk, genre=genres[pk % 2]) for pk in ANIME_IDS)


def make_dataset(name: str = "small", users: int = USERS) -> Dataset:
    dataset = Dataset.objects.create(name=name)
    rows = taste_rows(users)
    current = DatasetImport.objects.create(dataset=dataset, state=ImportState.DONE, report={"rows_out": len(rows)})
    Interaction.objects.bulk_create(
        Interaction(dataset_import=current, user_id=user, anime_id=anime, rating=rating, status=status)
        for user, anime, rating, status in rows
    )
    dataset.current_import = current
    dataset.save()
    return dataset


def write_exported(folder: Path) -> None:
    """The same world as files, as an export leaves it."""
    (folder / "interactions").mkdir(parents=True)
    users, anime, ratings, statuses = zip(*taste_rows(), strict=True)
    columns = {
        "user": pa.array(users, pa.int64()),
        "anime": pa.array(anime, pa.int32()),
        "rating": pa.array(ratings, pa.int8()),
        "status": pa.array(statuses, pa.int8()),
        "favorite": pa.array([False] * len(users)),
    }
    pq.write_table(pa.table(columns), folder / "interactions" / "dataset.parquet")
    n = len(ANIME_IDS)
    facts = {
        "id": pa.array(ANIME_IDS, pa.int32()),
        "title": [f"{chr(97 + pk % 26)}{chr(97 + pk // 26)}ra" for pk in ANIME_IDS],  # each a franchise of its own
        "type": ["TV"] * n,
        "episodes": pa.array([12] * n, pa.int32()),
        "year": pa.array([2015] * n, pa.int16()),
        "score": pa.array([7.5] * n, pa.float32()),
        "members": pa.array([1000 * (100 - pk) for pk in ANIME_IDS], pa.int64()),
        "genres": [["Action"] if pk % 2 else ["Romance"] for pk in ANIME_IDS],
        "tags": [["tag"]] * n,
        "popularity": pa.array([1000 * (100 - pk) for pk in ANIME_IDS], pa.float32()),
        "series": pa.array(ANIME_IDS, pa.int32()),
        "series_place": pa.array([1] * n, pa.int16()),
        "series_role": ["main"] * n,
        "studios": pa.array([[]] * n, pa.list_(pa.string())),
        "staff": pa.array([[]] * n, pa.list_(pa.string())),
        "source": [""] * n,
        "country": [""] * n,
    }
    pq.write_table(pa.table(facts), folder / "anime.parquet")
