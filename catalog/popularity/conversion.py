"""How many of MyAnimeList's members an anime would have that so many of Bangumi's have on a list."""

import numpy as np

from catalog.popularity.knowledge import Knowledge
from catalog.popularity.regression import fit_ridge

# Below, a type borrows the line of all types.
_FEWEST = 50
# Of people at Bangumi: fewer say next to nothing.
_LEAST_COLLECTED = 5


def convert(known: Knowledge) -> np.ndarray:
    """log10 of members (n,), nan where Bangumi's figures are unknown: a line through both logarithms for each type."""
    logs = np.log10(np.maximum(known.collected, 1))
    has_figures = known.collected >= _LEAST_COLLECTED
    both = has_figures & (known.members > 0)
    found = np.full(len(known.ids), np.nan)
    if both.sum() < _FEWEST:
        return found
    for kind in np.unique(known.types[has_figures]):
        of_type = known.types == kind
        teachers = both & of_type if (both & of_type).sum() >= _FEWEST else both
        line = fit_ridge(logs[teachers, None], np.log10(known.members[teachers]), penalty=1.0)
        wanted = has_figures & of_type
        # No further out than the teachers stand.
        within = np.clip(logs[wanted], logs[teachers].min(), logs[teachers].max())
        found[wanted] = line.predict(within[:, None])
    return found
