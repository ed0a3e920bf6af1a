"""Why an anime is recommended: what on the member's list speaks for it."""

import numpy as np

from ml.interactions import Ints
from ml.profiles import Profile
from ml.recall.models import RecallModels

MOST = 3


def because(models: RecallModels, profile: Profile, candidates: Ints) -> list[Ints]:
    """Per candidate the positions of up to three anime of the list with the largest part in its linear score.

    Only what the member liked, or watched without a rating, is given as a reason.
    """
    use = np.flatnonzero((profile.leaning > 0) & ~profile.planned)
    if not len(use):
        return [np.zeros(0, np.int32)] * len(candidates)
    positions, values = profile.positions[use], profile.graded[use]
    parts = models.linear[positions][:, candidates].toarray() * values[:, None]
    result = []
    for column in parts.T:
        best = np.argsort(-column, kind="stable")[:MOST]
        result.append(positions[best[column[best] > 0]])
    return result
