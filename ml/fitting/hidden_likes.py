"""What the ranker of unrated anime learns from: members' likes among the anime that an inner split hides."""

from dataclasses import dataclass

import numpy as np

from ml.data.holdout import stable_hash
from ml.data.interactions import RELEVANT, Interactions, Ints
from ml.data.profiles import Profile
from ml.fitting.fitted_recall import FittedRecall
from ml.ranking.data import RankingData

# Candidates a member beside their own: the hidden anime that look most promising, and a draw of the known ones.
PROMISING, DRAWN = 120, 160
# The shares of hidden anime whose members and score are taken away, one a member: what is new has been counted by
# somebody, by nobody, or in part.
UNCOUNTED = (0.0, 0.0, 1.0, 0.5)
FEWEST_ROWS = 3
_DRAWS = 7


@dataclass(frozen=True)
class HiddenLikes:
    """``known``: the rows that sources were fitted on; ``rows``: those and the ones of the hidden anime.

    ``fitted`` was made without the anime of ``hidden``, bool[len(table)]; ``seed``: whole numbers that no other split
    has.
    """

    fitted: FittedRecall
    known: Interactions
    rows: Interactions
    hidden: np.ndarray
    seed: tuple[int, int]

    def of(self, members: Ints) -> RankingData:
        """Of the ``members`` (rows of ``user_ids``) who have liked something hidden and keep a list without it."""
        hidden = np.flatnonzero(self.hidden).astype(np.int32)
        features, labels, ratings, sizes = [], [], [], [0]
        chances = np.sqrt(np.expm1(self.fitted.unrated.context.popularity.known[hidden]) + 10)
        chances = chances / chances.sum() if len(hidden) else chances
        for member in members.tolist() if len(hidden) else ():
            mine, given = self._hidden_rows(member)
            if not (given >= RELEVANT).any():
                continue
            profile = Profile.of_row(self.known, member, len(self.hidden))
            if len(profile.positions) < FEWEST_ROWS:
                continue
            rng = np.random.default_rng(int(stable_hash(*self.seed, _DRAWS, int(self.rows.user_ids[member]))[0]))
            recall, unrated = self.fitted.recall, self.fitted.unrated
            scores = recall.scores(profile, recall.user_embedding(profile))
            promising = unrated.candidates_among(profile, scores, min(PROMISING, len(hidden)), asked=hidden)
            drawn = rng.choice(hidden, min(DRAWN, len(hidden)), replace=False, p=chances)
            asked = np.unique(np.concatenate([mine, promising, drawn])).astype(np.int32)
            uncounted = np.zeros(len(self.hidden), bool)
            uncounted[hidden] = rng.random(len(hidden)) < rng.choice(UNCOUNTED)
            features.append(unrated.of(profile, asked, scores, uncounted=uncounted).astype(np.float16))
            at = np.searchsorted(mine, asked)
            found = np.where(mine[np.minimum(at, len(mine) - 1)] == asked, given[np.minimum(at, len(mine) - 1)], 0)
            labels.append(found >= RELEVANT)
            ratings.append(found.astype(np.int8))
            sizes.append(len(asked))
        if not features:
            return RankingData.empty()
        return RankingData(np.concatenate(features), np.concatenate(labels), np.cumsum(sizes), np.concatenate(ratings))

    def _hidden_rows(self, member: int) -> tuple[Ints, Ints]:
        """Positions, sorted, and ratings of what the member has of the hidden anime."""
        span = slice(int(self.rows.start[member]), int(self.rows.start[member + 1]))
        anime, given = self.rows.anime[span], self.rows.ratings[span]
        kept = self.hidden[anime]
        order = np.argsort(anime[kept], kind="stable")
        return anime[kept][order], given[kept][order]
