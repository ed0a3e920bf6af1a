"""The learning curve: what more members would bring, to the ranker alone and to everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.holdout import MEMBERS, stable_fraction
from ml.data.interactions import Floats, Interactions
from ml.evaluation.asking import Answers, Lists, answers_of, ranked
from ml.evaluation.chapters.ablations import SITE_WIDE, columns_of
from ml.evaluation.measures.bootstrap import Bootstrap
from ml.evaluation.measures.metrics import judge
from ml.evaluation.members import members_of, relevant_of, rows_per_anime
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.references import fit_references, reference_lists
from ml.fitting.folds import Fold, fold_split, make_fold, user_parts
from ml.ranking.data import RankingData
from ml.ranking.rankers import Rankers
from ml.ranking.training import train_ranker
from ml.serving.pipeline import Pipeline

SHARES = (0.25, 0.5, 1.0)
# What is hashed for who stays.
STAYING = 3000
TEXT = """NDCG@10 of the ranked list, before re-ranking, on the members who judge, with one inner split; a training has
more of them. A smaller share is always a part of the larger ones.

“The ranker's members”: the sources know everybody, and only the ranker learns from fewer. “All members”: those who
neither judge nor stop the ranker early are taken away whole, from the sources as well, and EASE-80 is fitted on the
same rows. What was held out and liked stays the same: an anime that nobody is left to speak for can't be found.

“Trained again without”: the two features that are sums over a whole site are blank in training and in judging."""

Progress = Callable[[str, float, float], None]
Stage = Callable[[str, float], None]


@dataclass(frozen=True)
class Bench:
    """What the first inner split, made from all or some of the members, teaches and is asked.

    ``pipeline``: of the split's sources; its rankers are of no account. ``answers``: of the members who judge.
    """

    fold: Fold
    pipeline: Pipeline
    answers: Answers
    ease: Lists

    @classmethod
    def of(cls, interactions: Interactions, table: AnimeTable, config: TrainingConfig, progress: Stage) -> "Bench":
        fold = make_fold(interactions, table, config, 0, progress)
        if fold.models is None:
            raise ValueError("Only the first inner split keeps the sources that its members judge by.")
        ranker = train_ranker(fold.training, fold.validation, config.ranker, config.seed, lambda done: None)
        pipeline = Pipeline.build(fold.models, Rankers(ranker, None), table, config)
        cut = fold_split(interactions, table, config, 0)
        members = members_of(cut, user_parts(interactions, config).test.tolist())
        references = fit_references(cut.training, pipeline.known, config.seed, lambda done: None, ("EASE-80",))
        ease = reference_lists(references, members, pipeline.known)["EASE-80"]
        return cls(fold, pipeline, answers_of(pipeline, members), ease)

    @property
    def lists(self) -> Lists:
        """Ranked by a ranker that learnt from all of the split's learners."""
        return {user: ranked(self.pipeline, answer).positions for user, answer in self.answers.items()}

    def taught_by(self, data: RankingData, blank: Sequence[int] = ()) -> Lists:
        """Ranked by a ranker that learns from ``data``, and neither learns nor sees the columns of ``blank``."""
        config, validation = self.pipeline.config, _without(self.fold.validation, blank)
        ranker = train_ranker(_without(data, blank), validation, config.ranker, config.seed, lambda done: None)
        rankers = Rankers(ranker, None).silenced(blank) if blank else Rankers(ranker, None)
        return replace(self, pipeline=replace(self.pipeline, rankers=rankers)).lists


def learning_curve(
    interactions: Interactions, table: AnimeTable, config: TrainingConfig, progress: Progress
) -> Section:
    """Makes the first inner split once a share, and trains a ranker for each row. ``progress`` takes a stage, its
    fraction and that of everything."""

    def on_way(place: int) -> Stage:
        return lambda stage, done: progress(stage, done, (place + 0.5 * done) / (len(SHARES) + 1))

    cut = fold_split(interactions, table, config, 0)
    members = members_of(cut, user_parts(interactions, config).test.tolist())
    rows = rows_per_anime(cut.training, len(table))

    def ndcg(lists: Lists) -> Floats:
        """Of every member who judges, also of those for whom there is no list."""
        nothing = np.zeros(0, np.int32)
        asked = {user: lists.get(user, nothing) for user in members}
        return judge(asked, relevant_of(members), rows).values["ndcg@10"]

    bench = Bench.of(interactions, table, config, on_way(0))
    taught, whole = bench.fold.training, ndcg(bench.lists)
    everything, linear = {1.0: (len(taught), whole)}, {1.0: ndcg(bench.ease)}
    for place, share in enumerate(SHARES[:-1], start=1):
        smaller = Bench.of(thinned(interactions, config, share), table, config, on_way(place))
        everything[share] = (len(smaller.fold.training), ndcg(smaller.lists))
        linear[share] = ndcg(smaller.ease)
    progress("ranker", 0.0, len(SHARES) / (len(SHARES) + 1))
    of_ranker = {1.0: everything[1.0]}
    for share in SHARES[:-1]:
        data = part_of(taught, share, config.seed)
        of_ranker[share] = (len(data), ndcg(bench.taught_by(data)))
    blank = ndcg(bench.taught_by(taught, columns_of(*SITE_WIDE)))
    return _section(of_ranker, everything, linear, blank, config.seed)


Points = dict[float, tuple[int, Floats]]


def _section(of_ranker: Points, everything: Points, linear: dict[float, Floats], blank: Floats, seed: int) -> Section:
    whole = everything[1.0][1]
    bootstrap = Bootstrap(len(whole), seed)

    def row(values: Floats) -> list:
        return [bootstrap.mean(values).rounded(), bootstrap.ratio(values, whole).rounded()]

    first = [[f"{share:.0%}", many, *row(values)] for share, (many, values) in sorted(of_ranker.items())]
    second = [
        [f"{share:.0%}", many, *row(values), bootstrap.mean(linear[share]).rounded()]
        for share, (many, values) in sorted(everything.items())
    ]
    third = [["everything", *row(whole)], ["trained again without members and score", *row(blank)]]
    head = ["", "members", "NDCG@10", "of everything"]
    tables = {
        "ranker": Table("The ranker's members", head, first),
        "all": Table("All members", [*head, "EASE-80"], second),
        "site-wide": Table("Without what is summed over a whole site", ["", *head[2:]], third),
    }
    return Section(
        "Learning curve",
        f"{TEXT}\n\n{_advice(of_ranker, everything)}",
        list(tables.values()),
        figures={key: {name: its for name, *its in part.rows} for key, part in tables.items()},
    )


def thinned(interactions: Interactions, config: TrainingConfig, share: float) -> Interactions:
    """Without the rows of the members who go; those who judge or stop the ranker early stay."""
    parts = user_parts(interactions, config)
    stays = stable_fraction(config.seed, MEMBERS, STAYING, interactions.user_ids) < share
    stays[parts.test] = stays[parts.validation] = True
    return interactions.keep(stays[interactions.user_rows])


def part_of(data: RankingData, share: float, seed: int) -> RankingData:
    """A share of the members of ``data``; a smaller share is a part of a larger one."""
    order = np.random.default_rng([seed, STAYING]).permutation(len(data))
    members = np.sort(order[: max(1, round(share * len(data)))])
    chosen = [np.arange(data.start[member], data.start[member + 1]) for member in members]
    rows = np.concatenate(chosen)
    start = np.concatenate([[0], np.cumsum([len(its) for its in chosen])])
    return RankingData(data.features[rows], data.labels[rows], start, data.ratings[rows])


def _without(data: RankingData, columns: Sequence[int]) -> RankingData:
    if not columns or not len(data):
        return data
    features = data.features.copy()
    features[:, list(columns)] = 0
    return replace(data, features=features)


def _advice(of_ranker: Points, everything: Points) -> str:
    def gain(found: Points) -> str:
        half, whole = float(found[0.5][1].sum()), float(found[1.0][1].sum())
        return f"{100 * (whole / half - 1) if half else 0:+.1f} %"

    return (
        f"What more data bring: from half of the members to all of them NDCG@10 changes by {gain(of_ranker)} where they"
        f" teach the ranker alone, by {gain(everything)} where they teach everything."
    )
