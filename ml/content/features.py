"""Features of anime that nobody has rated: one function for training and for serving.

They say how like the candidate is to what the member liked, what the sources make of its nearest rated relatives, what
the member made of its series, and how much it will be watched; nothing of them needs a row about the candidate.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ml.content.context import TASTE_FIELDS, ContentContext
from ml.content.popularity import TYPES
from ml.data.interactions import Floats, Ints
from ml.data.profiles import Profile

SOURCES = ("linear", "linear_liked", "linear_watched", "als", "item_knn")
GROUPS: dict[str, tuple[str, ...]] = {
    "alike": ("liked_first", "liked_third", "listed_first", "mean", "liked_gap", "residual", "deviation", "mass"),
    "relatives": (*SOURCES, "linear_best"),
    "series": (
        "seen", "liked", "mean", "best", "share", "before_listed", "before_rating", "first_listed", "first_rating",
        "latest_rating", "popularity", "entries", "is_main", "place",
    ),
    "popularity": ("known", "expected", "counted", "gap", "z", "score"),
    "member": ("log_rows", "rated_share", "mean", "spread", "like_share", "popularity"),
    "taste": tuple(f"{field}_{side}" for field in TASTE_FIELDS for side in ("listed", "liked")),
    "anime": ("episodes", *(f"type_{name}" for name in TYPES)),
}  # fmt: skip
UNRATED_FEATURE_NAMES = tuple(f"{group}.{name}" for group, names in GROUPS.items() for name in names)


@dataclass(frozen=True)
class Opinion:
    """How the member rates: ``deviation`` from their own mean a row, 0 without a rating; ``residual`` from what the
    anime gets, too."""

    mean: float
    spread: float
    deviation: Floats
    residual: Floats
    rated: np.ndarray

    @classmethod
    def of(cls, profile: Profile, bias: Floats, overall: float) -> "Opinion":
        """``bias`` float32[anime]: an anime's mean deviation; ``overall``: everybody's mean rating."""
        ratings = profile.ratings.astype(np.float32)
        rated = ratings > 0
        n = int(rated.sum())
        mean = (float(ratings[rated].sum()) + 5 * overall) / (n + 5)
        spread = float(np.sqrt((((ratings[rated] - mean) ** 2).sum() + 10.0) / (n + 5)))
        deviation = np.where(rated, ratings - mean, 0).astype(np.float32)
        residual = np.where(rated, ratings - mean - bias[profile.positions], 0).astype(np.float32)
        return cls(mean, spread, deviation, residual, rated)


def unrated_features(
    context: ContentContext,
    profile: Profile,
    opinion: Opinion,
    candidates: Ints,
    scores: Mapping[str, Floats],
    *,
    uncounted: np.ndarray | None = None,
) -> Floats:
    """float32[candidates, len(UNRATED_FEATURE_NAMES)]. ``scores``: what each source says of all anime.

    ``uncounted`` bool[anime]: anime whose members and score are taken as unknown; by default those that nobody counted.
    """
    masked = np.zeros(len(context.rated), bool) if uncounted is None else uncounted
    columns = np.concatenate(
        [
            _alike(context, profile, opinion, candidates),
            _relatives(context, candidates, scores),
            _series(context, profile, opinion, candidates),
            _popularity(context, profile, candidates, masked),
            _member(context, profile, opinion, candidates),
            _taste(context, profile, candidates),
            context.episodes[candidates][:, None],
            context.kinds[candidates],
        ],
        axis=1,
    )
    return np.nan_to_num(np.clip(columns, -6.0e4, 6.0e4)).astype(np.float32)


def _alike(context: ContentContext, profile: Profile, opinion: Opinion, candidates: Ints) -> Floats:
    if not len(profile.positions):
        return np.zeros((len(candidates), len(GROUPS["alike"])), np.float32)
    near = context.latent[candidates] @ context.latent[profile.positions].T
    good = profile.liked > 0
    liked = near[:, good] if good.any() else near
    first = liked.max(1)
    depth = min(3, liked.shape[1])
    third = np.partition(liked, liked.shape[1] - depth, axis=1)[:, -depth:].mean(1)
    weight = np.maximum(near - 0.15, 0) ** 2
    mass = weight.sum(1)
    return np.column_stack(
        [
            first,
            third,
            near.max(1),
            near.mean(1),
            liked.mean(1) - near.mean(1),
            weight @ opinion.residual / (weight @ opinion.rated + 0.3),
            weight @ opinion.deviation / (weight @ opinion.rated + 0.3),
            np.log1p(mass),
        ]
    )


def _relatives(context: ContentContext, candidates: Ints, scores: Mapping[str, Floats]) -> Floats:
    """The mean of what a source says of the nearest rated anime, in its own standard deviations."""
    columns = np.zeros((len(candidates), len(SOURCES) + 1), np.float32)
    near = context.near[candidates]
    if not near.nnz:
        return columns
    # All rows of the unrated are of one length.
    weights, relatives = (part.reshape(len(candidates), -1) for part in (near.data, near.indices))
    for column, name in enumerate(SOURCES):
        if name not in scores:
            continue
        parts = weights * steady(context, scores[name])[relatives]
        columns[:, column] = parts.sum(1)
        if name == "linear":
            columns[:, -1] = parts.max(1)
    return columns


def steady(context: ContentContext, line: Floats) -> Floats:
    """A source's scores in its own standard deviations, float32[anime]; 0 where it says nothing."""
    reached = np.isfinite(line) & context.rated[: len(line)]
    result = np.zeros(len(context.rated), np.float32)
    if reached.any():
        spread = float(line[reached].std()) + 1e-6
        result[: len(line)] = np.where(reached, (line - line[reached].mean()) / spread, 0)
    return result


def _series(context: ContentContext, profile: Profile, opinion: Opinion, candidates: Ints) -> Floats:
    order, known = context.order, context.popularity.known
    size = int(order.number.max(initial=0)) + 1
    mine = order.number[profile.positions]
    seen = np.bincount(mine, minlength=size)
    sums = np.bincount(mine, opinion.deviation, size)
    likes = np.bincount(mine, profile.liked, size)
    best, latest, reach = np.full(size, -9.0), np.zeros(size), np.zeros(size)
    np.maximum.at(best, mine, opinion.deviation)
    np.maximum.at(reach, mine, known[profile.positions])
    by_place = np.argsort(order.place[profile.positions] * order.role_is_main[profile.positions], kind="stable")
    latest[mine[by_place]] = opinion.deviation[by_place]
    listed = np.zeros(len(order.number) + 1, np.float32)
    deviation = listed.copy()
    listed[profile.positions] = 1
    deviation[profile.positions] = opinion.deviation
    its, count = order.number[candidates], seen[order.number[candidates]]
    before, first = order.before[candidates], order.first[candidates]
    any_seen = count > 0
    return np.column_stack(
        [
            np.log1p(count),
            np.log1p(likes[its]),
            sums[its] / np.maximum(count, 1),
            np.where(any_seen, best[its], 0),
            count / np.maximum(order.size[candidates], 1),
            listed[before],
            deviation[before],
            listed[first],
            deviation[first],
            latest[its],
            reach[its],
            np.log(order.size[candidates]),
            order.role_is_main[candidates],
            np.log1p(order.place[candidates]),
        ]
    ).astype(np.float32)


def _popularity(context: ContentContext, profile: Profile, candidates: Ints, masked: np.ndarray) -> Floats:
    """What is ``masked``, bool[anime], counts as what content lets expect."""
    popularity = context.popularity
    counted = popularity.counted[candidates] & ~masked[candidates]
    its = np.where(masked[candidates], popularity.expected[candidates], popularity.known[candidates])
    mean, spread = _habit(context, profile)
    average = float(context.scores[context.rated].mean()) if context.rated.any() else 7.0
    score = np.where(counted, context.scores[candidates], average)
    return np.column_stack(
        [its, popularity.expected[candidates], counted, its - mean, (its - mean) / spread, score]
    ).astype(np.float32)


def _habit(context: ContentContext, profile: Profile) -> tuple[float, float]:
    mine = context.popularity.known[profile.positions]
    return (float(mine.mean()), float(mine.std()) + 0.3) if len(mine) else (11.0, 1.0)


def _member(context: ContentContext, profile: Profile, opinion: Opinion, candidates: Ints) -> Floats:
    n = len(profile.positions)
    ratings = int(opinion.rated.sum())
    habits = [
        np.log1p(n),
        ratings / max(n, 1),
        opinion.mean,
        opinion.spread,
        (float(profile.liked.sum()) + 1) / (ratings + 2),
        _habit(context, profile)[0],
    ]
    return np.tile(np.asarray(habits, np.float32), (len(candidates), 1))


def _taste(context: ContentContext, profile: Profile, candidates: Ints) -> Floats:
    """By field: how much more of it the member has listed than people have, and liked than listed."""
    rows = context.fields[profile.positions]
    listed = (np.asarray(rows.sum(0), np.float32).ravel() + 5 * context.usual) / (len(profile.positions) + 5)
    liked = (np.asarray(rows.T @ profile.liked, np.float32).ravel() + 5 * listed) / (float(profile.liked.sum()) + 5)
    its = context.fields[candidates]
    line = np.repeat(np.arange(len(candidates)), np.diff(its.indptr))
    place = line * len(TASTE_FIELDS) + context.field_of[its.indices]
    size = len(candidates) * len(TASTE_FIELDS)
    sides = [
        np.bincount(place, its.data * difference[its.indices], size)
        for difference in (listed - context.usual, liked - listed)
    ]
    return np.stack(sides, axis=1).reshape(len(candidates), -1).astype(np.float32)
