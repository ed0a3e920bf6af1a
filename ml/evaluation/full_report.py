"""A snapshot's ranker on members whom it has never seen: the figures, and the sections of the report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.holdout import Split
from ml.data.interactions import Floats, Interactions, InteractionsError
from ml.evaluation.asking import Answers, answers_of
from ml.evaluation.chapters.ablations import ablations
from ml.evaluation.chapters.buckets import TO_BEAT, buckets
from ml.evaluation.chapters.calibration import calibration, shown_likes
from ml.evaluation.chapters.neighbours import neighbours_section
from ml.evaluation.chapters.overview import exact_share, judged, overview, stage_lists
from ml.evaluation.chapters.rule_prices import priced, rule_prices
from ml.evaluation.chapters.short_lists import short_lists
from ml.evaluation.chapters.timing import timing
from ml.evaluation.measures.bootstrap import Bootstrap
from ml.evaluation.measures.judges import judge_scores
from ml.evaluation.measures.metrics import measure
from ml.evaluation.members import Members, members_of, relevant_of, rows_per_anime
from ml.evaluation.pages.page import Section
from ml.evaluation.references import Lists, Scorer, reference_lists
from ml.fitting.folds import fold_split, user_parts
from ml.recall.models import RecallModels
from ml.serving.pipeline import Pipeline

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Judged:
    """The members of the first inner split who judge, and what is made of their lists by a pipeline whose sources know
    the rest of that split. ``rows``: how often each anime occurs in it."""

    pipeline: Pipeline
    cut: Split
    members: Members
    answers: Answers
    lists: dict[str, Lists]
    rows: Floats

    @classmethod
    def by(cls, pipeline: Pipeline, interactions: Interactions) -> "Judged":
        """``pipeline``: its sources are fitted on what the split leaves, see :func:`judging_models`."""
        cut = fold_split(interactions, pipeline.table, pipeline.config, 0)
        members = members_of(cut, user_parts(interactions, pipeline.config).test.tolist())
        answers = answers_of(pipeline, members)
        rows = rows_per_anime(cut.training, pipeline.covered)
        return cls(pipeline, cut, members, answers, stage_lists(pipeline, answers), rows)

    def figures(self, references: Mapping[str, Scorer]) -> dict[str, Any]:
        """As a training reports them, and ``baselines`` with ``ours/its``, the final list's NDCG@10 over each one's."""
        relevant = relevant_of(self.members)
        stages = {name: measure(lists, relevant, self.rows) for name, lists in self.lists.items()}
        final = stages.pop("rerank")
        baselines = {}
        for name, lists in reference_lists(references, self.members, self.pipeline.known).items():
            its = measure(lists, relevant, self.rows)
            ratio = {"ours/its": round(final["ndcg@10"] / its["ndcg@10"], 3)} if its["ndcg@10"] else {}
            baselines[name] = its | ratio
        exact = round(exact_share(self.pipeline, self.answers), 4)
        return {
            **final,
            "stages": stages,
            "baselines": baselines,
            "lsh": {"recall@200": exact},
            "prices": priced(self.pipeline, self.members, self.answers, self.rows),
            "calibration": shown_likes(self.pipeline, self.answers, self.cut.held),
            "judges": judge_scores(
                self.lists["rerank"],
                relevant,
                self.rows,
                user_ids=self.cut.training.user_ids,
                anime_ids=self.pipeline.table.ids,
                seed=self.pipeline.config.seed,
            ),
        }

    def sections(self, references: Mapping[str, Scorer], seed: int, progress: Progress) -> list[Section]:
        """``references`` include EASE-80 and popularity."""
        pipeline, members, answers, rows = self.pipeline, self.members, self.answers, self.rows
        bootstrap = Bootstrap(len(members), seed)
        theirs = reference_lists(references, members, pipeline.known)
        ours, its = judged(self.lists, members, rows), judged(theirs, members, rows)
        final = (self.lists["rerank"], theirs[TO_BEAT])
        parts: list[Callable[[], Section]] = [
            lambda: overview(ours, its, bootstrap),
            lambda: buckets(ours["rerank"], its[TO_BEAT], *final, members, rows, seed),
            lambda: short_lists(pipeline, references, members, rows, seed),
            lambda: calibration(pipeline, members, answers, self.cut.held),
            lambda: ablations(pipeline, members, answers, rows, bootstrap),
            lambda: rule_prices(pipeline, members, answers, rows),
            lambda: neighbours_section(pipeline, members, self.cut.training, seed),
            lambda: timing(pipeline, members),
        ]
        result = []
        for done, part in enumerate(parts):
            progress("evaluation", done / len(parts))
            result.append(part())
        return result


def judging_models(
    interactions: Interactions, table: AnimeTable, config: TrainingConfig, progress: Progress
) -> RecallModels:
    """The sources of the first inner split, as a training fits them for its judges.

    Raises InteractionsError where nobody can judge.
    """
    cut = fold_split(interactions, table, config, 0)
    if not any(user in cut.relevant for user in user_parts(interactions, config).test.tolist()):
        raise InteractionsError("No member has enough ratings to be judged: at least 10 each are needed.")
    return RecallModels.fit(cut.training, config.recall, config.seed, progress)
