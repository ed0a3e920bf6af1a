"""Why an anime is recommended: what on the member's list speaks for it."""

import numpy as np

from ml.content.context import ContentContext
from ml.data.interactions import Ints
from ml.data.profiles import Profile
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


# Less alike is no reason; being of one series is one by itself.
_ALIKE, _ONE_SERIES = 0.35, 1.0


def because_alike(content: ContentContext, profile: Profile, candidates: Ints) -> list[Ints]:
    """Per candidate that nobody has rated, up to three anime of the list that are made of the same, or of its series.

    As above, only what the member liked, or watched without a rating.
    """
    use = np.flatnonzero((profile.leaning > 0) & ~profile.planned)
    if not len(use) or not len(candidates):
        return [np.zeros(0, np.int32)] * len(candidates)
    positions, values = profile.positions[use], profile.graded[use]
    parts = np.maximum(content.latent[candidates] @ content.latent[positions].T - _ALIKE, 0)
    parts = parts + _ONE_SERIES * (content.order.number[candidates][:, None] == content.order.number[positions])
    result = []
    for row in parts * values:
        best = np.argsort(-row, kind="stable")[:MOST]
        result.append(positions[best[row[best] > 0]])
    return result
