"""How long a member waits, stage by stage."""

from time import perf_counter

import numpy as np

from ml.evaluation.members import Members
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.stages import Answer, Stages
from ml.ranking.features import ranking_features
from ml.recall.candidates import merge

MOST_MEMBERS = 200
PARTS = ("recall", "features", "rank", "rerank")
TEXT = """Milliseconds a member in this process, on as many BLAS threads as it has, beside whatever else the machine
did. The site's benchmark command measures serving itself."""


def timing(stages: Stages, members: Members) -> Section:
    taken: dict[str, list[float]] = {name: [] for name in (*PARTS, "all")}
    recall, fitted = stages.fitted.recall, stages.fitted
    for member in list(members.values())[:MOST_MEMBERS]:
        moments = [perf_counter()]
        profile = member.profile(stages.covered)
        scores = recall.scores(profile, recall.user_embedding(profile))
        candidates = merge(scores, member.taken, stages.config.candidates)
        moments.append(perf_counter())
        features = ranking_features(fitted.context, profile, candidates.positions, scores)
        moments.append(perf_counter())
        ranked = stages.rank(Answer(scores, candidates, features, member.on_list))
        moments.append(perf_counter())
        stages.final(ranked)
        moments.append(perf_counter())
        for name, took in zip(PARTS, np.diff(moments), strict=True):
            taken[name].append(float(took) * 1000)
        taken["all"].append((moments[-1] - moments[0]) * 1000)
    rows = [[name, *(round(float(value), 2) for value in _summary(times))] for name, times in taken.items() if times]
    return Section("Time", TEXT, [Table("Milliseconds a member", ["", "mean", "median", "95th percentile"], rows)])


def _summary(times: list[float]) -> tuple[float, float, float]:
    return float(np.mean(times)), float(np.median(times)), float(np.quantile(times, 0.95))
