"""Every source, stage and reference on the same members, with intervals."""

from collections.abc import Mapping

import numpy as np

from ml.data.interactions import Floats
from ml.evaluation.asking import PAGES, RANKED, Answers, Lists
from ml.evaluation.measures.bootstrap import Bootstrap, Interval
from ml.evaluation.measures.metrics import CUTS, Judgement, judge
from ml.evaluation.members import Members, relevant_of
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.pages.plots import bars, lines
from ml.recall.sources import SOURCE_NAMES, top
from ml.serving.pipeline import Pipeline

DEPTH = 200
COLUMNS = ("ndcg@10", "recall@10", "recall@100", "recall@200", "recall@all", "hr@10", "coverage", "tail")
TEXT = """Judged are members who taught the ranker nothing; for them every source was fitted anew without what is
held out. Beside each figure stands its 95 % interval from a bootstrap over members. recall@all is the share of all
held-out likes in a whole list: for “recall” the merged candidates, for other rows their best 200.

ours/its is the NDCG@10 of the final list over a reference's, its interval drawn in pairs: members are the same on
both sides. References are fitted on the same rows in the same run."""


def stage_lists(pipeline: Pipeline, answers: Answers) -> dict[str, Lists]:
    """Positions of ``recall:SOURCE`` each, ``recall`` (merged), ``rank``, ``rerank``."""
    result: dict[str, Lists] = {f"recall:{name}": {} for name in SOURCE_NAMES}
    result |= {"recall": {}, "rank": {}, "rerank": {}}
    nothing = np.zeros(0, np.int32)
    for user, answer in answers.items():
        recalled, scored = answer.recalled, pipeline.score(answer)
        for name in SOURCE_NAMES:
            line = recalled.scores.get(name)
            result[f"recall:{name}"][user] = nothing if line is None else top(line, DEPTH, recalled.blocked)
        result["recall"][user] = recalled.candidates.positions
        result["rank"][user] = pipeline.rank(answer.profile, scored, RANKED).positions
        result["rerank"][user] = pipeline.rerank(pipeline.rank(answer.profile, scored, PAGES), PAGES)
    return result


def exact_share(pipeline: Pipeline, answers: Answers) -> float:
    """How many of the exact 200 best by inner product the hash finds, the mean over members."""
    recall = pipeline.fitted.recall
    outputs = recall.models.embeddings.outputs
    unmet = np.flatnonzero(~outputs.any(1))
    shares = []
    for answer in answers.values():
        recalled, vector = answer.recalled, recall.user_embedding(answer.profile)
        if vector is not None and "deepwalk" in recalled.scores:
            exact = top(outputs @ vector, DEPTH, np.concatenate([recalled.blocked, unmet]))
            shares.append(np.isin(exact, top(recalled.scores["deepwalk"], DEPTH, recalled.blocked)).mean())
    return float(np.mean(shares)) if shares else 0.0


def judged(lists: Mapping[str, Lists], members: Members, rows: Floats) -> dict[str, Judgement]:
    relevant = relevant_of(members)
    return {name: judge(its, relevant, rows) for name, its in lists.items()}


def overview(
    of_stages: Mapping[str, Judgement], of_references: Mapping[str, Judgement], bootstrap: Bootstrap
) -> Section:
    """``of_stages`` ends with the final list."""
    figures = {name: bootstrap.figures(its) for name, its in {**of_stages, **of_references}.items()}
    final = of_stages["rerank"].values["ndcg@10"]
    against: dict[str, Interval] = {
        name: bootstrap.ratio(final, its.values["ndcg@10"]).rounded() for name, its in of_references.items()
    }

    def table(caption: str, names: list[str], strong: str | None) -> Table:
        header = ["", *COLUMNS, *(["ours/its"] if names[0] in against else [])]
        rows = [
            [name, *(figures[name][column] for column in COLUMNS), *([against[name]] if name in against else [])]
            for name in names
        ]
        return Table(caption, header, rows, frozenset(i for i, name in enumerate(names) if name == strong))

    tables = [table("Ours: each source alone, the merged candidates, ranked, re-ranked", list(of_stages), "rerank")]
    if of_references:
        tables.append(table("References", list(of_references), None))
    colour = dict.fromkeys(of_references, 1) | {"recall": 2, "rank": 2, "rerank": 2}
    shown = [
        "rerank",
        "recall",
        "recall:linear",
        "recall:deepwalk",
        *(name for name in ("EASE-80",) if name in figures),
    ]
    curves = {name: [(float(k), figures[name][f"recall@{k}"].point) for k in CUTS] for name in shown}
    return Section(
        "Sources, stages, references",
        TEXT,
        tables,
        [
            bars("NDCG@10 with 95 % intervals", {name: its["ndcg@10"] for name, its in figures.items()}, colour=colour),
            lines("Recall by length of the list", curves, x_label="k", y_label="recall@k", x_log=True),
        ],
        {"recommenders": figures, "ours/its": against},
    )
