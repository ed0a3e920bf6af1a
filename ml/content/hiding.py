"""Which anime an inner split hides, so that the ranker of unrated anime learns from what it will meet."""

import numpy as np

from ml.data.interactions import Ints

# The newest of an inner split's anime that are hidden, a share a split; the first split hides none. A random choice
# would leave sequels of what is hidden, and teach that what is new is liked.
SHARES = (0.0, 0.1, 0.06, 0.14)


def hidden_anime(anime_ids: Ints, rows: Ints, number: int) -> np.ndarray:
    """bool[anime]: the newest of the anime that have ``rows``, by id, which MyAnimeList gives in time.

    The splits after the fourth hide what those after the first do.
    """
    share = SHARES[number] if number < len(SHARES) else SHARES[1 + (number - 1) % (len(SHARES) - 1)]
    known = np.flatnonzero(rows > 0)
    hidden = np.zeros(len(anime_ids), bool)
    many = int(len(known) * share)
    if many:
        hidden[known[np.argsort(anime_ids[known], kind="stable")[-many:]]] = True
    return hidden
