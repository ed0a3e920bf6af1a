"""Anime that nobody has rated, for one member: found among thousands by a rough word, then looked at closely."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ml.content.context import ContentContext
from ml.content.features import Opinion, steady, unrated_features
from ml.interactions import Floats, Ints
from ml.profiles import Profile
from ml.recall.models import ItemStatistics

# What the rough word is made of: likeness, relatives, a series that was liked, popularity.
_LIKENESS, _RELATIVES, _SERIES, _POPULAR = 4.0, 0.35, 2.0, 0.6


@dataclass(frozen=True)
class UnratedFeatures:
    """Makes the candidates among the unrated anime, and their features."""

    context: ContentContext
    statistics: ItemStatistics

    def opinion(self, profile: Profile) -> Opinion:
        return Opinion.of(profile, self.statistics.bias, self.statistics.mean_rating)

    def candidates(self, profile: Profile, scores: Mapping[str, Floats], n: int, *, among: Ints | None = None) -> Ints:
        """The ``n`` most promising positions of the unrated (or of ``among``), int32, best first, none on the list."""
        asked = self.context.unrated if among is None else among
        worth = self._rough(profile, scores, asked)
        worth[np.isin(asked, profile.listed)] = -np.inf
        best = np.argpartition(-worth, n - 1)[:n] if len(asked) > n else np.arange(len(asked))
        best = best[np.isfinite(worth[best])]
        return asked[best[np.lexsort((asked[best], -worth[best]))]].astype(np.int32)

    def _rough(self, profile: Profile, scores: Mapping[str, Floats], asked: Ints) -> Floats:
        context = self.context
        worth = _POPULAR * context.popularity.known[asked]
        if not len(profile.positions):
            return worth
        opinion = self.opinion(profile)
        taste = context.latent[profile.positions].T @ (profile.graded + 0.2 * opinion.deviation)
        worth = worth + _LIKENESS * (context.latent[asked] @ taste) / max(float(np.linalg.norm(taste)), 1e-6)
        good = profile.positions[(profile.liked > 0) | (opinion.deviation > 0)]
        worth = worth + _SERIES * np.isin(context.order.number[asked], context.order.number[good])
        if "linear" in scores:
            near = context.near if asked is context.unrated else context.near[asked]
            heard = near @ steady(context, scores["linear"])
            worth = worth + _RELATIVES * (heard[asked] if asked is context.unrated else heard)
        return worth

    def of(
        self, profile: Profile, candidates: Ints, scores: Mapping[str, Floats], *, uncounted: np.ndarray | None = None
    ) -> Floats:
        """See :func:`ml.content.features.unrated_features`."""
        return unrated_features(self.context, profile, self.opinion(profile), candidates, scores, uncounted=uncounted)
