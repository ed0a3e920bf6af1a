"""What a snapshot answers members with: lists and estimates here, anime alike and questions in modules of their own."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

import numpy as np

from ml.data.anime import AnimeTable
from ml.data.interactions import Ints, UserHistory
from ml.data.profiles import Listed, Profile
from ml.ranking.rankers import Rankers
from ml.recall.sources import CANDIDATE_SOURCES, CONTENT, top
from ml.reranking.entries import SeriesEntries, in_order
from ml.reranking.rules import RerankConfig
from ml.serving.alike import AlikeAnime
from ml.serving.answers import BY_POPULARITY, Recommendation, recommendations
from ml.serving.pipeline import Answer, Pipeline
from ml.serving.questions import Questions
from ml.serving.requests import FINAL, NOTHING_STORED, RECALL, ListRequest, Stored, check_stage
from ml.serving.similarity import Similarity
from ml.snapshot import Snapshot


class Recommender:
    """Answers from a list alone; immutable, safe to share between threads.

    Without a ``pipeline`` it recommends by popularity. ``popular``: positions, the most popular first.
    """

    def __init__(self, table: AnimeTable, popular: Ints, pipeline: Pipeline | None) -> None:
        self._table, self._popular, self._pipeline = table, popular, pipeline
        self._entries = pipeline.fitted.rerank_facts.entries if pipeline else SeriesEntries.build(table)

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot, lsh_storage: dict[str, Any] | None = None) -> "Recommender":
        """``lsh_storage``: datasketch's ``storage_config``; by default the hash tables are in memory."""
        fitted = snapshot.fitted_recall(lsh_storage)
        rankers = Rankers(snapshot.ranker, snapshot.unrated_ranker)
        pipeline = Pipeline(fitted, rankers, snapshot.config, snapshot.table)
        known = fitted.unrated.context.popularity.known
        return cls(snapshot.table, np.argsort(-known, kind="stable").astype(np.int32), pipeline)

    @classmethod
    def from_popularity(cls, table: AnimeTable) -> "Recommender":
        """For a site without a snapshot: the most popular anime that a member doesn't have."""
        return cls(table, np.argsort(-table.popularity, kind="stable").astype(np.int32), None)

    @property
    def table(self) -> AnimeTable:
        """Everything that can be recommended."""
        return self._table

    @property
    def pipeline(self) -> Pipeline | None:
        """What makes the lists; None where popularity does."""
        return self._pipeline

    @property
    def sources(self) -> tuple[str, ...]:
        return CANDIDATE_SOURCES if self._pipeline else ("popularity",)

    @property
    def rules(self) -> RerankConfig:
        """Those of the snapshot."""
        return self._pipeline.config.rerank if self._pipeline else RerankConfig()

    @cached_property
    def alike(self) -> AlikeAnime:
        """Anime that are like others. Made when it is first asked for: trainings and benchmarks need none."""
        if self._pipeline is None:
            return AlikeAnime(self._table, None)
        fitted = self._pipeline.fitted
        vectors = fitted.unrated.context.vectors
        return AlikeAnime(self._table, Similarity.build(fitted.recall.models, self._table, vectors))

    @cached_property
    def questions(self) -> Questions:
        """What to ask a newcomer."""
        return Questions(self._table, self._pipeline)

    def recommend(
        self, history: UserHistory, request: ListRequest, stored: Stored = NOTHING_STORED
    ) -> list[Recommendation]:
        """The ``request.n`` best, best first; never what is on the list, nor what the request leaves out.

        Fewer only from a single source, or when there are no more anime. Raises :class:`UnknownStageError`.
        """
        check_stage(request.stage, self.sources)
        if self._pipeline is None:
            listed = Listed.of_history(history, self._table)
            return self._refilled([], request.blocked(self._table, listed.positions), request, listed)
        profile = Profile.of(history, self._table, self._pipeline.covered)
        if request.stage.startswith(f"{RECALL}:"):
            return self._of_source(self._pipeline, profile, request, stored)
        if request.stage == RECALL:
            recalled = self._pipeline.recall(profile, request, stored)
            rows = enumerate(recalled.candidates.positions.tolist())
            found = [self._plain(position, recalled.candidates.sources_of(row)) for row, position in rows]
            found += [self._plain(position, (CONTENT,)) for position in recalled.unrated.tolist()]
            return self._refilled(found, recalled.blocked, request, profile.on_list)
        answer = self._pipeline.answer(profile, request, stored)
        return self._refilled(
            self._ranked(self._pipeline, answer, request), answer.recalled.blocked, request, profile.on_list
        )

    def estimates(
        self,
        history: UserHistory,
        anime_ids: Collection[int],
        *,
        sources: Collection[str] | None = None,
        stored: Stored = NOTHING_STORED,
    ) -> dict[int, Recommendation]:
        """By id, what ``recommend`` would say of these anime, whether recall finds them or not.

        What is on the list is left out, and so is what the models don't cover.
        """
        pipeline = self._pipeline
        if pipeline is None or pipeline.rankers.rated.outlook_net is None:
            return {}
        profile = Profile.of(history, self._table, pipeline.covered)
        asked = np.unique(self._table.positions(np.fromiter(anime_ids, np.int32, len(anime_ids))))
        asked = asked[(asked >= 0) & ~np.isin(asked, profile.listed)]
        if not len(asked):
            return {}
        scored = pipeline.estimate(profile, asked, sources, stored)
        found = recommendations(pipeline, profile, scored, np.arange(len(scored)))
        return {answer.anime_id: answer for answer in found}

    def _ranked(self, pipeline: Pipeline, answer: Answer, request: ListRequest) -> list[Recommendation]:
        scored = pipeline.score(answer)
        ranked = pipeline.rank(answer.profile, scored, request)
        page = pipeline.rerank(ranked, request) if request.stage == FINAL else ranked.positions[: request.n]
        at = {position: row for row, position in enumerate(scored.positions.tolist())}
        rows = np.asarray([at[position] for position in page.tolist()], np.int64)
        candidates = answer.recalled.candidates
        sources = [candidates.sources_of(row) if scored.rated[row] else (CONTENT,) for row in rows.tolist()]
        return recommendations(pipeline, answer.profile, scored, rows, sources)

    def _of_source(
        self, pipeline: Pipeline, profile: Profile, request: ListRequest, stored: Stored
    ) -> list[Recommendation]:
        name = request.stage.removeprefix(f"{RECALL}:")
        recalled = pipeline.recall(profile, request, stored)
        if name == CONTENT:
            return [self._plain(position, (CONTENT,)) for position in recalled.unrated[: request.n].tolist()]
        if name not in recalled.scores:
            return []
        line = recalled.scores[name]
        return [
            Recommendation(int(self._table.ids[position]), float(line[position]), sources=(name,))
            for position in top(line, request.n, recalled.blocked).tolist()
        ]

    def _plain(self, position: int, sources: tuple[str, ...]) -> Recommendation:
        return Recommendation(int(self._table.ids[position]), 0.0, sources=sources)

    def _refilled(
        self, found: list[Recommendation], blocked: Ints, request: ListRequest, listed: Listed
    ) -> list[Recommendation]:
        """Up to ``request.n`` with the most popular of what is left; a page without what is closed to the member."""
        missing = request.n - len(found)
        if missing <= 0:
            return found[: request.n]
        shown = self._table.positions(np.asarray([item.anime_id for item in found], np.int32))
        rest = self._popular[~np.isin(self._popular, np.concatenate([blocked, shown]))]
        if request.stage == FINAL:
            rest = in_order(rest, self._entries, listed, shown)
        return found + [self._plain(position, BY_POPULARITY) for position in rest[:missing].tolist()]
