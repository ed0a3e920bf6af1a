"""What may be asked of one list, and what was computed for it before."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints
from ml.reranking.entries import Flags
from ml.reranking.leaning import NO_LEAN, Lean
from ml.reranking.rules import RerankConfig

RECALL, RANK, FINAL = "recall", "rank", "rerank"
Features = Callable[[Ints], Floats]


class UnknownStageError(ValueError):
    """The stage is none of recall, recall:SOURCE, rank, rerank."""


@dataclass(frozen=True, kw_only=True)
class ListRequest:
    """A list of ``n`` anime. Anime are public ids here.

    - ``stage``: where the pipeline stops, see :func:`check_stage`.
    - ``exclude``: what may not be recommended, beside what is on the member's list; ``allowed``: all that may, or None.
    - ``sources``: the names of those that bring candidates and evidence; None asks all.
    - ``rules`` stand in for those of the snapshot; ``fresh`` bool[anime] says which anime count as new.
    - ``lean``: what the member wishes of the order; ``behind``: what comes after everything else.
    """

    n: int
    stage: str = FINAL
    exclude: Collection[int] = frozenset()
    allowed: Collection[int] | None = None
    sources: Collection[str] | None = None
    rules: RerankConfig | None = None
    fresh: Flags | None = None
    lean: Lean = NO_LEAN
    behind: Collection[int] = frozenset()

    def blocked(self, table: AnimeTable, listed: Ints) -> Ints:
        """Positions that may not be recommended to someone who has ``listed`` (positions), int32, sorted."""
        closed = [listed, known_positions(table, self.exclude)]
        if self.allowed is not None:
            ids = np.fromiter(self.allowed, np.int32, len(self.allowed))
            closed.append(np.flatnonzero(~np.isin(table.ids, ids)))
        return np.unique(np.concatenate(closed)).astype(np.int32)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What was computed before and stands in for what would be computed again.

    ``user_embedding`` float32[embedding_size]; ``anime_features`` turns positions into float32 rows.
    """

    user_embedding: Floats | None = None
    anime_features: Features | None = None


NOTHING_STORED = Stored()


def check_stage(stage: str, sources: Sequence[str]) -> None:
    """Raises :class:`UnknownStageError`; ``sources``: the names that recall has."""
    if stage in {RECALL, RANK, FINAL}:
        return
    kind, _, source = stage.partition(":")
    if kind != RECALL or source not in sources:
        stages = ", ".join([RECALL, *(f"{RECALL}:{name}" for name in sources), RANK, FINAL])
        raise UnknownStageError(f"There is no stage {stage!r}. Stages: {stages}.")


def known_positions(table: AnimeTable, anime_ids: Collection[int]) -> Ints:
    """Positions of those ids that the table has, int32, in their order."""
    positions = table.positions(np.fromiter(anime_ids, np.int32, len(anime_ids)))
    return positions[positions >= 0]


def marked(table: AnimeTable, anime_ids: Collection[int]) -> Flags:
    """bool[anime], true for these ids."""
    flags = np.zeros(len(table), bool)
    flags[known_positions(table, anime_ids)] = True
    return flags
