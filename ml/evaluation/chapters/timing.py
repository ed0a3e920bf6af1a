"""How long a member waits, stage by stage."""

from time import perf_counter

import numpy as np

from ml.evaluation.members import Members
from ml.evaluation.pages.page import Section, Table
from ml.serving.pipeline import Pipeline
from ml.serving.requests import ListRequest

MOST_MEMBERS = 200
PARTS = ("recall and features", "rank", "rerank")
PAGE = ListRequest(n=20)
TEXT = """Milliseconds a member in this process, on as many BLAS threads as it has, beside whatever else the machine
did. The site's benchmark command measures serving itself."""


def timing(pipeline: Pipeline, members: Members) -> Section:
    taken: dict[str, list[float]] = {name: [] for name in (*PARTS, "all")}
    for member in list(members.values())[:MOST_MEMBERS]:
        moments = [perf_counter()]
        profile = member.profile(pipeline.covered)
        answer = pipeline.answer(profile, PAGE)
        moments.append(perf_counter())
        ranked = pipeline.rank(profile, pipeline.score(answer), PAGE)
        moments.append(perf_counter())
        pipeline.rerank(ranked, PAGE)
        moments.append(perf_counter())
        for name, took in zip(PARTS, np.diff(moments), strict=True):
            taken[name].append(float(took) * 1000)
        taken["all"].append((moments[-1] - moments[0]) * 1000)
    rows = [[name, *(round(float(value), 2) for value in _summary(times))] for name, times in taken.items() if times]
    return Section("Time", TEXT, [Table("Milliseconds a member", ["", "mean", "median", "95th percentile"], rows)])


def _summary(times: list[float]) -> tuple[float, float, float]:
    return float(np.mean(times)), float(np.median(times)), float(np.quantile(times, 0.95))
