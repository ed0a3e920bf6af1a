"""What each part is worth: the same members without it."""

from dataclasses import replace

from ml.config import TrainingConfig
from ml.data.interactions import Floats
from ml.evaluation.asking import Answers, Lists, answers_of, ranked
from ml.evaluation.measures.bootstrap import Bootstrap
from ml.evaluation.measures.metrics import judge
from ml.evaluation.members import Members, relevant_of
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.pages.plots import bars
from ml.ranking.features import FEATURE_NAMES, GROUPS
from ml.recall.sources import SOURCE_NAMES
from ml.serving.pipeline import Pipeline

TEXT = """NDCG@10 of the ranked list, before re-ranking, when a part is missing, and the difference that it makes
with its interval, drawn in pairs. Without a source: its candidates are gone and the features made from it say
nothing. A feature says nothing when it is given the mean that it had in training (0 once standardised). The network
isn't trained again without it: a part that others could stand in for after a new training looks dearer here than it
is.

Without the MLP the merged order of the sources is the list."""
# Features beside score.SOURCE and rank.SOURCE that are made from a source's weights.
MADE_FROM = {
    "linear": ("linear.", "ratio.liked_to_linear", "ratio.raw_linear"),
    "linear_liked": ("ratio.liked_to_linear", "ratio.liked_to_watched", "ratio.raw_liked"),
    "linear_watched": ("ratio.liked_to_watched",),
    "item_knn": ("cosine.", "predicted.neighbourhood"),
}
# Features that are sums over a whole site, and count those who judge as well.
SITE_WIDE = ("anime.log_members", "anime.site_score")


def ablations(pipeline: Pipeline, members: Members, answers: Answers, rows: Floats, bootstrap: Bootstrap) -> Section:
    relevant = relevant_of(members)

    def ndcg(lists: Lists) -> Floats:
        return judge(lists, relevant, rows).values["ndcg@10"]

    whole = ndcg(_ranked_lists(pipeline, answers))
    variants = {"without the MLP": ndcg({user: its.recalled.candidates.positions for user, its in answers.items()})}
    for name in SOURCE_NAMES:
        variants[f"without the source {name}"] = ndcg(without_source(pipeline, members, name))
    for group in GROUPS:
        variants[f"without the features {group}"] = ndcg(_ranked_lists(deaf_to(pipeline, f"{group}."), answers))
    variants["without the catalogue's members and score"] = ndcg(_ranked_lists(deaf_to(pipeline, *SITE_WIDE), answers))
    result = {"everything": [bootstrap.mean(whole).rounded(), "–", "–"]}
    losses = {}
    for name, values in variants.items():
        difference = bootstrap.mean(values - whole).rounded()
        losses[name] = difference
        result[name] = [bootstrap.mean(values).rounded(), difference, bootstrap.ratio(values, whole).rounded()]
    table = [[name, *row] for name, row in result.items()]
    return Section(
        "Ablations",
        TEXT,
        [Table("NDCG@10 without a part", ["", "NDCG@10", "difference", "of everything"], table, frozenset({0}))],
        [bars("Change of NDCG@10 without a part", losses)],
        result,
    )


def without_source(pipeline: Pipeline, members: Members, name: str) -> Lists:
    without = replace(pipeline, config=without_quota(pipeline.config, name))
    without = deaf_to(without, f"score.{name}", f"rank.{name}", *MADE_FROM.get(name, ()))
    return _ranked_lists(without, answers_of(without, members))


def deaf_to(pipeline: Pipeline, *names: str) -> Pipeline:
    """The same pipeline to whose ranker the features of these names say nothing, see :func:`columns_of`."""
    return replace(pipeline, rankers=pipeline.rankers.silenced(columns_of(*names)))


def _ranked_lists(pipeline: Pipeline, answers: Answers) -> Lists:
    return {user: ranked(pipeline, answer).positions for user, answer in answers.items()}


def without_quota(config: TrainingConfig, source: str) -> TrainingConfig:
    quotas = {name: 0 if name == source else quota for name, quota in config.candidates.quotas.items()}
    return replace(config, candidates=replace(config.candidates, quotas=quotas))


def columns_of(*names: str) -> list[int]:
    """Columns of the features with these names; a name that ends with a point stands for its group."""
    return [
        i
        for i, feature in enumerate(FEATURE_NAMES)
        if any(feature.startswith(name) if name.endswith(".") else feature == name for name in names)
    ]
