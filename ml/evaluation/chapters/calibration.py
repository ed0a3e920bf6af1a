"""Whether a chance that is shown comes true as often as it says."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ml.data.interactions import RELEVANT, Floats, Ints
from ml.evaluation.asking import Answers
from ml.evaluation.measures.shown_and_true import bucketed, like_calibration, quality
from ml.evaluation.members import Member
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.pages.plots import lines
from ml.serving.pipeline import Pipeline

TEXT = """“Like” is the chance that the ranker's outlook gives for a rating of 8 or more if the member watches the
anime. It is judged on those candidates that were held out, which are the ones that the member did watch and rate.
“Among the next likes” is the ranker's own probability, judged on all candidates: a candidate comes true when it is
held out with 8 or more.

Buckets are tenths of the scale that is shown. The error is the mean distance between what is shown and what
happened, weighted by the buckets' sizes; the Brier score is the mean squared distance, beside that of always saying
the mean."""
Held = Mapping[int, tuple[Ints, Ints]]


def calibration(pipeline: Pipeline, members: Mapping[int, Member], answers: Answers, held: Held) -> Section:
    """``held[u]``: positions held out and their ratings. The outlook is left out where the ranker has none."""
    tables: list[Table] = []
    curves: dict[str, list[tuple[float, float]]] = {}
    figures: dict[str, Any] = {}
    chances: list[tuple[Floats, np.ndarray]] = []
    for user, answer in answers.items():
        scored = pipeline.score(answer)
        chances.append((scored.chances, np.isin(scored.positions, members[user].relevant)))
    shown: dict[str, tuple[Floats, np.ndarray]] = {}
    if (judged := _judged_likes(pipeline, answers, held)) is not None:
        like, score, rating = judged
        shown["P(like | watched)"] = (like, rating >= RELEVANT)
        off = score - rating
        figures["predicted score"] = {
            "ratings": len(rating),
            "mean absolute error": round(float(np.abs(off).mean()), 4),
            "root mean square error": round(float(np.sqrt((off**2).mean())), 4),
            "of always the mean": round(float(rating.std()), 4),
        }
    chance, true = (np.concatenate(part) for part in zip(*chances, strict=True))
    shown["P(among the next likes)"] = (chance, true)
    for name, (chance, true) in shown.items():
        rows = bucketed(chance, true)
        figures[name] = {"buckets": rows, **quality(chance, true, rows)}
        curves[name] = [(row[2], row[3]) for row in rows if row[1]]
        caption = ", ".join(f"{key} {value:.4f}" for key, value in quality(chance, true, rows).items())
        tables.append(Table(f"{name}: {caption}", ["shown", "count", "mean shown", "came true"], _cells(rows)))
    if "predicted score" in figures:
        score_row: list = [list(figures["predicted score"].values())]
        tables.append(Table("Predicted score", list(figures["predicted score"]), score_row))
    plot = lines("Calibration: shown and come true", curves, x_label="shown", y_label="came true", diagonal=True)
    return Section("Calibration", TEXT, tables, [plot], figures)


def shown_likes(pipeline: Pipeline, answers: Answers, held: Held) -> dict[str, Any]:
    """``{"like": …}`` as a training reports it; empty where the ranker has no outlook."""
    judged = _judged_likes(pipeline, answers, held)
    return {"like": like_calibration(judged[0], judged[2])} if judged is not None else {}


def _judged_likes(pipeline: Pipeline, answers: Answers, held: Held) -> tuple[Floats, Floats, Ints] | None:
    """Of the rated candidates that were held out: the chance of liking, the predicted score, the rating."""
    likes: list[tuple[Floats, Floats, Ints]] = []
    for user, answer in answers.items():
        scored = pipeline.score(answer)
        came = np.flatnonzero(np.isin(scored.positions, held[user][0]) & scored.rated & ~np.isnan(scored.likes))
        order = np.argsort(held[user][0])
        at = np.searchsorted(held[user][0], scored.positions[came], sorter=order)
        likes.append((scored.likes[came], scored.ratings[came], held[user][1][order][at]))
    if not sum(len(rating) for _, _, rating in likes):
        return None
    like, score, rating = (np.concatenate(part) for part in zip(*likes, strict=True))
    return like, score, rating


def _cells(rows: list[list]) -> list[list]:
    return [row if row[1] else [row[0], 0, "–", "–"] for row in rows]
