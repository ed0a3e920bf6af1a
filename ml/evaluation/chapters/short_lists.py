"""The same members, from only a few of their rows, and from lists without a rating."""

from collections.abc import Mapping

from ml.data.interactions import Floats
from ml.evaluation.asking import final_lists
from ml.evaluation.measures.bootstrap import Bootstrap
from ml.evaluation.measures.metrics import judge
from ml.evaluation.members import Members, relevant_of, shortened
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.pages.plots import lines
from ml.evaluation.references import Lists, Scorer, reference_lists
from ml.serving.pipeline import Pipeline

SIZES = (3, 5, 20, 100)
AGAINST = ("EASE-80", "popularity")
TEXT = """The judged members again, but every recommender is given only n random rows of the list (members with fewer
are left out). The rows that were taken away are not recommended, and what is held out is the same, so that the rows
of the table differ by what was known alone. Sources and references were fitted with the whole lists among the rest
on both sides; --new-members measures the same without that.

“No ratings” erases every rating of the list: what somebody is worth to the model who only marks what they have
watched."""


def short_lists(
    pipeline: Pipeline, references: Mapping[str, Scorer], members: Members, rows: Floats, seed: int
) -> Section:
    variants = {f"{n} rows": shortened(members, n, seed) for n in SIZES}
    variants["no ratings"] = {user: member.without_ratings() for user, member in members.items()}
    table = [
        [name, *compared(made(pipeline, references, some), some, rows, seed)] for name, some in variants.items() if some
    ]
    return Section(
        "Short lists",
        TEXT,
        [Table("NDCG@10 from a part of the list", header(), table)],
        [curve(table)] if len(table) > 2 else [],
        {str(name): row for name, *row in table},
    )


def header() -> list[str]:
    return ["", "members", "ours", *AGAINST, *(f"ours/{name}" for name in AGAINST)]


def made(pipeline: Pipeline, references: Mapping[str, Scorer], members: Members) -> dict[str, Lists]:
    """``ours``, the final lists, and those of the references."""
    return {"ours": final_lists(pipeline, members), **reference_lists(references, members, pipeline.known)}


def compared(lists: Mapping[str, Lists], members: Members, rows: Floats, seed: int) -> list:
    """Members, NDCG@10 of the final list and of the references, and ours over theirs."""
    found = {name: judge(its, relevant_of(members), rows).values["ndcg@10"] for name, its in lists.items()}
    bootstrap = Bootstrap(len(members), seed)
    means = [bootstrap.mean(found[name]).rounded() for name in ("ours", *AGAINST)]
    ratios = [bootstrap.ratio(found["ours"], found[name]).rounded() for name in AGAINST]
    return [len(members), *means, *ratios]


def curve(table: list[list]) -> str:
    sizes = [(float(name.split()[0]), row) for name, *row in table if name.endswith("rows")]
    series = {name: [(n, row[1 + i].point) for n, row in sizes] for i, name in enumerate(("ours", *AGAINST))}
    return lines("NDCG@10 by rows given", series, x_label="rows given", y_label="NDCG@10", x_log=True)
