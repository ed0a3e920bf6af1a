"""Anime that are like one other, or like several and unlike more."""

from collections.abc import Collection, Sequence

import numpy as np

from ml.data.anime import AnimeTable
from ml.serving.answers import Recommendation
from ml.serving.blending import Blend, blend_positions
from ml.serving.requests import known_positions
from ml.serving.similarity import Similarity, similar_positions


class AlikeAnime:
    """Gives the same answers on every call; without a ``similarity`` it has none. Anime are public ids."""

    def __init__(self, table: AnimeTable, similarity: Similarity | None) -> None:
        self._table, self._similarity = table, similarity

    def similar(self, anime_id: int, *, n: int, exclude: Collection[int] = frozenset()) -> list[Recommendation]:
        """Anime like ``anime_id``, best first; empty for an id that is not known.

        Of every other series only what it is entered by, see ``ml.reranking.entries``.
        """
        position = int(self._table.positions(np.asarray([anime_id], np.int32))[0])
        if self._similarity is None or position < 0:
            return []
        blocked = known_positions(self._table, exclude)
        found, scores = similar_positions(self._similarity, position, blocked, n)
        return [
            Recommendation(int(self._table.ids[p]), float(score))
            for p, score in zip(found.tolist(), scores.tolist(), strict=True)
        ]

    def blend(
        self, *, like: Sequence[int], unlike: Sequence[int] = (), n: int, exclude: Collection[int] = frozenset()
    ) -> list[Blend]:
        """Anime like all of ``like`` and none of ``unlike``, best first; ids that aren't known say nothing."""
        if self._similarity is None:
            return []
        return blend_positions(
            self._similarity,
            self._table,
            liked=known_positions(self._table, like),
            unliked=known_positions(self._table, unlike),
            blocked=known_positions(self._table, exclude),
            n=n,
        )
