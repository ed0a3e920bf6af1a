"""The contest: each opponent is tuned by the same number of trials, fitted once, and judged beside ours."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from ml.data.holdout import Split, UserParts
from ml.evaluation.measures.bootstrap import Bootstrap
from ml.evaluation.measures.metrics import judge
from ml.evaluation.members import members_of, relevant_of, rows_per_anime
from ml.evaluation.opponents.search import Field, Found, search
from ml.evaluation.opponents.spaces import OPPONENTS
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.references import Lists, Scorer, fit_references, reference_lists

TEXT = """Each opponent had the same number of trials (Optuna's TPE; the first is the configuration of its paper or of
other people's tables), measured by likes that were held out of lists of members who never judge. With its best
configuration each was then fitted once on everybody's rows, without what is held out, and is judged by members who
taught our ranker nothing and whom no trial was measured by.

The comparison figure is ours over the best of all on the judging members: whoever that is, the choice is to our
disadvantage."""
# What a trial learns from and is measured by; the last fit has all anime.
TUNED_ANIME, TUNED_MEMBERS = 3000, 1000
COLUMNS = ("ndcg@10", "recall@200", "hr@10", "coverage", "tail")


def hold_contest(
    cut: Split,
    parts: UserParts,
    *,
    ours: Mapping[str, Lists],
    names: Collection[str] = tuple(OPPONENTS),
    trials: int,
    seed: int,
    progress: Callable[[float], None],
    on_trial: Callable[[str, int, float, Any], None],
) -> Section:
    """``ours``: the lists of the judging members, of each stage that is to be compared; the last is the final one."""
    occurs = np.bincount(cut.training.anime) > 0
    covered = int(np.flatnonzero(occurs).max() + 1)
    users = np.sort(np.concatenate([parts.training, parts.validation]))
    field = Field.of(cut, users, seed, covered=min(covered, TUNED_ANIME), most=TUNED_MEMBERS)
    found, scorers = {}, fit_references(cut.training, covered, seed, lambda done: None, ("popularity", "EASE-80"))
    steps = len(names) * (trials + 1)
    for place, name in enumerate(names):
        begins = place * (trials + 1)

        def tried(number: int, quality: float, config: Any, name: str = name, begins: int = begins) -> None:
            progress((begins + number + 1) / steps)
            on_trial(name, number, quality, config)

        found[name] = search(OPPONENTS[name], field, trials, seed, tried)
        scorers[name] = OPPONENTS[name].fit(cut.training, covered, found[name].config, seed)
    return _section(cut, parts, ours, scorers, found, field, seed)


def _section(
    cut: Split,
    parts: UserParts,
    ours: Mapping[str, Lists],
    scorers: Mapping[str, Scorer],
    found: Mapping[str, Found],
    field: Field,
    seed: int,
) -> Section:
    members = members_of(cut, parts.test.tolist())
    rows = rows_per_anime(cut.training, 1)
    lists = {**reference_lists(scorers, members, len(rows)), **ours}
    judged = {name: judge(its, relevant_of(members), rows) for name, its in lists.items()}
    bootstrap = Bootstrap(len(members), seed)
    best = max(scorers, key=lambda name: float(judged[name].values["ndcg@10"].mean()))
    final = judged[list(ours)[-1]].values["ndcg@10"] if ours else None
    figures: dict[str, dict[str, Any]] = {}
    for name, its in judged.items():
        all_of_it = bootstrap.figures(its)
        figures[name] = {column: all_of_it[column] for column in COLUMNS}
        if final is not None:
            against = bootstrap.ratio(final, its.values["ndcg@10"]).rounded()
            figures[name]["ours/its"] = against if name in scorers else "–"
    order = sorted(figures, key=lambda name: (name in ours, figures[name]["ndcg@10"].point))
    where = (
        f"Tuned on {len(field.members):,} members and {field.covered:,} anime, {len(field.rows):,} rows; judged by "
        f"{len(members):,} members. The best of all: {best}."
    )
    rows_of = [[name, *figures[name].values()] for name in order]
    tables = [Table("Judged", ["", *figures[best]], rows_of, frozenset({order.index(best)})), _tuned(found)]
    learnt = {name: asdict(its) for name, its in found.items()}
    return Section(
        "Opponents", f"{TEXT}\n\n{where}", tables, figures={"judged": figures, "best": best, "tuned": learnt}
    )


def _tuned(found: Mapping[str, Found]) -> Table:
    header = ["", "trials", "NDCG@10 of the first", "of the best", "its configuration"]
    rows = [
        [name, its.trials, its.began, its.quality, ", ".join(f"{key} {_shown(value)}" for key, value in _chosen(its))]
        for name, its in found.items()
    ]
    return Table("Tuned", header, rows)


def _chosen(its: Found) -> list[tuple[str, Any]]:
    return list(asdict(its.config).items())


def _shown(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
