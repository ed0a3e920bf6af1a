"""Members whom the model has never seen: everything is fitted on some members, lists are made for the others.

The others' rows are cut by the judge's protocol; what remains of them is given to the recommenders as a list, and never
reaches a source, the ranker, or a reference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ml.data.anime import AnimeTable
from ml.data.holdout import HOLDOUT, MEMBERS, MIN_RATINGS, ROWS, split, stable_fraction, stable_hash
from ml.data.interactions import Interactions, Ints
from ml.evaluation.chapters.short_lists import compared, header, made
from ml.evaluation.measures.bootstrap import Bootstrap
from ml.evaluation.measures.metrics import judge
from ml.evaluation.members import Member, Members, relevant_of, rows_per_anime, shortened
from ml.evaluation.pages.page import Section, Table
from ml.evaluation.references import Lists, Scorer
from ml.serving.pipeline import Pipeline

SHARE_OF_NEW = 0.2
# Beside the numbers of the inner splits.
NUMBER = 1000
TEXT = """All sources, the ranker and the references know only the members of one part; the lists are those of the
other part, made from their rows alone. A fifth of their ratings is held out by the protocol. “5 ratings” gives every
recommender 5 random ratings of the list.

Members without a single rating have no held-out likes. Of theirs a fifth of the rows is held out instead, and a hit
is an anime that they did watch."""


@dataclass(frozen=True)
class Parting:
    """``known``: the rows of the members that everything is fitted on; ``table``: in the order of their popularity.

    ``new``: what is left of the others' rows, in positions of the same table; ``relevant``: by row of its users, what
    was held out and liked and occurs among the known. ``silent``: those of the others who never rate.
    """

    known: Interactions
    table: AnimeTable
    new: Interactions
    relevant: dict[int, Ints]
    silent: Members

    @property
    def members(self) -> Members:
        return {user: Member.at(self.new, user, likes) for user, likes in self.relevant.items() if len(likes)}


def part_members(interactions: Interactions, table: AnimeTable, seed: int) -> Parting:
    is_new = stable_fraction(seed, MEMBERS, NUMBER, interactions.user_ids) < SHARE_OF_NEW
    of_new = is_new[interactions.user_rows]
    # The order of the positions is popularity: it, too, may come from the known members alone.
    counts = np.bincount(interactions.anime[~of_new], minlength=len(table))
    order = np.lexsort((table.ids, -counts))
    place = np.empty(len(table), np.int32)
    place[order] = np.arange(len(table))
    cut = split(interactions, table.ids, seed, NUMBER)
    new = _only(cut.training, is_new[cut.training.user_rows], place)
    # An anime can be found only if it occurs in what was learnt from.
    relevant = {
        int(np.searchsorted(new.user_ids, interactions.user_ids[user])): np.sort(place[likes[counts[likes] > 0]])
        for user, likes in sorted(cut.relevant.items())
        if is_new[user]
    }
    ordered = table.take(order)
    silent = _silent_members(new, counts[order] > 0, ordered.ids, seed)
    return Parting(_only(interactions, ~of_new, place), ordered, new, relevant, silent)


def _only(interactions: Interactions, mask: np.ndarray, place: np.ndarray) -> Interactions:
    """The rows of the mask and their users alone, positions by ``place``."""
    return Interactions.build(
        interactions.user_ids[interactions.user_rows[mask]],
        place[interactions.anime[mask]],
        interactions.ratings[mask],
        interactions.statuses[mask],
        interactions.favorites[mask],
    )


def _silent_members(new: Interactions, occurs: np.ndarray, anime_ids: Ints, seed: int) -> Members:
    """Those without a rating, a fifth of whose rows is held out."""
    result = {}
    for user in range(len(new.user_ids)):
        span = slice(int(new.start[user]), int(new.start[user + 1]))
        n = span.stop - span.start
        if n >= MIN_RATINGS and not new.ratings[span].any():
            keys = stable_hash(seed, ROWS, NUMBER, int(new.user_ids[user]), anime_ids[new.anime[span]])
            rows = np.argsort(keys, kind="stable")
            held = np.sort(new.anime[span][rows[: int(n * HOLDOUT)]])
            given = Member.at(new, user, held[occurs[held]]).given(rows[int(n * HOLDOUT) :])
            if len(given.relevant):
                result[user] = replace(given, taken=given.listed)
    return result


def new_members_section(parting: Parting, pipeline: Pipeline, references: Mapping[str, Scorer], seed: int) -> Section:
    """``references`` hold those that ``short_lists.AGAINST`` names."""
    members = parting.members
    rows = rows_per_anime(parting.known, pipeline.covered)[: pipeline.covered]
    variants = {
        "the whole list": members,
        "5 ratings": shortened(members, 5, seed, ratings_only=True),
        "no ratings (erased)": {user: member.without_ratings() for user, member in members.items()},
        "never rated: watched next": parting.silent,
    }
    lists = {name: made(pipeline, references, some) for name, some in variants.items() if some}
    table = [[name, *compared(its, variants[name], rows, seed)] for name, its in lists.items()]
    whole = _in_full(lists["the whole list"], members, rows, seed)
    columns = ["", *next(iter(whole.values()))]
    return Section(
        "New members",
        TEXT,
        [
            Table("NDCG@10 of lists for members whom nothing was fitted on", header(), table, frozenset({0})),
            Table("From the whole list", columns, [[name, *row.values()] for name, row in whole.items()]),
        ],
        figures={"ndcg@10": {name: row for name, *row in table}, "whole list": whole},
    )


def _in_full(lists: Mapping[str, Lists], members: Members, rows: np.ndarray, seed: int) -> dict[str, dict]:
    bootstrap, shown = (
        Bootstrap(len(members), seed),
        ("ndcg@10", "recall@10", "recall@200", "hr@10", "coverage", "tail"),
    )
    result = {}
    for name, its in lists.items():
        figures = bootstrap.figures(judge(its, relevant_of(members), rows))
        result[name] = {column: figures[column] for column in shown}
    return result
