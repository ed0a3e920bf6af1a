"""What a recommender answers with."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ml.data.interactions import Ints
from ml.data.profiles import Profile
from ml.serving.pipeline import Pipeline
from ml.serving.scoring import Scored, reasons_of

BY_POPULARITY = ("popularity",)


@dataclass(frozen=True)
class Recommendation:
    """``probability``: calibrated chance of being among what the member watches next and gives 8 or more.

    ``like``: the chance of 8 or more if they watch it; ``predicted_score``: the rating then, 1 to 10. Each where the
    ranker gave one. ``because``: anime of the member's list that speak for it most, strongest first.
    """

    anime_id: int
    score: float
    probability: float | None = None
    sources: tuple[str, ...] = ()
    because: tuple[int, ...] = ()
    like: float | None = None
    predicted_score: float | None = None


def recommendations(
    pipeline: Pipeline,
    profile: Profile,
    scored: Scored,
    rows: Ints,
    sources: Sequence[tuple[str, ...]] | None = None,
) -> list[Recommendation]:
    """For the ``rows`` of ``scored``, in their order; ``sources``: which of recall's brought each.

    What popularity alone brought is given no reasons: nothing on the list brought it.
    """
    ids = pipeline.table.ids
    reasons = reasons_of(pipeline.fitted, profile, scored.positions[rows])
    return [
        Recommendation(
            anime_id=int(ids[scored.positions[row]]),
            score=float(scored.logits[row]),
            probability=float(scored.chances[row]),
            sources=sources[i] if sources else (),
            because=() if sources and sources[i] == BY_POPULARITY else tuple(ids[reasons[i]].tolist()),
            like=_known(scored.likes[row]),
            predicted_score=_known(scored.ratings[row]),
        )
        for i, row in enumerate(rows.tolist())
    ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
