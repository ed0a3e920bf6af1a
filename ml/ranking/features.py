"""The ranker's features: one function for training and for serving.

They show not only how strongly a candidate is recommended but what the evidence is made of: which anime of the list
speak for it, how the member rated those, and what they make of its franchise.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from ml.data.franchises import Franchises
from ml.data.interactions import Floats, Ints
from ml.data.profiles import Profile
from ml.ranking.facts import FACT_NAMES, AnimeFacts
from ml.ranking.source_scores import ratios, source_scores
from ml.recall.models import RecallModels
from ml.recall.sources import SOURCE_NAMES

LIMIT = 6.0e4

EVIDENCE_NAMES = (
    "positive",
    "negative",
    "first",
    "second",
    "third",
    "many",
    "first_rating",
    "second_rating",
    "mean_rating",
)
FRANCHISE_NAMES = (
    "seen", "liked", "mean", "best", "share", "before_listed", "before_rating", "after_listed", "after_rating",
    "popularity_gap",
)  # fmt: skip
MEMBER_NAMES = (
    "log_rows", "log_ratings", "rated_share", "mean", "spread", "like_share", "popularity", "popularity_gap",
    "popularity_z", "older_share", "near_share", "less_popular_share",
)  # fmt: skip
GROUPS: dict[str, tuple[str, ...]] = {
    "linear": EVIDENCE_NAMES,
    "cosine": EVIDENCE_NAMES,
    "franchise": FRANCHISE_NAMES,
    "score": SOURCE_NAMES,
    "rank": SOURCE_NAMES,
    "ratio": ("liked_to_linear", "liked_to_watched", "raw_liked", "raw_linear"),
    "predicted": ("baseline", "neighbourhood"),
    "anime": FACT_NAMES,
    "member": MEMBER_NAMES,
    "genre": ("lift", "residual", "type_lift"),
}
FEATURE_NAMES = tuple(f"{group}.{name}" for group, names in GROUPS.items() for name in names)


@dataclass(frozen=True)
class FeatureContext:
    """What features are made from. ``reach``: see :func:`expected_reach`."""

    models: RecallModels
    facts: AnimeFacts
    franchises: Franchises
    reach: Floats

    @cached_property
    def usual_genres(self) -> Floats:
        """Everybody's share of each genre, float32[genres]."""
        rows = self.models.statistics.rows
        return rows @ self.facts.genres / max(float(rows.sum()), 1)

    @cached_property
    def usual_types(self) -> Floats:
        """Everybody's share of each type, float32[types]."""
        rows = self.models.statistics.rows
        return rows @ self.facts.values[:, FACT_NAMES.index("type_TV") :] / max(float(rows.sum()), 1)


def expected_reach(rows: Floats, popularity: Floats) -> Floats:
    """float32[anime]: the logarithm of one plus its rows; of what has none, of the rows to expect.

    ``popularity``: the logarithm of one plus how many people have it or are expected to. A list of anime that nobody
    has rated here is no list of anime that nobody knows.
    """
    reach = np.log1p(rows)
    rated = rows > 0
    if rated.sum() < 2:
        return reach.astype(np.float32)
    slope, offset = np.polyfit(popularity[rated], reach[rated], 1)
    return np.where(rated, reach, np.maximum(slope * popularity + offset, 0)).astype(np.float32)


def ranking_features(
    context: FeatureContext,
    profile: Profile,
    candidates: Ints,
    scores: dict[str, Floats],
    fact_rows: Floats | None = None,
    among: Ints | None = None,
) -> Floats:
    """float32[candidates, len(FEATURE_NAMES)]. ``scores`` lacks the sources that have nothing to say.

    ``candidates``: positions, none of them on the list. ``fact_rows``: the candidates' rows of ``facts.values``, where
    they come from elsewhere (a feature store); by default they are looked up. ``among``: the positions that a score
    is compared with, by default the candidates; what recall found says the same of an anime whoever is asked about.
    """
    among = candidates if among is None else among
    taste = _Taste.of(profile, context)
    silent = np.zeros((len(candidates), len(EVIDENCE_NAMES)), np.float32), np.zeros(len(candidates), np.float32)
    cosine, cosine_ratings = linear, _ = silent
    # A source that is switched off gives no evidence either.
    if "item_knn" in scores:
        cosine, cosine_ratings = _evidence(context.models.cosine, profile, taste, candidates, profile.leaning, 0.1)
    if "linear" in scores:
        linear, _ = _evidence(context.models.linear, profile, taste, candidates, profile.graded, 0.02)
    facts = context.facts.values[candidates] if fact_rows is None else fact_rows
    features = np.concatenate(
        [
            linear,
            cosine,
            _franchise(context, profile, taste, candidates),
            *source_scores(scores, candidates, among),
            ratios(scores, candidates),
            _predicted(context, taste, candidates, cosine_ratings),
            facts,
            _member(context, profile, taste, candidates),
            _genres(context, profile, taste, candidates),
        ],
        axis=1,
    )
    return np.nan_to_num(np.clip(features, -LIMIT, LIMIT)).astype(np.float32)


@dataclass(frozen=True)
class _Taste:
    """How the member rates: ``filled`` has the member's mean where a row has no rating."""

    mean: float
    spread: float
    rated: np.ndarray
    filled: Floats
    residual: Floats

    @classmethod
    def of(cls, profile: Profile, context: FeatureContext) -> "_Taste":
        statistics = context.models.statistics
        ratings = profile.ratings.astype(np.float32)
        rated = ratings > 0
        n = int(rated.sum())
        overall = statistics.mean_rating
        mean = (float(ratings[rated].sum()) + 5 * overall) / (n + 5)
        spread = float(np.sqrt((((ratings[rated] - mean) ** 2).sum() + 5 * 2.0) / (n + 5)))
        filled = np.where(rated, ratings, mean).astype(np.float32)
        expected = mean + statistics.bias[profile.positions]
        return cls(mean, spread, rated, filled, np.where(rated, ratings - expected, 0).astype(np.float32))


def _between(weights: sp.csr_matrix, rows: Ints, columns: Ints) -> Floats:
    """The dense block weights[rows, columns], float32[rows, columns]."""
    place = np.full(weights.shape[1], -1, np.int32)
    place[columns] = np.arange(len(columns))
    part = weights[rows]
    at = place[part.indices]
    keep = at >= 0
    line = np.repeat(np.arange(len(rows)), np.diff(part.indptr))[keep]
    block = np.zeros((len(rows), len(columns)), np.float32)
    block[line, at[keep]] = part.data[keep]
    return block


def _evidence(
    weights: sp.csr_matrix, profile: Profile, taste: _Taste, candidates: Ints, values: Floats, threshold: float
) -> tuple[Floats, Floats]:
    """The make-up of a sum over the list, and per candidate the weighted mean residual (how the voters were rated)."""
    block = _between(weights, profile.positions, candidates)
    parts = block * values[:, None]
    positive = np.maximum(parts, 0)
    depth = min(3, len(parts))
    leading = np.argpartition(-parts, depth - 1, axis=0)[:depth] if depth < len(parts) else _rows(parts)
    largest = np.take_along_axis(parts, leading, axis=0)
    inner = np.argsort(-largest, axis=0, kind="stable")
    leading = np.take_along_axis(leading, inner, axis=0)
    largest = np.take_along_axis(largest, inner, axis=0)
    ratings = np.where(largest > 0, taste.filled[leading] - taste.mean, 0)
    absent = [np.zeros(len(candidates), np.float32)] * (3 - depth)
    firsts = [*largest, *absent]
    behind = [*ratings, *absent]
    total = positive.sum(0)
    strength = np.maximum(block, 0)
    mass = strength.sum(0) + 1e-6
    columns = [
        total,
        parts.sum(0) - total,
        *firsts,
        (parts > threshold).sum(0),
        behind[0],
        behind[1],
        (strength * (taste.filled - taste.mean)[:, None]).sum(0) / mass,
    ]
    voted = (strength * taste.residual[:, None]).sum(0) / (strength[taste.rated].sum(0) + 0.3)
    return np.column_stack(columns).astype(np.float32), voted


def _rows(block: Floats) -> np.ndarray:
    return np.tile(np.arange(len(block))[:, None], (1, block.shape[1]))


def _franchise(context: FeatureContext, profile: Profile, taste: _Taste, candidates: Ints) -> Floats:
    franchises, popularity = context.franchises, context.reach
    size = int(franchises.number.max(initial=0)) + 1
    mine = franchises.number[profile.positions]
    seen = np.bincount(mine, minlength=size)
    deviation = taste.filled - taste.mean
    sums = np.bincount(mine, deviation, size)
    likes = np.bincount(mine, profile.liked, size)
    best, known = np.full(size, -9.0), np.zeros(size)
    np.maximum.at(best, mine, deviation)
    np.maximum.at(known, mine, popularity[profile.positions])
    on_list = np.zeros(len(franchises.number) + 1, np.float32)
    rating = on_list.copy()
    on_list[profile.positions] = 1
    rating[profile.positions] = deviation
    its = franchises.number[candidates]
    count = seen[its]
    before, after = franchises.before[candidates], franchises.after[candidates]
    any_seen = count > 0
    columns = [
        np.log1p(count),
        np.log1p(likes[its]),
        sums[its] / np.maximum(count, 1),
        np.where(any_seen, best[its], 0),
        count / np.maximum(franchises.size[candidates], 1),
        on_list[before],
        rating[before],
        on_list[after],
        rating[after],
        np.where(any_seen, known[its] - popularity[candidates], 0),
    ]
    return np.column_stack(columns).astype(np.float32)


def _predicted(context: FeatureContext, taste: _Taste, candidates: Ints, voted: Floats) -> Floats:
    baseline = taste.mean + context.models.statistics.bias[candidates]
    return np.column_stack([baseline, baseline + voted])


def _member(context: FeatureContext, profile: Profile, taste: _Taste, candidates: Ints) -> Floats:
    """The member's habits, the same for every candidate, and where a candidate stands among what is on the list."""
    n = len(profile.positions)
    popularity = context.reach
    era = context.facts.values[:, FACT_NAMES.index("era")]
    mine, its = popularity[profile.positions], popularity[candidates]
    mean = float(mine.mean()) if n else float(popularity.mean())
    spread = float(mine.std()) + 0.3 if n else 1.0
    ratings = int(taste.rated.sum())
    eras, popular = np.sort(era[profile.positions]), np.sort(mine)
    older = np.searchsorted(eras, era[candidates]) / max(n, 1)
    near = np.searchsorted(eras, era[candidates] + 0.05) - np.searchsorted(eras, era[candidates] - 0.05)
    habits = np.asarray(
        [
            np.log1p(n),
            np.log1p(ratings),
            ratings / max(n, 1),
            taste.mean,
            taste.spread,
            (float(profile.liked.sum()) + 1) / (ratings + 2),
            mean,
        ],
        np.float32,
    )
    columns: list[Floats] = [
        np.tile(habits, (len(candidates), 1)),
        its - mean,
        (its - mean) / spread,
        older,
        near / max(n, 1),
        np.searchsorted(popular, its) / max(n, 1),
    ]
    return np.column_stack(columns).astype(np.float32)


def _genres(context: FeatureContext, profile: Profile, taste: _Taste, candidates: Ints) -> Floats:
    """How much more of the candidate's genres and type the member watches than people do, and how they rate them."""
    genres, everybody = context.facts.genres, context.usual_genres
    shares = genres[profile.positions]
    n = len(profile.positions)
    mine = (shares.sum(0) + 10 * everybody) / (n + 10)
    lift = np.log((mine + 1e-4) / (everybody + 1e-4))
    residual = (taste.residual @ shares) / (shares[taste.rated].sum(0) + 3)
    first = FACT_NAMES.index("type_TV")
    types = context.facts.values[:, first:]
    overall = context.usual_types
    kind = (types[profile.positions].sum(0) + 10 * overall) / (n + 10)
    type_lift = np.log((kind + 1e-4) / (overall + 1e-4))
    its = genres[candidates]
    return np.column_stack([its @ lift, its @ residual, types[candidates] @ type_lift]).astype(np.float32)
