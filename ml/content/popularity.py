"""How much an anime will be watched, learnt from those that were counted: a prior for what nobody has counted yet."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from ml.content.vectors import ContentVectors
from ml.data.anime import AnimeTable
from ml.data.interactions import Floats
from ml.data.series import SeriesOrder

# Learnt on some twelve thousand anime: what one term says is worth little against the rest.
REGULARISATION = 3.0
TYPES = ("TV", "Movie", "OVA", "Special", "ONA", "Music")


@dataclass(frozen=True)
class Popularity:
    """Logarithms of one plus the people who have an anime, float32[len(table)] each.

    ``expected``: from content and series alone, whatever was counted. ``known``: as counted; where nobody has, as the
    table estimates it, else the expected one. ``counted``: where somebody has.
    """

    expected: Floats
    known: Floats
    counted: np.ndarray

    @classmethod
    def learn(
        cls, table: AnimeTable, content: ContentVectors, order: SeriesOrder, *, hidden: np.ndarray | None = None
    ) -> "Popularity":
        """``hidden`` bool[len(table)]: anime from which nothing may be learnt, nor about others of their series."""
        members = np.log1p(np.maximum(table.members, 0)).astype(np.float32)
        counted = table.members > 0
        taught = counted if hidden is None else counted & ~hidden
        design = _design(table, content, order, members, taught)
        expected = _ridge(design, members, taught)
        estimated = np.log1p(np.maximum(table.popularity, 0)).astype(np.float32)
        guessed = np.where(estimated > 0, estimated, expected)
        return cls(expected, np.where(counted, members, guessed).astype(np.float32), counted)


def _design(
    table: AnimeTable, content: ContentVectors, order: SeriesOrder, members: Floats, taught: np.ndarray
) -> sp.csr_matrix:
    mean = float(members[taught].mean()) if taught.any() else 0.0
    others, many = order.mean_of_others(np.where(taught, members - mean, 0).astype(np.float32), taught)
    before = order.before
    led = (before >= 0) & taught[before]
    ahead = np.where(led, members[before] - mean, 0)
    kinds = np.asarray(table.types, dtype=object).astype(str)
    numbers = np.column_stack(
        [
            others,
            np.log1p(many),
            ahead,
            led,
            order.role_is_main,
            np.log1p(order.place),
            np.log1p(np.maximum(table.episodes, 0)),
            np.asarray([len(tags) for tags in table.tags]) / 10,
            np.asarray([len(genres) for genres in table.genres]) / 3,
            (np.clip(table.years.astype(np.float32), 1960, 2030) - 2010) / 10 * (table.years > 0),
            *((kinds == name) for name in TYPES),
        ]
    ).astype(np.float32)
    return sp.hstack([content.matrix * np.float32(2.0), sp.csr_matrix(numbers)]).tocsr()


def _ridge(design: sp.csr_matrix, target: Floats, taught: np.ndarray) -> Floats:
    """Predictions for every row of ``design`` from those that are ``taught``, float32[rows]."""
    rows = design[np.flatnonzero(taught)]
    if not rows.shape[0]:
        return np.zeros(design.shape[0], np.float32)
    mean = float(target[taught].mean())
    centred = (target[taught] - mean).astype(np.float64)
    weights = _conjugate_gradients(rows.astype(np.float64), centred)
    return np.maximum(design.astype(np.float64) @ weights + mean, 0).astype(np.float32)


def _conjugate_gradients(rows: sp.csr_matrix, target: np.ndarray) -> np.ndarray:
    """Solves (XᵀX + λI) w = Xᵀy without ever writing the matrix down."""
    weights = np.zeros(rows.shape[1])
    rest = rows.T @ target
    direction, size = rest.copy(), float(rest @ rest)
    for _ in range(60):
        step = rows.T @ (rows @ direction) + REGULARISATION * direction
        length = size / max(float(direction @ step), 1e-12)
        weights += length * direction
        rest -= length * step
        after = float(rest @ rest)
        if after < 1e-6:
            break
        direction = rest + after / size * direction
        size = after
    return weights
