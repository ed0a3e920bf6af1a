"""Made worlds with a known answer: two kinds of people who never watch each other's anime."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ml.data.anime import AnimeTable
from ml.data.interactions import Interactions


def checkerboard_columns(users: int = 120, anime: int = 80, per_user: int = 20, seed: int = 1) -> dict[str, np.ndarray]:
    """Users of even number like even anime ids (10, 12, …), the others odd ones; ratings 6..10, some unrated."""
    rng = np.random.default_rng(seed)
    rows = []
    for user in range(users):
        own = np.arange(10 + user % 2, 10 + anime, 2)
        for item in rng.choice(own, min(per_user, len(own)), replace=False):
            rows.append((user + 1, item, rng.choice([0, 6, 8, 9, 10]), 0, False))
    dtypes = {"user": np.int64, "anime": np.int32, "rating": np.int8, "status": np.int8, "favorite": bool}
    columns = zip(*rows, strict=True)
    return {name: np.asarray(column, dtype) for (name, dtype), column in zip(dtypes.items(), columns, strict=True)}


def table_of(anime_ids: np.ndarray) -> AnimeTable:
    n = len(anime_ids)
    return AnimeTable(
        ids=np.asarray(anime_ids, np.int32),
        titles=[f"Title {chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(n)],
        types=["TV"] * n,
        episodes=np.full(n, 12, np.int32),
        years=np.full(n, 2010, np.int16),
        scores=np.full(n, 7.5, np.float32),
        members=np.arange(n, 0, -1).astype(np.int64),
        genres=[["Even" if i % 2 == 0 else "Odd"] for i in np.asarray(anime_ids).tolist()],
        tags=[[] for _ in range(n)],
        popularity=np.arange(n, 0, -1).astype(np.float32),
        series=np.arange(n, dtype=np.int32),
        series_place=np.ones(n, np.int16),
        series_role=["main"] * n,
        studios=[[] for _ in range(n)],
        staff=[[] for _ in range(n)],
        source=[""] * n,
        country=[""] * n,
    )


def interactions_of(columns: dict[str, np.ndarray], table: AnimeTable) -> Interactions:
    return Interactions.build(
        columns["user"],
        table.positions(columns["anime"]),
        columns["rating"],
        columns["status"],
        columns["favorite"],
    )


def write_work(folder: Path, columns: dict[str, np.ndarray], table: AnimeTable) -> Path:
    """A training's work folder, as the site exports it."""
    (folder / "interactions").mkdir(parents=True)
    pq.write_table(pa.table(columns), folder / "interactions" / "part-0.parquet")
    table.write(folder / "anime.parquet")
    return folder


def tiny_toml(folder: Path) -> Path:
    """A configuration that trains in seconds."""
    path = folder / "tiny.toml"
    path.write_text(
        "splits = 2\n[recall.deepwalk]\nembedding_size = 16\nwalks = 3000\n[recall.als]\nfactors = 8\niterations = 4\n"
        "[recall.linear]\nregularisation = 5.0\ntop_k = 40\n[ranker]\nhidden = [32]\nepochs = 20\nbatch_users = 16\n"
        "[lsh]\nbands = 24\nbits = 3\n"
    )
    return path
