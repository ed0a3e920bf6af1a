"""Held out by whole series: what is found where the next season of something seen can't be guessed.

The protocol holds out single ratings, and of many the rest of the series stays on the list. Here all rows of some of a
member's series go at once, so that only other anime can speak for what was held out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.data.holdout import HOLDOUT, MIN_RATINGS, ROWS, Split, stable_hash
from ml.data.interactions import RELEVANT, Floats, Interactions, Ints
from ml.evaluation.asking import final_lists
from ml.evaluation.measures.bootstrap import Bootstrap
from ml.evaluation.measures.metrics import judge
from ml.evaluation.members import Members, members_of, relevant_of, rows_per_anime
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.references import Lists, fit_references, reference_lists
from ml.ranking.rankers import Rankers
from ml.recall.models import RecallModels
from ml.serving.pipeline import Pipeline

# Beside the numbers of the inner splits and of the new members.
NUMBER = 2000
# A series that is more of a member's ratings than this stays: without it little would be left to judge by.
MOST_OF_A_LIST = 0.25
AGAINST = ("EASE-80", "popularity")
Progress = Callable[[str, float], None]
TEXT = """Of each member with at least 10 ratings whole series are held out, drawn until they hold a fifth of the
ratings: every row of theirs, the unrated ones included. A series that makes up more than a quarter of the ratings
stays. Sources and references are fitted on what is left; the ranker is the one that learnt from single held-out
ratings. Judged are the members who taught it nothing.

Beside it stand the same members where single ratings are held out, as everywhere else. Nothing of a series that is
still on a list was held out, so a list that names the next seasons of such series loses those places: “among new
series” leaves them out of everybody's lists (of which 200 anime were asked, or all candidates), and shows who finds
something else to watch."""


def split_by_series(interactions: Interactions, anime_ids: Ints, series: Ints, seed: int) -> Split:
    """``series`` int32[anime]: a number that the entries of a series share.

    Which series go is decided by a hash of the seed, the member's id and the smallest public id of the series.
    """
    users = interactions.user_rows
    _, number = np.unique(series, return_inverse=True)
    name = np.full(number.max(initial=-1) + 1, np.iinfo(np.int64).max)
    np.minimum.at(name, number, np.asarray(anime_ids, np.int64))
    # One part a member and series; ``part`` says which one a row belongs to.
    parts, part = np.unique(users.astype(np.int64) * len(name) + number[interactions.anime], return_inverse=True)
    owner, its = parts // max(len(name), 1), parts % max(len(name), 1)
    rated = np.bincount(part, interactions.ratings > 0, minlength=len(parts))
    total = np.bincount(owner, rated, minlength=len(interactions.user_ids))[owner]
    able = (rated > 0) & (rated <= MOST_OF_A_LIST * total) & (total >= MIN_RATINGS)
    keys = stable_hash(seed, ROWS, NUMBER, interactions.user_ids[owner], name[its])
    order = np.lexsort((keys, ~able, owner))
    counted = np.where(able, rated, 0)[order]
    before = np.cumsum(counted) - counted
    first = np.concatenate([[True], owner[order][1:] != owner[order][:-1]])
    before -= np.maximum.accumulate(np.where(first, before, 0))
    held_parts = np.zeros(len(parts), bool)
    held_parts[order] = able[order] & (before < np.floor(HOLDOUT * total[order]))
    return _cut(interactions, held_parts[part])


def _cut(interactions: Interactions, gone: np.ndarray) -> Split:
    """Without the rows of ``gone``; held out are those of them with a rating whose anime still occurs."""
    training = interactions.keep(~gone)
    occurs = np.bincount(training.anime, minlength=int(interactions.anime.max(initial=0)) + 1) > 0
    held, relevant = {}, {}
    for user in np.unique(interactions.user_rows[gone]).tolist():
        rows = np.arange(interactions.start[user], interactions.start[user + 1])
        rows = rows[gone[rows] & (interactions.ratings[rows] > 0) & occurs[interactions.anime[rows]]]
        if len(rows):
            held[user] = (interactions.anime[rows], interactions.ratings[rows])
        if len(likes := rows[interactions.ratings[rows] >= RELEVANT]):
            relevant[user] = interactions.anime[likes]
    return Split(training, relevant, held)


@dataclass(frozen=True)
class Compared:
    """The members who judge a way of holding out, the lists of ``ours`` and of the references, and how often each anime
    occurs in what all of them learnt from."""

    members: Members
    lists: Mapping[str, Lists]
    rows: Floats

    @classmethod
    def on(
        cls, cut: Split, users: Ints, table: AnimeTable, rankers: Rankers, config: TrainingConfig, progress: Progress
    ) -> "Compared":
        """``users``: who may judge, by their rows of the split. Sources are fitted on what the split leaves."""
        members = members_of(cut, users.tolist())
        models = RecallModels.fit(cut.training, config.recall, config.seed, progress)
        pipeline = Pipeline.build(models, rankers, table, config)
        references = fit_references(cut.training, pipeline.known, config.seed, lambda done: None, AGAINST)
        lists = {"ours": final_lists(pipeline, members), **reference_lists(references, members, pipeline.known)}
        return cls(members, lists, rows_per_anime(cut.training, pipeline.covered))

    def among_new_series(self, series: Ints) -> "Compared":
        """The same lists without what belongs to a series on the member's list. Of such a series nothing was held out,
        so that whoever names its next season first loses the place."""
        known = {user: np.unique(series[member.taken]) for user, member in self.members.items()}
        lists = {
            who: {user: items[~np.isin(series[items], known[user])] for user, items in its.items()}
            for who, its in self.lists.items()
        }
        return replace(self, lists=lists)


def whole_series_section(variants: Mapping[str, Compared], seed: int) -> Section:
    """``variants``: a name for each way of holding out."""
    table, figures = [], {}
    for name, its in variants.items():
        relevant = relevant_of(its.members)
        found = {who: judge(lists, relevant, its.rows).values for who, lists in its.lists.items()}
        bootstrap = Bootstrap(len(its.members), seed)
        row: dict[str, Any] = {"members": len(its.members)}
        for who, values in found.items():
            row[who] = bootstrap.mean(values["ndcg@10"]).rounded()
        for who in found:
            if who != "ours":
                row[f"ours/{who}"] = bootstrap.ratio(found["ours"]["ndcg@10"], found[who]["ndcg@10"]).rounded()
        row["recall@200 of ours"] = bootstrap.mean(found["ours"]["recall@200"]).rounded()
        figures[name] = row
        table.append([name, *row.values()])
    header = ["", *next(iter(figures.values()), {})]
    return Section("Whole series", TEXT, [Table("NDCG@10", header, table)], figures=figures)
