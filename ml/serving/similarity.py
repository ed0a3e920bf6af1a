"""相似动漫: nearest by what the same people watch, by embedding, and by what anime are made of, on one scale.

Where people have watched both of two anime, they say how alike the two are. Where nobody has, the likeness expected of
two anime that are made of so much of the same stands in for them; how much that is, is learnt from those that people
know. So every anime has neighbours, and may be one.
"""

from dataclasses import dataclass

import numpy as np
import scipy.optimize
import scipy.sparse as sp

from ml.content.vectors import ContentVectors, unit_rows
from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints
from ml.recall.models import RecallModels
from ml.reranking.entries import Entry, Flags, SeriesEntries
from ml.serving.moods import gentle_anime, harsh_anime

# An anime that hardly anybody has watched has an embedding of chance: with so many rows people are half believed.
TRUSTED_ROWS = 12.0
CONTENT_WEIGHT = 0.6
# What everybody watches is near to everything that is of its time. A likeness is judged by what the other anime's
# nearest have (cross-domain similarity local scaling, Conneau and others 2018), with these shares.
HUB_TOGETHER, HUB_VECTORS = 1.0, 0.5
HUB_AMONG, HUB_NEAREST = 1500, 60
# How much of the likeness to everything is taken from a likeness, so that the commonplace isn't near to all.
COMMONPLACE = 1.0
# What is little known counts for so much of what everybody knows; between them by the logarithm of popularity.
LEAST_KNOWN = 0.3
UNKNOWN, WELL_KNOWN = 2.0, 4.8
# Who looks for more of a kind doesn't mind its year much.
ERA_WEIGHT = 0.5
# Of so many anime the likeness that is expected of content is learnt.
TEACHERS, LEVELS = 240, 60


@dataclass(frozen=True)
class Similarity:
    """Arrays by position of the whole table, but ``vectors``: float32[covered, size], embeddings of length 1, and
    ``hubs`` float32[covered]: what is taken from being like each because it is near to so much.

    ``content``: rows of length 1; ``commonplace``: how near each lies to the mean of all; ``trust`` 0 to 1: in what
    people say; ``known`` 0 to 1: how well known. ``levels``, ``expected``: the likeness that people would see in two
    anime whose content has that cosine. ``gentle``, ``harsh``: see ``moods``.
    """

    models: RecallModels
    vectors: Floats
    hubs: Floats
    content: sp.csr_matrix
    commonplace: Floats
    trust: Floats
    known: Floats
    levels: Floats
    expected: Floats
    entries: SeriesEntries
    gentle: Flags
    harsh: Flags

    @classmethod
    def build(cls, models: RecallModels, table: AnimeTable, content: ContentVectors) -> "Similarity":
        """The models of a snapshot, its whole table and the content of the same."""
        scales = np.where(content.fields == "era", ERA_WEIGHT, 1).astype(np.float32)
        matrix, size = unit_rows(content.matrix @ sp.diags(scales)), len(table)
        mean = np.asarray(matrix.mean(axis=0), np.float32).ravel()
        trust = np.zeros(size, np.float32)
        trust[: models.covered] = models.statistics.rows / (models.statistics.rows + TRUSTED_ROWS)
        inputs = models.embeddings.inputs
        vectors = inputs / (np.linalg.norm(inputs, axis=1, keepdims=True) + 1e-9)
        height = (np.log10(np.maximum(table.popularity, 1)) - UNKNOWN) / (WELL_KNOWN - UNKNOWN)
        untaught = cls(
            models=models,
            vectors=vectors,
            hubs=_hubs(models, vectors),
            content=matrix,
            commonplace=np.asarray(matrix @ mean, np.float32) * np.float32(COMMONPLACE),
            trust=trust,
            known=(LEAST_KNOWN + (1 - LEAST_KNOWN) * np.clip(height, 0, 1)).astype(np.float32),
            levels=np.asarray([0.0, 1.0], np.float32),
            expected=np.zeros(2, np.float32),
            entries=SeriesEntries.build(table),
            gentle=gentle_anime(table),
            harsh=harsh_anime(table),
        )
        levels, expected = _expected_likeness(untaught)
        return cls(**{**vars(untaught), "levels": levels, "expected": expected})

    def __len__(self) -> int:
        return len(self.trust)

    def likeness(self, position: int) -> Floats:
        """How like the anime at ``position`` every one is, float32[anime]; its own place says nothing."""
        content = self.content_likeness(position)
        guess = np.interp(content, self.levels, self.expected).astype(np.float32)
        result = self.known * (guess + np.float32(CONTENT_WEIGHT) * content)
        if position < self.models.covered:
            covered = slice(0, self.models.covered)
            weight = self.trust[position] * self.trust[covered]
            result[covered] += weight * (self.seen_likeness(position) - (self.known * guess)[covered])
        return result

    def content_likeness(self, position: int) -> Floats:
        """Returns how alike their content is, float32[anime], 0 or more."""
        row = np.asarray(self.content[position].todense(), np.float32).ravel()
        return np.maximum(np.asarray(self.content @ row, np.float32) - self.commonplace, 0)

    def seen_likeness(self, position: int) -> Floats:
        """Returns how alike their viewers are, float32[covered]; ``position`` must be of a covered anime."""
        together = np.zeros(self.models.covered, np.float32)
        row = self.models.cosine[position]
        together[row.indices] = row.data
        return np.float32(0.5) * (self.vectors @ self.vectors[position]) + together - self.hubs

    def answers(self, given: Ints, mild: Ints | None = None) -> Flags:
        """Returns which anime may be shown as like those at ``given``, bool[anime]: the entry points of other series.

        Harsh anime are left out where any at ``mild`` is gentle and none is harsh; ``mild`` is ``given`` by default.
        """
        allowed = self.entries.kind == Entry.OPEN
        allowed &= ~np.isin(self.entries.series, self.entries.series[given])
        asked = given if mild is None else mild
        if self.gentle[asked].any() and not self.harsh[asked].any():
            allowed &= ~self.harsh
        return allowed


def similar_positions(similarity: Similarity, position: int, blocked: Ints, n: int) -> tuple[Ints, Floats]:
    """Positions and scores, best first, without ``blocked``, the anime's own series, and what is nothing like it."""
    likeness = similarity.likeness(position)
    closed = np.flatnonzero(~similarity.answers(np.asarray([position])) | (likeness <= 0))
    return best_first(likeness, np.union1d(closed, blocked).astype(np.int32), n)


def best_first(scores: Floats, blocked: Ints, n: int) -> tuple[Ints, Floats]:
    """The ``n`` best positions with their scores, without ``blocked``; ties by position."""
    left = scores.copy()
    left[blocked[blocked < len(left)]] = -np.inf
    best = np.lexsort((np.arange(len(left)), -left))[:n]
    best = best[np.isfinite(left[best])]
    return best.astype(np.int32), scores[best]


def _hubs(models: RecallModels, vectors: Floats) -> Floats:
    """float32[covered]: the mean likeness of each to its nearest, in the shares HUB_TOGETHER and HUB_VECTORS."""
    hubs = np.zeros(models.covered, np.float32)
    known = slice(0, models.fitted)
    together = models.cosine[known, known].tocsc()
    hubs[known] = HUB_TOGETHER * np.asarray(together.sum(axis=0)).ravel() / np.maximum(np.diff(together.indptr), 1)
    popular = np.argsort(-models.statistics.rows, kind="stable")[: min(HUB_AMONG, models.fitted)]
    near = vectors[known] @ vectors[popular].T
    k = min(HUB_NEAREST, near.shape[1])
    if k:
        hubs[known] += HUB_VECTORS * 0.5 * np.partition(near, near.shape[1] - k, axis=1)[:, -k:].mean(axis=1)
    return hubs


def _expected_likeness(similarity: Similarity) -> tuple[Floats, Floats]:
    """Cosines of content in order and the likeness that people see at each: isotonic, over levels of equal number
    that grow finer towards the most alike. Zeros where people have seen too little."""
    known = np.flatnonzero(similarity.trust > 0.8)
    if len(known) < LEVELS:
        return similarity.levels, similarity.expected
    teachers = known[np.linspace(0, len(known) - 1, min(TEACHERS, len(known))).astype(int)]
    alike, seen = [], []
    for teacher in teachers.tolist():
        others = known[similarity.entries.series[known] != similarity.entries.series[teacher]]
        alike.append(similarity.content_likeness(teacher)[others])
        seen.append(similarity.seen_likeness(teacher)[others])
    content, likeness = np.concatenate(alike), np.concatenate(seen)
    order = np.argsort(content, kind="stable")
    cuts = np.unique((len(order) * (1 - np.geomspace(1, 50 / len(order), LEVELS))).astype(int))
    levels = np.add.reduceat(content[order], cuts) / np.diff([*cuts, len(order)])
    means = np.add.reduceat(likeness[order], cuts) / np.diff([*cuts, len(order)])
    fitted = scipy.optimize.isotonic_regression(means, weights=np.diff([*cuts, len(order)]).astype(float)).x
    return levels.astype(np.float32), np.maximum(fitted, 0).astype(np.float32)
