"""Recall → rank → re-rank for one list, and anime that are like another."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints, UserHistory
from ml.data.profiles import Listed, Profile
from ml.ranking.rankers import Rankers
from ml.recall.candidates import merge
from ml.recall.sources import CANDIDATE_SOURCES, CONTENT, top
from ml.reranking.entries import Flags, SeriesEntries, in_order
from ml.reranking.leaning import NO_LEAN, Lean, leaned
from ml.reranking.rules import RerankConfig, rerank
from ml.serving.blending import Blend, blend_positions
from ml.serving.elicitation import Answers, Asking, next_questions
from ml.serving.moods import Moods
from ml.serving.outlooks import Recommendation, Trained, answers, of_sources, on_quotas, outlooks
from ml.serving.scoring import Features, Scored, score_rated, score_unrated
from ml.serving.similarity import Similarity, similar_positions
from ml.snapshot import Snapshot
from ml.stages import check_stage

# More than any two logits lie apart.
_BEHIND = np.float32(100)


class Recommender:
    """Answers from a list alone; immutable, safe to share between threads."""

    def __init__(self, table: AnimeTable, popular: Ints, trained: Trained | None) -> None:
        self._table, self._popular, self._trained = table, popular, trained
        self._entries = trained.rerank_facts.entries if trained else SeriesEntries.build(table)

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot, lsh_storage: dict[str, Any] | None = None) -> "Recommender":
        """``lsh_storage``: datasketch's ``storage_config``; by default the hash tables are in memory."""
        fitted = snapshot.fitted_recall(lsh_storage)
        rankers = Rankers(snapshot.ranker, snapshot.unrated_ranker)
        known = fitted.unrated.context.popularity.known
        popular = np.argsort(-known, kind="stable").astype(np.int32)
        return cls(snapshot.table, popular, Trained(fitted, rankers, snapshot.config))

    @classmethod
    def from_popularity(cls, table: AnimeTable) -> "Recommender":
        """For a site without a snapshot: the most popular anime that a member doesn't have."""
        return cls(table, np.argsort(-table.popularity, kind="stable").astype(np.int32), None)

    @property
    def anime_ids(self) -> Ints:
        """Public ids of everything that can be recommended, int32."""
        return self._table.ids

    @property
    def sources(self) -> tuple[str, ...]:
        return CANDIDATE_SOURCES if self._trained else ("popularity",)

    def recommend(
        self,
        history: UserHistory,
        *,
        n: int,
        stage: str = "rerank",
        exclude: Collection[int] = frozenset(),
        allowed: Collection[int] | None = None,
        user_embedding: Floats | None = None,
        anime_features: Features | None = None,
        sources: Collection[str] | None = None,
        rules: RerankConfig | None = None,
        fresh: Flags | None = None,
        lean: Lean = NO_LEAN,
        behind: Collection[int] = frozenset(),
    ) -> list[Recommendation]:
        """The ``n`` best, best first; never what is on the list or in ``exclude``, only what is in ``allowed``.

        ``user_embedding`` float32[embedding_size] and ``anime_features`` (positions → float32 rows) stand in for what
        would be computed here. Fewer than ``n`` only from a single source, or when there are no more anime.

        ``sources``: the names of those that bring candidates and evidence; by default all. ``rules`` stand in for those
        of the snapshot, and ``fresh`` (see ``marked``) says which anime are new. ``lean``: what the member wishes
        of the final list. ``behind``: ids that come after all others.
        """
        check_stage(stage, self.sources)
        blocked, listed = self._blocked(history, exclude, allowed), self._blocked(history, (), None)
        if self._trained is None:
            return self._refilled(
                [], blocked, n, Listed.of_history(history, self._table) if stage == "rerank" else None
            )
        trained = self._trained
        profile = Profile.of(history, self._table, trained.recall.models.covered)
        if user_embedding is None:
            user_embedding = trained.recall.user_embedding(profile)
        scores = trained.recall.scores(profile, user_embedding)
        if stage == f"recall:{CONTENT}":
            new = self._unrated(profile, scores, blocked, allowed, n)[:n]
            return [self._plain(position, (CONTENT,)) for position in new.tolist()]
        if stage.startswith("recall:"):
            return self._from_source(stage.removeprefix("recall:"), scores, blocked, n)
        config = on_quotas(trained.config.candidates, sources)
        candidates = merge(scores, blocked, config)
        # Whatever a filter leaves, an anime is compared with all that recall finds for this list.
        among = candidates.positions if len(blocked) == len(listed) else merge(scores, listed, config).positions
        scores = of_sources(scores, sources)
        wants_content = sources is None or CONTENT in sources
        new = self._unrated(profile, scores, blocked, allowed, n) if wants_content else blocked[:0]
        if stage == "recall":
            found = [self._plain(p, candidates.sources_of(i)) for i, p in enumerate(candidates.positions)]
            return self._refilled(found + [self._plain(p, (CONTENT,)) for p in new.tolist()], blocked, n)
        rated = score_rated(
            trained.fitted, trained.rankers, profile, candidates.positions, scores, among=among,
            anime_features=anime_features,
        )  # fmt: skip
        scored = Scored.join([rated, score_unrated(trained.fitted, trained.rankers, profile, new, scores)])
        values = scored.logits - _BEHIND * self.marked(behind)[scored.positions] if behind else scored.logits
        if stage == "rerank":
            values = self._moods.sparing(values, scored.positions, profile.positions[profile.liked > 0])
            values = self._leaned(values, scored.positions, lean, profile) if lean else values
        order = np.lexsort((scored.positions, -values))
        ranked = scored.positions[order]
        if stage == "rerank":
            ranked = rerank(
                ranked,
                values[order],
                n=n,
                config=rules or trained.config.rerank,
                facts=trained.rerank_facts,
                listed=profile.on_list,
                fresh=fresh,
            )
        at = {position: i for i, position in enumerate(scored.positions.tolist())}
        rows = np.asarray([at[position] for position in ranked[:n].tolist()], np.int64)
        sources_of = [candidates.sources_of(row) if scored.rated[row] else (CONTENT,) for row in rows.tolist()]
        found = answers(trained, self._table, profile, scored, rows, sources_of)
        return self._refilled(found, blocked, n, profile.on_list if stage == "rerank" else None)

    def _unrated(
        self, profile: Profile, scores: dict[str, Floats], blocked: Ints, allowed: Collection[int] | None, n: int
    ) -> Ints:
        """Candidates that nobody has rated, int32, best first; more where a filter leaves little else."""
        assert self._trained is not None
        unrated = self._trained.fitted.unrated
        many = max(self._trained.config.unrated, 2 * n if allowed is not None else 0)
        return unrated.candidates(profile, scores, many, blocked=blocked)

    def outlooks(
        self,
        history: UserHistory,
        anime_ids: Collection[int],
        *,
        user_embedding: Floats | None = None,
        anime_features: Features | None = None,
        sources: Collection[str] | None = None,
    ) -> dict[int, Recommendation]:
        """By id, what ``recommend`` would say of these anime, whether recall finds them or not.

        Nothing of what is on the list, nor of what the models don't cover.
        """
        if self._trained is None:
            return {}
        asked = np.unique(self._table.positions(np.fromiter(anime_ids, np.int32, len(anime_ids))))
        return outlooks(
            self._trained, self._table, history, asked, user_embedding=user_embedding, anime_features=anime_features,
            sources=sources,
        )  # fmt: skip

    def similar(self, anime_id: int, *, n: int, exclude: Collection[int] = frozenset()) -> list[Recommendation]:
        """Anime like ``anime_id``, the same on every call; empty for an id that is not known.

        Of every other series only what it is entered by, see ``ml.reranking.entries``.
        """
        if self._trained is None:
            return []
        position = int(self._table.positions(np.asarray([anime_id], np.int32))[0])
        if position < 0:
            return []
        found, scores = similar_positions(self._similarity, position, self._known(exclude), n)
        return [
            Recommendation(int(self._table.ids[p]), float(score))
            for p, score in zip(found.tolist(), scores.tolist(), strict=True)
        ]

    def blend(
        self, *, like: Sequence[int], unlike: Sequence[int] = (), n: int, exclude: Collection[int] = frozenset()
    ) -> list[Blend]:
        """Like all of ``like`` and none of ``unlike``, the same on every call; ids that aren't known say nothing."""
        if self._trained is None:
            return []
        return blend_positions(
            self._similarity,
            self._table,
            liked=self._known(like),
            unliked=self._known(unlike),
            blocked=self._known(exclude),
            n=n,
        )

    def questions(
        self,
        history: UserHistory,
        *,
        n: int,
        unseen: Sequence[int] = (),
        asked: Sequence[int] = (),
        exclude: Collection[int] = frozenset(),
        wished: Collection[str] = (),
        without: Collection[str] = (),
    ) -> list[int]:
        """Ids of anime whose rating by this member would tell most; genres ``wished`` first, ``without`` never.

        ``unseen`` and ``asked``: what they haven't seen, and what they are being asked about. Empty without a snapshot.
        """
        if self._trained is None:
            return []
        trained = self._trained
        asking = Asking(trained.recall.models, self._table)
        answers = Answers(self._known(history.anime_ids.tolist()), self._known(unseen), self._known(asked))
        liked = Profile.of(history, self._table, trained.recall.models.covered).liked.any()
        found = next_questions(
            asking,
            answers,
            n=n,
            blocked=self._known(exclude),
            wished=wished,
            without=without,
            likings=(lambda positions: self._likings(history, positions)) if liked else None,
        )
        return [int(self._table.ids[position]) for position in found]

    @cached_property
    def _similarity(self) -> Similarity:
        """Made when it is first asked for: trainings and benchmarks need none."""
        assert self._trained is not None
        return Similarity.build(self._trained.recall.models, self._table, self._trained.fitted.unrated.context.vectors)

    @cached_property
    def _moods(self) -> Moods:
        return Moods.of(self._table)

    def _likings(self, history: UserHistory, positions: Ints) -> Floats:
        ids = self._table.ids[positions].tolist()
        found = self.outlooks(history, ids)
        return np.asarray([(found[pk].like if pk in found else None) or 0.5 for pk in ids], np.float32)

    def _known(self, anime_ids: Collection[int]) -> Ints:
        """Positions of those that the table has, in their order."""
        positions = self._table.positions(np.fromiter(anime_ids, np.int32, len(anime_ids)))
        return positions[positions >= 0]

    @property
    def rules(self) -> RerankConfig:
        """Those of the snapshot."""
        return self._trained.config.rerank if self._trained else RerankConfig()

    def marked(self, anime_ids: Collection[int]) -> Flags:
        """bool[anime], true for these."""
        flags = np.zeros(len(self._table), bool)
        flags[self._known(anime_ids)] = True
        return flags

    def _leaned(self, logits: Floats, candidates: Ints, lean: Lean, profile: Profile) -> Floats:
        assert self._trained is not None
        facts, rows = self._trained.rerank_facts, self._trained.recall.models.statistics.rows
        return leaned(logits, candidates, lean, facts=facts, rows=rows, listed=profile.positions)

    def _blocked(self, history: UserHistory, exclude: Collection[int], allowed: Collection[int] | None) -> Ints:
        """Positions that may not be recommended, int32, sorted."""
        ids = np.concatenate([history.anime_ids, np.fromiter(exclude, np.int32, len(exclude))])
        positions = self._table.positions(ids)
        blocked = positions[positions >= 0]
        if allowed is not None:
            ids = np.fromiter(allowed, np.int32, len(allowed))
            blocked = np.concatenate([blocked, np.flatnonzero(~np.isin(self._table.ids, ids))])
        return np.unique(blocked).astype(np.int32)

    def _from_source(self, name: str, scores: dict[str, Floats], blocked: Ints, n: int) -> list[Recommendation]:
        if name not in scores:
            return []
        line = scores[name]
        return [
            Recommendation(int(self._table.ids[p]), float(line[p]), sources=(name,))
            for p in top(line, n, blocked).tolist()
        ]

    def _plain(self, position: int, sources: tuple[str, ...]) -> Recommendation:
        return Recommendation(int(self._table.ids[position]), 0.0, sources=sources)

    def _refilled(
        self, found: list[Recommendation], blocked: Ints, n: int, listed: Listed | None = None
    ) -> list[Recommendation]:
        """Up to ``n`` with the most popular of what is left; without what is closed to who has ``listed``."""
        if len(found) >= n:
            return found[:n]
        shown = self._table.positions(np.asarray([item.anime_id for item in found], np.int32))
        rest = _without(self._popular, np.concatenate([blocked, shown]))
        if listed is not None:
            rest = in_order(rest, self._entries, listed, shown)
        return found + [self._plain(position, ("popularity",)) for position in rest[: n - len(found)].tolist()]


def _without(positions: Ints, blocked: Ints) -> Ints:
    return positions[~np.isin(positions, blocked)]
