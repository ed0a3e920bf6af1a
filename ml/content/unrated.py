"""Anime that nobody has rated, for one member: found among thousands by a rough word, then looked at closely."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from ml.content.context import ContentContext
from ml.content.features import Opinion, steady, unrated_features
from ml.data.interactions import Floats, Ints
from ml.data.profiles import Profile
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

    def candidates(
        self, profile: Profile, scores: Mapping[str, Floats], n: int, *, blocked: Ints | None = None
    ) -> Ints:
        """The ``n`` most promising positions of the unrated, int32, best first; none on the list nor ``blocked``."""
        return self._best(self._everything, profile, scores, n, profile.listed if blocked is None else blocked)

    def candidates_among(self, profile: Profile, scores: Mapping[str, Floats], n: int, *, asked: Ints) -> Ints:
        """The same of the positions ``asked`` alone."""
        return self._best(Asked.of(self.context, asked), profile, scores, n, profile.listed)

    @cached_property
    def _everything(self) -> "Asked":
        return Asked.of(self.context, self.context.unrated)

    def _best(self, asked: "Asked", profile: Profile, scores: Mapping[str, Floats], n: int, blocked: Ints) -> Ints:
        worth = self._rough(profile, scores, asked)
        closed = np.zeros(len(self.context.rated), bool)
        closed[blocked] = closed[profile.listed] = True
        worth[closed[asked.positions]] = -np.inf
        best = np.argpartition(-worth, n - 1)[:n] if len(worth) > n else np.arange(len(worth))
        best = best[np.isfinite(worth[best])]
        found = asked.positions[best]
        return found[np.lexsort((found, -worth[best]))].astype(np.int32)

    def _rough(self, profile: Profile, scores: Mapping[str, Floats], asked: "Asked") -> Floats:
        context = self.context
        worth = np.float32(_POPULAR) * asked.popularity
        if not len(profile.positions):
            return worth
        opinion = self.opinion(profile)
        taste = context.latent[profile.positions].T @ (profile.graded + np.float32(0.2) * opinion.deviation)
        worth = worth + asked.latent @ (taste * np.float32(_LIKENESS / max(float(np.linalg.norm(taste)), 1e-6)))
        known = np.zeros(int(context.order.number.max(initial=0)) + 1, np.float32)
        known[context.order.number[profile.positions[(profile.liked > 0) | (opinion.deviation > 0)]]] = _SERIES
        worth = worth + known[asked.series]
        if "linear" in scores:
            worth = worth + np.float32(_RELATIVES) * (asked.near @ steady(context, scores["linear"]))
        return np.asarray(worth, np.float32)

    def of(
        self, profile: Profile, candidates: Ints, scores: Mapping[str, Floats], *, uncounted: np.ndarray | None = None
    ) -> Floats:
        """See :func:`ml.content.features.unrated_features`."""
        return unrated_features(self.context, profile, self.opinion(profile), candidates, scores, uncounted=uncounted)


@dataclass(frozen=True)
class Asked:
    """What the rough word needs of some ``positions``: arrays of one length, ``near`` a row each."""

    positions: Ints
    latent: Floats
    near: sp.csr_matrix
    popularity: Floats
    series: Ints

    @classmethod
    def of(cls, context: ContentContext, positions: Ints) -> "Asked":
        return cls(
            positions,
            np.ascontiguousarray(context.latent[positions]),
            context.near[positions],
            context.popularity.known[positions],
            context.order.number[positions],
        )
