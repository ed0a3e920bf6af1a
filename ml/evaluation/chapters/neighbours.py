"""相似动漫 judged: do they lead to what a member goes on to like, and do they look alike?"""

from collections.abc import Callable, Mapping

import numpy as np

from ml.data import grades
from ml.data.anime import AnimeTable
from ml.data.interactions import RELEVANT, Interactions, Ints
from ml.evaluation.measures.bootstrap import Bootstrap
from ml.evaluation.measures.metrics import outside_head
from ml.evaluation.members import Members
from ml.evaluation.pages.page import Section, Table
from ml.recall.neighbours import NeighbourConfig, fit_cosine
from ml.serving.pipeline import Pipeline
from ml.serving.similarity import Similarity, similar_positions

DEPTH, MOST_PAIRS = 20, 400
Neighbours = Callable[[int], Ints]
TEXT = """For every judged member and every pair of an anime that they like (8 or more, given to the models) and one
that was held out and liked: is the held-out one among the 20 neighbours of the other? The share of such pairs, the
mean over members, each of whom gives at most 400 pairs drawn at random. Then, over the anime that those members
like: the share of the 20 neighbours of the same franchise, how many genres and tags a neighbour shares on the mean,
and how many different anime are anybody's neighbour.

“ours” is what an anime's page shows: nothing of its own series, which stands apart there, and of every other series
only what it is entered by, so that pairs within a series are never hits. item-kNN is the cosine of co-occurrence, the
embeddings' cosine that of DeepWalk's vectors. Hits alone would be had by showing popular anime everywhere: hence the
row of popularity, and the column of those pairs whose held-out anime is outside the head, where popularity finds
nothing."""


def neighbours_section(pipeline: Pipeline, members: Members, training: Interactions, seed: int) -> Section:
    pairs = pairs_of(members, seed)
    if not pairs:
        return Section("Similar anime", "No judged member likes anything that recommenders were given.")
    liked = np.unique(np.concatenate([left for left, _ in pairs.values()]))
    liked = liked[liked < pipeline.covered]
    rarely = outside(pairs, outside_head(pipeline.fitted.recall.models.statistics.rows))
    bootstrap, of_rare = Bootstrap(len(pairs), seed), Bootstrap(len(rarely), seed)
    table: list[list] = []
    figures: dict[str, dict] = {}
    for name, method in methods(pipeline, training).items():
        found = {position: method(position) for position in liked.tolist()}
        hits = bootstrap.mean(np.asarray([hit_rate(found, *pair) for pair in pairs.values()])).rounded()
        rare = of_rare.mean(np.asarray([hit_rate(found, *pair) for pair in rarely.values()])).rounded()
        alike = likeness(pipeline.table, pipeline.fitted.context.franchises.number, found)
        figures[name] = {"co-likes": hits, "co-likes outside the head": rare, **alike}
        table.append([name, hits, rare, *alike.values()])
    header = [
        "",
        "co-likes in the 20",
        "outside the head",
        "same franchise",
        "genres shared",
        "tags shared",
        "different anime",
    ]
    caption = f"{len(pairs)} members, {len(liked)} anime"
    return Section("Similar anime", TEXT, [Table(caption, header, table, frozenset({0}))], figures=figures)


def methods(pipeline: Pipeline, training: Interactions) -> dict[str, Neighbours]:
    """Positions of the 20 nearest, best first."""
    models, covered = pipeline.fitted.recall.models, pipeline.covered
    rows = training.keep(training.anime < covered)
    leaning = rows.matrix(grades.leaning(rows.ratings, rows.statuses, rows.favorites), covered)
    cosine = fit_cosine(leaning, NeighbourConfig(top_k=200, shrinkage=20)).tocsr()
    vectors = models.embeddings.inputs
    vectors = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    popular = np.argsort(-models.statistics.rows, kind="stable")[: DEPTH + 1]

    similarity = Similarity.build(models, pipeline.table, pipeline.fitted.unrated.context.vectors)

    def ours(position: int) -> Ints:
        return similar_positions(similarity, position, np.zeros(0, np.int32), DEPTH)[0]

    return {
        "ours": ours,
        "item-kNN cosine": lambda position: _best(cosine[:, [position]].toarray().ravel(), position),
        "embeddings' cosine": lambda position: _best(vectors @ vectors[position], position),
        "popularity": lambda position: popular[popular != position][:DEPTH],
    }


def pairs_of(members: Members, seed: int) -> dict[int, tuple[Ints, Ints]]:
    """Of each member: liked and given, held out and liked; two arrays of one length."""
    result = {}
    for user, member in members.items():
        given = member.listed[member.ratings >= RELEVANT]
        left, right = (grid.ravel() for grid in np.meshgrid(given, member.relevant))
        if len(left) > MOST_PAIRS:
            chosen = np.random.default_rng([seed, 3, user]).choice(len(left), MOST_PAIRS, replace=False)
            left, right = left[chosen], right[chosen]
        if len(left):
            result[user] = (left, right)
    return result


def outside(pairs: Mapping[int, tuple[Ints, Ints]], tail: np.ndarray) -> dict[int, tuple[Ints, Ints]]:
    """The pairs whose held-out anime is in the tail, of the members who have any."""
    kept = {user: (left[tail[right]], right[tail[right]]) for user, (left, right) in pairs.items()}
    return {user: pair for user, pair in kept.items() if len(pair[0])}


def hit_rate(found: Mapping[int, Ints], left: Ints, right: Ints) -> float:
    hits = [other in found.get(one, ()) for one, other in zip(left.tolist(), right.tolist(), strict=True)]
    return float(np.mean(hits))


def likeness(table: AnimeTable, franchise: Ints, found: Mapping[int, Ints]) -> dict[str, float]:
    same, genres, tags = [], [], []
    shown: set[int] = set()
    for position, others in found.items():
        shown.update(others.tolist())
        same.append(np.mean(franchise[others] == franchise[position]) if len(others) else 0.0)
        genres.append(_shared(table.genres, position, others))
        tags.append(_shared(table.tags, position, others))
    means = (round(float(np.mean(values)), 4) for values in (same, genres, tags))
    return {**dict(zip(("same franchise", "genres", "tags"), means, strict=True)), "anime": len(shown)}


def _shared(names: list[list[str]], position: int, others: Ints) -> float:
    mine = set(names[position])
    return float(np.mean([len(mine.intersection(names[other])) for other in others.tolist()])) if len(others) else 0.0


def _best(line: np.ndarray, position: int) -> Ints:
    line = np.array(line, np.float32)
    line[position] = -np.inf
    return np.argsort(-line, kind="stable")[:DEPTH]
