"""How an opponent may read a list: which number each row is worth. The search chooses one for each opponent."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ml.data import grades
from ml.data.interactions import Floats, Interactions
from ml.data.profiles import Profile
from ml.evaluation.references import plain_grades


@dataclass(frozen=True)
class Reading:
    """The same numbers twice: of the rows that are learnt from, and of a list that is asked about."""

    of_rows: Callable[[Interactions], Floats]
    of_list: Callable[[Profile], Floats]


READINGS = {
    "plain": Reading(lambda rows: plain_grades(rows.ratings), lambda its: plain_grades(its.ratings)),
    "graded": Reading(lambda rows: grades.graded(rows.ratings, rows.statuses, rows.favorites), lambda its: its.graded),
    "leaning": Reading(
        lambda rows: grades.leaning(rows.ratings, rows.statuses, rows.favorites), lambda its: its.leaning
    ),
    "watched": Reading(
        lambda rows: grades.watched(rows.ratings, rows.statuses, rows.favorites),
        lambda its: (~its.planned | (its.ratings > 0)).astype(np.float32),
    ),
}
