"""Random walks on the graph of members and anime: member → anime → member → …"""

import numpy as np
import scipy.sparse as sp

from ml.data.interactions import Ints
from ml.deepwalk.config import DeepWalkConfig


def random_walks(graph: sp.csr_matrix, config: DeepWalkConfig, rng: np.random.Generator) -> Ints:
    """Anime positions, int32[config.walks, config.walk_length].

    ``graph``: members × anime, one positive weight a row of a list. A step to an anime is taken in proportion to the
    weights of the member's list, a step to a member uniformly among those who have the anime. Every walk starts at a
    row drawn uniformly, so an anime begins as many walks as it deserves.
    """
    back = graph.tocsc()
    running = np.cumsum(graph.data, dtype=np.float64)
    walks = np.empty((config.walks, config.walk_length), dtype=np.int32)
    walks[:, 0] = graph.indices[rng.integers(0, graph.nnz, config.walks)]
    for step in range(1, config.walk_length):
        here = walks[:, step - 1]
        first, last = back.indptr[here], back.indptr[here + 1]
        member = back.indices[first + (rng.random(config.walks) * (last - first)).astype(np.int64)]
        first, last = graph.indptr[member], graph.indptr[member + 1]
        before = np.where(first > 0, running[first - 1], 0.0)
        goal = before + rng.random(config.walks) * (running[last - 1] - before)
        walks[:, step] = graph.indices[np.clip(np.searchsorted(running, goal, side="right"), first, last - 1)]
    return walks
