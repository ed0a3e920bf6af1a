"""The price of each rule of re-ranking, as a section of the report."""

from collections.abc import Mapping

from ml.data.interactions import Floats
from ml.evaluation.measures.prices import prices
from ml.evaluation.members import Members, relevant_of
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.stages import Answer, Stages

TEXT = """What a rule costs and brings in the first ten places: without any rule, with all of them as configured,
with one alone (at the configured strength, or an example where it is off), and with all but one. “change” is that of
NDCG@10 against no rule."""


def priced(
    stages: Stages, members: Members, answers: Mapping[int, Answer], rows: Floats
) -> dict[str, dict[str, float]]:
    ranked = {user: stages.rank(answer) for user, answer in answers.items()}
    return prices(ranked, relevant_of(members), rows, stages.fitted.rerank_facts, stages.config.rerank)


def rule_prices(stages: Stages, members: Members, answers: Mapping[int, Answer], rows: Floats) -> Section:
    found = priced(stages, members, answers, rows)
    columns = list(dict.fromkeys(key for row in found.values() for key in row))
    table = [[name, *(row.get(column, "–") for column in columns)] for name, row in found.items()]
    return Section("Rules of re-ranking", TEXT, [Table("First ten places", ["", *columns], table)], figures=found)
