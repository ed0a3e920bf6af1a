"""The learning curve: what more members would bring, to the ranker alone and to everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.holdout import MEMBERS, stable_fraction
from ml.data.interactions import Floats, Interactions
from ml.evaluation.chapters.ablations import SITE_WIDE, columns_of
from ml.evaluation.measures.bootstrap import Bootstrap
from ml.evaluation.measures.metrics import judge
from ml.evaluation.members import members_of
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.references import Lists, fit_references, reference_lists
from ml.fitting.folds import Fold, JudgedUsers, fold_split, make_fold, user_parts
from ml.ranking.data import RankingData
from ml.ranking.training import train_ranker

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


@dataclass(frozen=True)
class Bench:
    """The first inner split with everybody: who judges, by what, and a configuration to train rankers with."""

    fold: Fold
    judged: JudgedUsers
    config: TrainingConfig

    def ndcg(self, lists: Lists) -> Floats:
        """NDCG@10 of every member who judges, also of those for whom there is no list."""
        nothing = np.zeros(0, np.int32)
        whole = {user: lists.get(user, nothing) for user in self.judged.users.tolist()}
        return judge(whole, self.judged.relevant, self.judged.rows).values["ndcg@10"]

    def ranked(self, fold: Fold, data: RankingData, blank: Sequence[int] = ()) -> Floats:
        """By a ranker that learns from ``data`` alone, on what the sources of ``fold`` found."""
        return self.ndcg(_ranked(fold, data, self.config, blank))


def learning_curve(
    interactions: Interactions, table: AnimeTable, config: TrainingConfig, progress: Progress
) -> Section:
    """Makes the first inner split once a share, and trains a ranker for each row. ``progress`` takes a stage, its
    fraction and that of everything."""

    def on_way(place: int) -> Callable[[str, float], None]:
        return lambda stage, done: progress(stage, done, (place + 0.5 * done) / (len(SHARES) + 1))

    fold = make_fold(interactions, table, config, 0, on_way(0))
    bench = Bench(fold, _judged(fold), config)
    whole = bench.ranked(fold, fold.training)
    everything, linear = {1.0: (len(fold.training), whole)}, {1.0: bench.ndcg(_ease(interactions, table, config))}
    for place, share in enumerate(SHARES[:-1], start=1):
        some = thinned(interactions, config, share)
        smaller = make_fold(some, table, config, 0, on_way(place))
        everything[share] = (len(smaller.training), bench.ranked(smaller, smaller.training))
        linear[share] = bench.ndcg(_ease(some, table, config))
    progress("ranker", 0.0, len(SHARES) / (len(SHARES) + 1))
    of_ranker = {1.0: everything[1.0]}
    for share in SHARES[:-1]:
        data = part_of(fold.training, share, config.seed)
        of_ranker[share] = (len(data), bench.ranked(fold, data))
    blank = bench.ranked(fold, fold.training, columns_of(*SITE_WIDE))
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


def _judged(fold: Fold) -> JudgedUsers:
    if fold.judged is None:
        raise ValueError("Only the first inner split holds members who judge.")
    return fold.judged


def _ranked(fold: Fold, data: RankingData, config: TrainingConfig, blank: Sequence[int]) -> Lists:
    judged = _judged(fold)
    ranker = train_ranker(
        _without(data, blank), _without(fold.validation, blank), config.ranker, config.seed, lambda done: None
    )
    shown = _without(judged.data, blank)
    logits = ranker.logits(shown.features.astype(np.float32))
    lists = {}
    for place, user in enumerate(judged.users.tolist()):
        its = logits[shown.start[place] : shown.start[place + 1]]
        lists[user] = judged.candidates[place][np.lexsort((judged.candidates[place], -its))]
    return lists


def _without(data: RankingData, columns: Sequence[int]) -> RankingData:
    if not columns or not len(data):
        return data
    features = data.features.copy()
    features[:, list(columns)] = 0
    return replace(data, features=features)


def _ease(interactions: Interactions, table: AnimeTable, config: TrainingConfig) -> Lists:
    cut = fold_split(interactions, table, config, 0)
    covered = int(cut.training.anime.max(initial=0)) + 1
    references = fit_references(cut.training, covered, config.seed, lambda done: None, ("EASE-80",))
    members = members_of(cut, user_parts(interactions, config).test.tolist())
    return reference_lists(references, members, covered)["EASE-80"]


def _advice(of_ranker: Points, everything: Points) -> str:
    def gain(found: Points) -> str:
        half, whole = float(found[0.5][1].sum()), float(found[1.0][1].sum())
        return f"{100 * (whole / half - 1) if half else 0:+.1f} %"

    return (
        f"What more data bring: from half of the members to all of them NDCG@10 changes by {gain(of_ranker)} where they"
        f" teach the ranker alone, by {gain(everything)} where they teach everything."
    )
