"""Whether a chance that is shown comes true as often as it says."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ml.evaluation.members import Member
from ml.evaluation.page import Section, Table
from ml.evaluation.plots import lines
from ml.evaluation.stages import Answer, Stages
from ml.interactions import RELEVANT, Floats, Ints

BUCKETS = 10
TEXT = """“Like” is the chance that the ranker's outlook gives for a rating of 8 or more if the member watches the
anime. It is judged on those candidates that were held out, which are the ones that the member did watch and rate.
“Among the next likes” is the ranker's own probability, judged on all candidates: a candidate comes true when it is
held out with 8 or more.

Buckets are tenths of the scale that is shown. The error is the mean distance between what is shown and what
happened, weighted by the buckets' sizes; the Brier score is the mean squared distance, beside that of always saying
the mean."""
Held = Mapping[int, tuple[Ints, Ints]]


def calibration(stages: Stages, members: Mapping[int, Member], answers: Mapping[int, Answer], held: Held) -> Section:
    """``held[u]``: positions held out and their ratings. The outlook is left out where the ranker has none."""
    tables: list[Table] = []
    curves: dict[str, list[tuple[float, float]]] = {}
    figures: dict[str, Any] = {}
    likes: list[tuple[Floats, Floats, Ints]] = []
    chances: list[tuple[Floats, np.ndarray]] = []
    for user, answer in answers.items():
        positions = answer.candidates.positions
        chance = stages.ranker.probabilities(stages.ranker.logits(answer.features))
        chances.append((chance, np.isin(positions, members[user].relevant)))
        rated = np.flatnonzero(np.isin(positions, held[user][0]))
        outlook = stages.ranker.outlook(answer.features[rated]) if len(rated) else None
        if outlook is not None:
            order = np.argsort(held[user][0])
            at = np.searchsorted(held[user][0], positions[rated], sorter=order)
            likes.append((*outlook, held[user][1][order][at]))
    shown: dict[str, tuple[Floats, np.ndarray]] = {}
    if likes:
        like, score, rating = (np.concatenate(part) for part in zip(*likes, strict=True))
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


def bucketed(chance: Floats, true: np.ndarray) -> list[list]:
    """A row a tenth: its name, count, mean chance shown, share that came true (0 each where it is empty)."""
    of = np.minimum((np.asarray(chance, np.float64) * BUCKETS).astype(int), BUCKETS - 1)
    count = np.bincount(of, minlength=BUCKETS)
    means = [np.bincount(of, values, BUCKETS) / np.maximum(count, 1) for values in (chance, true)]
    step = 100 // BUCKETS
    return [
        [f"{i * step}–{(i + 1) * step} %", int(count[i]), *(round(float(mean[i]), 4) for mean in means)]
        for i in range(BUCKETS)
    ]


def quality(chance: Floats, true: np.ndarray, rows: list[list]) -> dict[str, float]:
    total = max(len(true), 1)
    return {
        "error": round(sum(row[1] * abs(row[2] - row[3]) for row in rows) / total, 4),
        "Brier": round(float(((chance - true) ** 2).mean()), 4) if len(true) else 0.0,
        "Brier of the mean": round(float(true.var()), 4) if len(true) else 0.0,
    }


def _cells(rows: list[list]) -> list[list]:
    return [row if row[1] else [row[0], 0, "–", "–"] for row in rows]
