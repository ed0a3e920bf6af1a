"""Questions to a newcomer, for what they have answered so far; how they are chosen is in ``elicitation``."""

from collections.abc import Collection, Sequence

import numpy as np

from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints, UserHistory
from ml.data.profiles import Profile
from ml.serving.elicitation import Answers, Asking, next_questions
from ml.serving.pipeline import Pipeline
from ml.serving.requests import known_positions

# Of what the ranker has no estimate for, a like is as likely as not.
_EVEN = 0.5


class Questions:
    """Chooses which anime to ask about next; without a ``pipeline`` it has no questions. Anime are public ids."""

    def __init__(self, table: AnimeTable, pipeline: Pipeline | None) -> None:
        self._table, self._pipeline = table, pipeline

    def following(
        self,
        history: UserHistory,
        *,
        n: int,
        unseen: Sequence[int] = (),
        asked: Sequence[int] = (),
        exclude: Collection[int] = frozenset(),
        wished: Collection[str] = (),
        without: Collection[str] = (),
    ) -> list[int]:
        """Up to ``n`` anime whose rating by this member would tell most; genres ``wished`` first, ``without`` never.

        ``unseen`` and ``asked``: what they haven't seen, and what they are being asked about.
        """
        pipeline, table = self._pipeline, self._table
        if pipeline is None:
            return []
        profile = Profile.of(history, table, pipeline.covered)
        answers = Answers(
            known_positions(table, history.anime_ids.tolist()),
            known_positions(table, unseen),
            known_positions(table, asked),
        )

        def likings(positions: Ints) -> Floats:
            return _likings(pipeline, profile, positions)

        found = next_questions(
            Asking(pipeline.fitted.recall.models, table),
            answers,
            n=n,
            blocked=known_positions(table, exclude),
            wished=wished,
            without=without,
            likings=likings if profile.liked.any() else None,
        )
        return [int(table.ids[position]) for position in found]


def _likings(pipeline: Pipeline, profile: Profile, positions: Ints) -> Floats:
    """float32[positions]: the chance that each is liked."""
    asked = np.unique(positions[~np.isin(positions, profile.listed)])
    likes = np.full(len(pipeline.table), _EVEN, np.float32)
    if len(asked):
        scored = pipeline.estimate(profile, asked)
        likes[scored.positions] = np.nan_to_num(scored.likes, nan=_EVEN)
    return likes[positions]
