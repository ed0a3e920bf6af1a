"""What a simulated member has seen and how it was liked: drawn from what the site would recommend to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from favorites.models import Status
from ml.data.interactions import COMPLETED, UserHistory
from ml.serving.requests import ListRequest
from recommend.serving.serving import Serving

SEEDS = 3
POOL = 600  # members begin with something well known
DEPTH = 150
MEDIAN_LENGTH, LONGEST, SHORTEST = 28, 140, 5
DAYS = 180


@dataclass(frozen=True, kw_only=True)
class Watched:
    anime_id: int
    status: str
    score: int | None
    is_favorite: bool
    ago: timedelta


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The anime of the catalogue that can be on a list."""

    popular: Sequence[int]  # ids, the best known first
    genres: dict[int, frozenset[str]]
    scores: dict[int, float]  # imported means


def draw_list(serving: Serving, shelf: Shelf, rng: np.random.Generator) -> list[Watched]:
    seeds = _seeds(shelf, rng)
    history = UserHistory.of(seeds, [9] * len(seeds), [COMPLETED] * len(seeds))
    known = [] if serving.files is None else serving.files.anime_ids.tolist()
    withheld = frozenset(known).difference(shelf.scores)
    found = serving.recommender.recommend(history, ListRequest(n=DEPTH, exclude=withheld))
    ranked = [item.anime_id for item in found if item.anime_id in shelf.scores]
    if serving.files is None:
        # Popularity doesn't know the seeds: prefer what shares their genres.
        liked = frozenset().union(*(shelf.genres.get(seed, frozenset()) for seed in seeds))
        ranked.sort(key=lambda anime_id: -len(liked & shelf.genres.get(anime_id, frozenset())))
    length = int(np.clip(rng.lognormal(np.log(MEDIAN_LENGTH), 0.8), SHORTEST, LONGEST))
    chosen = [*seeds, *_sample(ranked, length - len(seeds), rng)]
    fit = np.linspace(1.0, 0.0, len(ranked) or 1)
    fits = dict(zip(ranked, fit.tolist(), strict=False)) | dict.fromkeys(seeds, 1.0)
    generosity = rng.normal(0.0, 0.6)
    return [_watched(anime_id, fits[anime_id], shelf, generosity, rng) for anime_id in chosen]


def _seeds(shelf: Shelf, rng: np.random.Generator) -> list[int]:
    """A well-known anime, and two that share most genres with it."""
    pool = list(shelf.popular[:POOL])
    weights = 1.0 / np.arange(10, len(pool) + 10)
    first = int(rng.choice(pool, p=weights / weights.sum()))
    genres = shelf.genres.get(first, frozenset())
    shared = np.array([len(genres & shelf.genres.get(anime_id, frozenset())) for anime_id in pool], float)
    shared = weights * (0.05 + shared) ** 2 * (np.array(pool) != first)
    others = rng.choice(pool, size=min(SEEDS - 1, len(pool) - 1), replace=False, p=shared / shared.sum())
    return [first, *(int(anime_id) for anime_id in others)]


def _sample(ranked: list[int], size: int, rng: np.random.Generator) -> list[int]:
    """Without repetition, the better ranked the likelier."""
    size = max(0, min(size, len(ranked)))
    if not size:
        return []
    weights = 1.0 / np.arange(5, len(ranked) + 5) ** 0.7
    picks = rng.choice(len(ranked), size=size, replace=False, p=weights / weights.sum())
    return [ranked[pick] for pick in sorted(picks)]


def _watched(anime_id: int, fit: float, shelf: Shelf, generosity: float, rng: np.random.Generator) -> Watched:
    mean = shelf.scores.get(anime_id, 7.0)
    score = int(np.clip(round(mean + generosity + 1.6 * (fit - 0.5) + rng.normal(0.0, 1.0)), 1, 10))
    kind = rng.random()
    ago = timedelta(seconds=float(rng.exponential(DAYS / 3) % DAYS) * 86_400)
    if kind < 0.08:
        return Watched(anime_id=anime_id, status=Status.PLAN_TO_WATCH, score=None, is_favorite=False, ago=ago)
    if kind < 0.14:
        return Watched(anime_id=anime_id, status=Status.WATCHING, score=None, is_favorite=score >= 9, ago=ago)
    if score <= 4 and kind < 0.7:
        return Watched(anime_id=anime_id, status=Status.DROPPED, score=score, is_favorite=False, ago=ago)
    rated = rng.random() < 0.82
    favorite = score >= 9 and rng.random() < 0.5
    return Watched(
        anime_id=anime_id,
        status=Status.COMPLETED,
        score=score if rated else None,
        is_favorite=favorite,
        ago=ago,
    )
