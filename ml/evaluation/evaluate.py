"""``python -m ml evaluate``: which parts are asked for, in which order, and the file that they go to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ml.data.anime import AnimeTable
from ml.data.holdout import data_digest
from ml.data.interactions import Interactions, InteractionsError
from ml.evaluation.chapters.new_members import new_members_section, part_members
from ml.evaluation.chapters.short_lists import AGAINST, header
from ml.evaluation.chapters.unrated import unrated_section
from ml.evaluation.full_report import Judged, judging_models
from ml.evaluation.pages.page import Section, render
from ml.evaluation.references import fit_references
from ml.fitting.rankers import fit_ranking
from ml.ranking.rankers import Rankers
from ml.serving.pipeline import Pipeline
from ml.snapshot import Snapshot

Progress = Callable[[str, float, float], None]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """``report``: the HTML file to write. ``new_members`` or ``unrated`` alone leave the usual evaluation out."""

    baselines: bool = False
    report: Path | None = None
    new_members: bool = False
    unrated: bool = False


def evaluate_snapshot(
    snapshot: Snapshot, interactions: Interactions, table: AnimeTable, *, wish: Wish, work: Path, progress: Progress
) -> dict[str, Any]:
    """``progress`` takes a stage, how much of it is done, and how much of everything."""
    usual = wish.report is not None or not (wish.new_members or wish.unrated)
    share = 1 / (usual + wish.new_members + wish.unrated)
    figures: dict[str, Any] = {}
    data = _data(snapshot, interactions, table)
    sections: list[Section] = []
    if usual:

        def on_way(stage: str, done: float) -> None:
            begins, length = STAGES[stage]
            progress(stage, done, share * (begins + length * done))

        figures, sections = _usual(snapshot, interactions, table, wish, on_way)
    if wish.new_members:

        def later(stage: str, done: float, overall: float) -> None:
            progress(stage, done, share * usual + share * overall)

        section = _new_members(snapshot, interactions, table, work, later)
        sections.append(section)
        names = header()[1:]
        figures["new members"] = {
            name: dict(zip(names, (getattr(value, "point", value) for value in row), strict=True))
            for name, row in section.figures["ndcg@10"].items()
        }
    if wish.unrated:

        def last(stage: str, done: float, overall: float) -> None:
            progress(stage, done, 1 - share + share * overall)

        section = unrated_section(interactions, table, snapshot.config, work, last)
        sections.append(section)
        figures["unrated"] = {
            name: {column: value.point for column, value in row.items()}
            for name, row in section.figures["unrated"].items()
        }
    figures["data"] = data
    if wish.report is not None:
        _write(wish.report, render("AnimeRec evaluation", _facts(snapshot, interactions, figures), sections))
    return figures


# Where each stage begins, and how long it is, as shares of the usual evaluation.
STAGES = {
    "walks": (0.0, 0.02),
    "deepwalk": (0.02, 0.18),
    "recall": (0.2, 0.2),
    "baselines": (0.4, 0.25),
    "evaluation": (0.65, 0.35),
}


def _usual(
    snapshot: Snapshot,
    interactions: Interactions,
    table: AnimeTable,
    wish: Wish,
    progress: Callable[[str, float], None],
) -> tuple[dict[str, Any], list[Section]]:
    config = snapshot.config
    rankers = Rankers(snapshot.ranker, snapshot.unrated_ranker)
    models = judging_models(interactions, table, config, progress)
    judged = Judged.by(Pipeline.build(models, rankers, table, config), interactions)
    references = {}
    if wish.baselines or wish.report is not None:
        references = fit_references(
            judged.cut.training, judged.pipeline.known, config.seed, lambda done: progress("baselines", done)
        )
    figures = judged.figures(references)
    if wish.report is None:
        return figures, []
    return figures, judged.sections(references, config.seed, progress)


def _new_members(
    snapshot: Snapshot, interactions: Interactions, table: AnimeTable, work: Path, progress: Progress
) -> Section:
    """Trains anew on the known members with the snapshot's configuration."""
    config = snapshot.config
    parting = part_members(interactions, table, config.seed)
    if not parting.members:
        raise InteractionsError("Too few members have 10 ratings or more for some of them to be set aside.")

    def parts_progress(stage: str, done: float, overall: float) -> None:
        progress(stage, done, 0.8 * overall)

    made = fit_ranking(parting.known, parting.table, config, work / "new-members", parts_progress)
    pipeline = Pipeline.build(made.parts.models, made.rankers, parting.table, config)
    references = fit_references(
        parting.known,
        pipeline.known,
        config.seed,
        lambda done: progress("baselines", done, 0.8 + 0.1 * done),
        AGAINST,
    )
    progress("evaluation", 0.0, 0.9)
    return new_members_section(parting, pipeline, references, config.seed)


def _data(snapshot: Snapshot, interactions: Interactions, table: AnimeTable) -> str:
    """Whether the evaluation's data are those that the snapshot learnt from. Judges have never taught either way, as
    long as members keep their numbers."""
    taught = snapshot.manifest.get("data", {}).get("digest")
    if taught is None:
        return "unknown: the snapshot doesn't say which data it learnt from"
    return "the training's" if taught == data_digest(interactions, table.ids) else "other data than the training's"


def _facts(snapshot: Snapshot, interactions: Interactions, figures: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Snapshot", snapshot.path.name),
        ("Trained", str(snapshot.manifest.get("created_at", "–"))),
        ("Evaluated", datetime.now(UTC).isoformat(timespec="seconds")),
        ("Data", str(figures["data"])),
        ("Rows", f"{len(interactions):,} of {len(interactions.user_ids):,} members"),
        ("Judging members", f"{figures.get('users', 0):,}"),
        ("Seed", str(snapshot.config.seed)),
    ]


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.tmp")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
