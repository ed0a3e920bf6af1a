"""The price of each rule of re-ranking, as a section of the report."""

from ml.data.interactions import Floats
from ml.evaluation.asking import PAGES, Answers, ranked
from ml.evaluation.measures.prices import prices
from ml.evaluation.members import Members, relevant_of
from ml.evaluation.pages.page import Section, Table
from ml.serving.pipeline import Pipeline

TEXT = """What a rule costs and brings in the first ten places: without any rule, with all of them as configured,
with one alone (at the configured strength, or an example where it is off), and with all but one. “change” is that of
NDCG@10 against no rule."""


def priced(pipeline: Pipeline, members: Members, answers: Answers, rows: Floats) -> dict[str, dict[str, float]]:
    lists = {user: ranked(pipeline, answer, PAGES) for user, answer in answers.items()}
    return prices(lists, relevant_of(members), rows, pipeline.fitted.rerank_facts, pipeline.config.rerank)


def rule_prices(pipeline: Pipeline, members: Members, answers: Answers, rows: Floats) -> Section:
    found = priced(pipeline, members, answers, rows)
    columns = list(dict.fromkeys(key for row in found.values() for key in row))
    table = [[name, *(row.get(column, "–") for column in columns)] for name, row in found.items()]
    return Section("Rules of re-ranking", TEXT, [Table("First ten places", ["", *columns], table)], figures=found)
