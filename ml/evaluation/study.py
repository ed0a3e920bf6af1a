"""``python -m ml study``: questions about the method, each of which fits sources or opponents anew.

``opponents``: are the recommenders to beat as good as tuning makes them? ``series``: what is left where the next season
can't be guessed? ``curve``: what would more members bring?
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.interactions import Interactions, InteractionsError
from ml.evaluation.chapters.learning_curve import learning_curve
from ml.evaluation.chapters.whole_series import Compared, split_by_series, whole_series_section
from ml.evaluation.full_report import Judged, judging_models
from ml.evaluation.opponents.contest import hold_contest
from ml.evaluation.opponents.spaces import OPPONENTS
from ml.evaluation.pages.page import Section
from ml.evaluation.pages.text import as_text
from ml.evaluation.references import Lists
from ml.fitting.folds import fold_split, user_parts
from ml.preprocessing.sequences import read_sequences, write_sequences
from ml.progress import Reporter
from ml.ranking.rankers import Rankers
from ml.serving.pipeline import Pipeline
from ml.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Question:
    """``snapshot``: whose ranker stands beside the opponents, and whose configuration is used; ``series`` needs one.

    ``trials`` and ``names`` are of the opponents: how many each has, and which of them take part.
    """

    kind: str
    snapshot: Snapshot | None = None
    trials: int = 20
    names: tuple[str, ...] = tuple(OPPONENTS)

    @property
    def config(self) -> TrainingConfig:
        return self.snapshot.config if self.snapshot is not None else TrainingConfig.named("default")


def study(question: Question, interactions: Interactions, table: AnimeTable, reporter: Reporter) -> Section:
    return KINDS[question.kind](question, interactions, table, reporter)


def answered(work: Path, question: Question, spark_master: str, reporter: Reporter) -> dict[str, Any]:
    """From exported interactions to what was found: ``text`` in Markdown, and ``figures``."""
    reporter.stage("sequences", 0.0, 0.0)
    sequences = write_sequences(work=work, master=spark_master)
    interactions, table = read_sequences(sequences, AnimeTable.read(work / "anime.parquet"))
    section = study(question, interactions, table, reporter)
    return {"text": as_text(section), "figures": section.figures}


def _opponents(question: Question, interactions: Interactions, table: AnimeTable, reporter: Reporter) -> Section:
    config, begins = question.config, 0.0
    ours: dict[str, Lists] = {}
    if question.snapshot is not None:
        begins = 0.2
        models = judging_models(
            interactions, table, config, lambda stage, done: reporter.stage(stage, done, begins * done)
        )
        judged = Judged.by(Pipeline.build(models, _rankers(question.snapshot), table, config), interactions)
        ours = {"ours, ranked": judged.lists["rank"], "ours, the final list": judged.lists["rerank"]}

    def on_trial(name: str, number: int, quality: float, choice: Any) -> None:
        reporter.line({"trial": {"part": name, "number": number, "value": quality, "choice": vars(choice)}})

    return hold_contest(
        fold_split(interactions, table, config, 0),
        user_parts(interactions, config),
        ours=ours,
        names=question.names,
        trials=question.trials,
        seed=config.seed,
        progress=lambda done: reporter.stage("trial", done, begins + (1 - begins) * done),
        on_trial=on_trial,
    )


def _series(question: Question, interactions: Interactions, table: AnimeTable, reporter: Reporter) -> Section:
    if question.snapshot is None:
        raise InteractionsError("Whole series are a question to a snapshot's ranker: name a snapshot.")
    config = question.config
    cuts = {
        "single ratings": fold_split(interactions, table, config, 0),
        "whole series": split_by_series(interactions, table.ids, table.series, config.seed),
    }
    judges = user_parts(interactions, config).test
    variants = {}
    for place, (name, cut) in enumerate(cuts.items()):

        def on_way(stage: str, done: float, place: int = place) -> None:
            reporter.stage(stage, done, (place + 0.8 * done) / len(cuts))

        variants[name] = Compared.on(cut, judges, table, _rankers(question.snapshot), config, on_way)
    variants["whole series, among new series"] = variants["whole series"].among_new_series(table.series)
    return whole_series_section(variants, config.seed)


def _rankers(snapshot: Snapshot) -> Rankers:
    return Rankers(snapshot.ranker, snapshot.unrated_ranker)


def _curve(question: Question, interactions: Interactions, table: AnimeTable, reporter: Reporter) -> Section:
    return learning_curve(interactions, table, question.config, reporter.stage)


Study = Callable[[Question, Interactions, AnimeTable, Reporter], Section]
KINDS: dict[str, Study] = {"opponents": _opponents, "series": _series, "curve": _curve}
